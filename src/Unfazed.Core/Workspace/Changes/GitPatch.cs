using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Unfazed.Core.Workspace.Changes;

/// <summary>Reads the new lines' numbers from <c>git diff --unified=0</c>: headers and hunks, whose content is counted and passed over.</summary>
internal static class GitPatch
{
    /// <summary>The ranges by path.</summary>
    public static Dictionary<string, ImmutableArray<LineRange>> Read(ReadOnlySpan<byte> patch)
    {
        var files = new Dictionary<string, ImmutableArray<LineRange>>(StringComparer.Ordinal);
        string? path = null;
        var content = 0L;
        while (!patch.IsEmpty)
        {
            var end = patch.IndexOf((byte)'\n');
            var line = end < 0 ? patch : patch[..end];
            patch = end < 0 ? default : patch[(end + 1)..];
            if (content > 0)
            {
                content -= line is [(byte)'+' or (byte)'-', ..] ? 1 : 0;
            }
            else if (line.StartsWith("+++ "u8))
            {
                path = PathOf(line[4..]);
            }
            else if (line.StartsWith("@@ "u8) && TryHunk(line, out var removed, out var added))
            {
                content = (long)removed.Count + added.Count;
                if (path is not null && added.Count > 0)
                {
                    files[path] = files.GetValueOrDefault(path, []).Add(new LineRange(added.Start, added.Start + added.Count - 1));
                }
            }
        }

        return files;
    }

    // "@@ -10,2 +12,3 @@", each count left out where it is 1.
    private static bool TryHunk(ReadOnlySpan<byte> line, out (int Start, int Count) removed, out (int Start, int Count) added)
    {
        removed = added = default;
        var words = Encoding.UTF8.GetString(line[..Math.Min(line.Length, 80)]).Split(' ');
        return words.Length > 2 && TryRange(words[1], '-', out removed) && TryRange(words[2], '+', out added);
    }

    private static bool TryRange(string word, char sign, out (int Start, int Count) range)
    {
        range = default;
        var parts = word.Length > 1 && word[0] == sign ? word[1..].Split(',') : [];
        var count = 1;
        var isRange = parts.Length is 1 or 2 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out range.Start) &&
            (parts.Length == 1 || int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out count));
        range.Count = count;
        return isRange;
    }

    // A name with blanks ends in a tab; one with special characters stands in quotes, escaped as in C. "/dev/null" is no file.
    private static string? PathOf(ReadOnlySpan<byte> name)
    {
        name = name.TrimEnd("\t\r"u8);
        var plain = name is [(byte)'"', .., (byte)'"'] ? Unquote(name[1..^1]) : name.ToArray();
        return plain.AsSpan().StartsWith("b/"u8) ? Encoding.UTF8.GetString(plain.AsSpan(2)) : null;
    }

    private static byte[] Unquote(ReadOnlySpan<byte> quoted)
    {
        var bytes = new List<byte>(quoted.Length);
        for (var at = 0; at < quoted.Length; at++)
        {
            if (quoted[at] != '\\' || at + 1 == quoted.Length)
            {
                bytes.Add(quoted[at]);
            }
            else if (quoted[at + 1] is >= (byte)'0' and <= (byte)'3' && at + 3 < quoted.Length)
            {
                bytes.Add((byte)(((quoted[at + 1] - '0') << 6) | ((quoted[at + 2] - '0') << 3) | (quoted[at + 3] - '0')));
                at += 3;
            }
            else
            {
                at++;
                bytes.Add(quoted[at] switch { (byte)'n' => (byte)'\n', (byte)'t' => (byte)'\t', (byte)'r' => (byte)'\r', (byte)'a' => 7, (byte)'b' => 8, (byte)'v' => 11, (byte)'f' => 12, var other => other });
            }
        }

        return [.. bytes];
    }
}
