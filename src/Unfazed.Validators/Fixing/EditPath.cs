namespace Unfazed.Validators.Fixing;

/// <summary>The lines that two texts share: the greedy algorithm of E. W. Myers, "An O(ND) Difference Algorithm and Its Variations", Algorithmica 1, 1986.</summary>
internal static class EditPath
{
    /// <summary>Pairs of equal lines in order; none where more edits are needed than allowed.</summary>
    public static List<(int Left, int Right)> Common(List<byte[]> left, List<byte[]> right, int mostEdits)
    {
        var limit = Math.Min(mostEdits, left.Count + right.Count);
        var reach = new int[(2 * limit) + 3];
        var history = new List<int[]>();
        for (var edits = 0; edits <= limit; edits++)
        {
            // Only these diagonals are looked at when the way is followed back.
            history.Add(reach[(limit + 1 - edits)..(limit + 2 + edits)]);
            for (var diagonal = -edits; diagonal <= edits; diagonal += 2)
            {
                var at = diagonal + limit + 1;
                var x = IsDown(diagonal, edits, reach[at - 1], reach[at + 1]) ? reach[at + 1] : reach[at - 1] + 1;
                while (x < left.Count && x - diagonal < right.Count && left[x].AsSpan().SequenceEqual(right[x - diagonal]))
                {
                    x++;
                }

                reach[at] = x;
                if (x >= left.Count && x - diagonal >= right.Count)
                {
                    return Follow(left.Count, right.Count, edits, history);
                }
            }
        }

        return [];
    }

    private static bool IsDown(int diagonal, int edits, int before, int behind) => diagonal == -edits || (diagonal != edits && before < behind);

    private static List<(int Left, int Right)> Follow(int x, int y, int edits, List<int[]> history)
    {
        var common = new List<(int, int)>();
        for (; edits > 0; edits--)
        {
            // history[edits] holds what edits - 1 reached, diagonal 0 in its middle.
            var reach = history[edits];
            var diagonal = x - y;
            int Reach(int of) => of + edits >= 0 && of + edits < reach.Length ? reach[of + edits] : 0;
            var previous = IsDown(diagonal, edits, Reach(diagonal - 1), Reach(diagonal + 1)) ? diagonal + 1 : diagonal - 1;
            var (fromX, fromY) = (Reach(previous), Reach(previous) - previous);
            var start = previous > diagonal ? fromX : fromX + 1;
            for (; x > start; x--, y--)
            {
                common.Add((x - 1, y - 1));
            }

            (x, y) = (fromX, fromY);
        }

        for (; x > 0; x--, y--)
        {
            common.Add((x - 1, y - 1));
        }

        common.Reverse();
        return common;
    }
}
