using System.Text;

namespace Unfazed.Core.Workspace;

/// <summary>Expands <c>{a,b}</c> as a shell does, so that each alternative is a pattern of its own; finds what is not closed.</summary>
internal static class GlobBraces
{
    private const int MaxAlternatives = 256;
    private const int MaxDepth = 16;

    public static List<string> Expand(string pattern)
    {
        var position = 0;
        var alternatives = ReadSequence(pattern, ref position, depth: 0);
        return alternatives.Contains("") ? throw new FormatException("one of the alternatives in braces leaves nothing of the pattern") : alternatives;
    }

    private static List<string> ReadSequence(string pattern, ref int position, int depth)
    {
        List<string> results = [""];
        var plain = new StringBuilder();
        while (position < pattern.Length && !(depth > 0 && pattern[position] is ',' or '}'))
        {
            if (pattern[position] == '{')
            {
                results = Combine(results, [plain.ToString()]);
                plain.Clear();
                results = Combine(results, ReadGroup(pattern, ref position, depth + 1));
            }
            else
            {
                var length = TokenLength(pattern, position);
                plain.Append(pattern, position, length);
                position += length;
            }
        }

        return Combine(results, [plain.ToString()]);
    }

    private static List<string> ReadGroup(string pattern, ref int position, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new FormatException($"braces are nested more than {MaxDepth} deep");
        }

        var alternatives = new List<string>();
        do
        {
            position++;
            alternatives.AddRange(ReadSequence(pattern, ref position, depth));
        }
        while (position < pattern.Length && pattern[position] == ',' && alternatives.Count <= MaxAlternatives);

        if (position >= pattern.Length)
        {
            throw new FormatException("a { is not closed; write \\{ for the character itself");
        }

        position++;
        return alternatives;
    }

    private static List<string> Combine(List<string> heads, List<string> tails)
    {
        if ((long)heads.Count * tails.Count > MaxAlternatives)
        {
            throw new FormatException($"its braces stand for more than {MaxAlternatives} alternatives");
        }

        return [.. heads.SelectMany(head => tails.Select(tail => head + tail))];
    }

    private static int TokenLength(string pattern, int position) => pattern[position] switch
    {
        '\\' when position + 1 == pattern.Length || pattern[position + 1] == '/' =>
            throw new FormatException("a \\ must be followed by the character that it protects (paths are written with /)"),
        '\\' => 2,
        '[' => GlobClass.Length(pattern, position),
        _ => 1,
    };
}
