using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Unfazed.Validators.Fixing;

/// <summary>The difference of two texts as <c>git apply</c> takes it.</summary>
internal static class UnifiedDiff
{
    private const int Context = 3;
    private const int MostEdits = 2000;

    /// <summary>The difference of one file.</summary>
    /// <param name="path">Relative to the root.</param>
    /// <param name="before">What it held.</param>
    /// <param name="after">What it holds.</param>
    public static byte[] Of(string path, byte[] before, byte[] after)
    {
        var (left, right) = (Lines(before), Lines(after));
        var result = new MemoryStream();
        Write(result, $"--- {Quote("a/" + path)}\n+++ {Quote("b/" + path)}\n");
        var matches = Matches(left, right);
        for (var at = 0; at < matches.Count - 1;)
        {
            // The gap behind match "at", together with those that follow closer than two contexts.
            var last = at;
            while (last + 2 < matches.Count && matches[last + 1].Length <= 2 * Context)
            {
                last++;
            }

            WriteHunk(result, left, right, matches, at, last);
            at = last + 1;
        }

        return result.ToArray();
    }

    private static void WriteHunk(MemoryStream result, List<byte[]> left, List<byte[]> right, List<Match> matches, int first, int last)
    {
        var (lead, trail) = (Math.Min(Context, matches[first].Length), Math.Min(Context, matches[last + 1].Length));
        var (oldStart, newStart) = (matches[first].Left + matches[first].Length - lead, matches[first].Right + matches[first].Length - lead);
        var (oldEnd, newEnd) = (matches[last + 1].Left + trail, matches[last + 1].Right + trail);
        Write(result, string.Create(
            CultureInfo.InvariantCulture,
            $"@@ -{Start(oldStart, oldEnd)},{oldEnd - oldStart} +{Start(newStart, newEnd)},{newEnd - newStart} @@\n"));
        WriteLines(result, ' ', left, oldStart, oldStart + lead);
        for (var match = first; match <= last; match++)
        {
            var (from, to) = (matches[match], matches[match + 1]);
            WriteLines(result, '-', left, from.Left + from.Length, to.Left);
            WriteLines(result, '+', right, from.Right + from.Length, to.Right);
            WriteLines(result, ' ', left, to.Left, to.Left + (match == last ? trail : to.Length));
        }
    }

    // A hunk without a line of one side names the line before.
    private static int Start(int start, int end) => end == start ? start : start + 1;

    private static void WriteLines(MemoryStream result, char sign, List<byte[]> lines, int from, int to)
    {
        for (var line = from; line < to; line++)
        {
            result.WriteByte((byte)sign);
            result.Write(lines[line]);
            if (!lines[line].AsSpan().EndsWith("\n"u8))
            {
                Write(result, "\n\\ No newline at end of file\n");
            }
        }
    }

    /// <summary>The stretches that are equal, in order; an empty one at the beginning, where there is none, and at the end.</summary>
    private static List<Match> Matches(List<byte[]> left, List<byte[]> right)
    {
        var same = 0;
        while (same < Math.Min(left.Count, right.Count) && left[same].AsSpan().SequenceEqual(right[same]))
        {
            same++;
        }

        var tail = 0;
        while (tail < Math.Min(left.Count, right.Count) - same && left[^(tail + 1)].AsSpan().SequenceEqual(right[^(tail + 1)]))
        {
            tail++;
        }

        var matches = new List<Match> { new(0, 0, same) };
        foreach (var (x, y) in EditPath.Common(left[same..^tail], right[same..^tail], MostEdits))
        {
            var (atLeft, atRight) = (x + same, y + same);
            if (matches[^1] is var open && open.Left + open.Length == atLeft && open.Right + open.Length == atRight)
            {
                matches[^1] = open with { Length = open.Length + 1 };
            }
            else
            {
                matches.Add(new Match(atLeft, atRight, 1));
            }
        }

        matches.Add(new Match(left.Count - tail, right.Count - tail, tail));
        return matches;
    }

    private static List<byte[]> Lines(ReadOnlySpan<byte> text)
    {
        var lines = new List<byte[]>();
        while (!text.IsEmpty)
        {
            var end = text.IndexOf((byte)'\n');
            lines.Add((end < 0 ? text : text[..(end + 1)]).ToArray());
            text = end < 0 ? default : text[(end + 1)..];
        }

        return lines;
    }

    // As git quotes names: in quotes where a control character, a quote or a backslash stands in them.
    private static string Quote(string name)
    {
        if (!name.Any(static character => character is < ' ' or '"' or '\\' or '\u007f'))
        {
            return name;
        }

        var quoted = new StringBuilder("\"");
        foreach (var character in name)
        {
            quoted.Append(character switch
            {
                '"' or '\\' => $"\\{character}",
                < ' ' or '\u007f' => "\\" + Convert.ToString(character, 8).PadLeft(3, '0'),
                _ => character.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }

    private static void Write(MemoryStream stream, string text) => stream.Write(Encoding.UTF8.GetBytes(text));

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Match(int Left, int Right, int Length);
}
