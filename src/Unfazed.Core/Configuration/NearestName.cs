using System.Runtime.InteropServices;

namespace Unfazed.Core.Configuration;

/// <summary>The name that was probably meant: the nearest by optimal string alignment (Damerau-Levenshtein with adjacent transpositions).</summary>
internal static class NearestName
{
    private const int LongestName = 64;

    /// <summary>The nearest of <paramref name="names"/>, or null when none is near: at most a third of the letters may differ, and at most three.</summary>
    public static string? Find(string text, IEnumerable<string> names)
    {
        if (text.Length is 0 or > LongestName)
        {
            return null;
        }

        string? nearest = null;
        var bound = Math.Clamp(text.Length / 3, 1, 3) + 1;
        foreach (var name in names)
        {
            // A word that is known, and not here, was not mistyped.
            if (name == text)
            {
                continue;
            }

            var distance = name.Length > LongestName || Math.Abs(name.Length - text.Length) >= bound ? bound : Distance(Fold(text), Fold(name));
            if (distance < bound)
            {
                (nearest, bound) = (name, distance);
            }
        }

        return nearest;
    }

    /// <summary><c>; did you mean "NAME"?</c>, or nothing.</summary>
    public static string Hint(string text, IEnumerable<string> names) =>
        Find(text, names) is { } nearest ? $"; did you mean {Quoted.Of(nearest)}?" : "";

    private static string Fold(string text) => text.ToLowerInvariant().Replace('-', '_');

    private static int Distance(string left, string right)
    {
        Span<int> before = stackalloc int[right.Length + 1];
        Span<int> above = stackalloc int[right.Length + 1];
        Span<int> row = stackalloc int[right.Length + 1];
        for (var column = 0; column <= right.Length; column++)
        {
            above[column] = column;
        }

        for (var line = 1; line <= left.Length; line++)
        {
            row[0] = line;
            for (var column = 1; column <= right.Length; column++)
            {
                row[column] = Cell(left, right, (line, column), new Rows(before, above, row));
            }

            above.CopyTo(before);
            row.CopyTo(above);
        }

        return above[right.Length];
    }

    private static int Cell(string left, string right, (int Line, int Column) at, Rows rows)
    {
        var (line, column) = at;
        var same = left[line - 1] == right[column - 1];
        var cost = Math.Min(Math.Min(rows.Above[column], rows.Row[column - 1]) + 1, rows.Above[column - 1] + (same ? 0 : 1));
        var swapped = line > 1 && column > 1 && left[line - 1] == right[column - 2] && left[line - 2] == right[column - 1];
        return swapped ? Math.Min(cost, rows.Before[column - 2] + 1) : cost;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly ref struct Rows(Span<int> before, Span<int> above, Span<int> row)
    {
        public readonly Span<int> Before = before;
        public readonly Span<int> Above = above;
        public readonly Span<int> Row = row;
    }
}
