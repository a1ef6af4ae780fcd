using System.Text;

namespace Unfazed.Validators.Migration;

/// <summary>
/// Takes a regular expression apart where a bar stands between things that it may be, outside of parentheses or within those around the whole:
/// <c>^(a|b)$</c> is <c>^a$</c> and <c>^b$</c>. The rest is left as it is.
/// </summary>
internal static class Alternation
{
    private const string Verbose = "(?x)";

    // Nobody nests deeper by hand; what does is left as it is.
    private const int DeepestGroup = 8;

    /// <summary>Its parts; itself alone where it has no bar.</summary>
    public static IEnumerable<string> Of(string pattern) => Parts(pattern.StartsWith(Verbose, StringComparison.Ordinal) ? Plain(pattern[Verbose.Length..]) : pattern, DeepestGroup);

    private static IEnumerable<string> Parts(string pattern, int depth) => Bars(pattern).SelectMany(part => Inner(part) is { } inner && depth > 0
        ? Parts(inner, depth - 1).Select(one => Anchored(one, part))
        : [part]);

    private static string Anchored(string part, string whole) =>
        (whole[0] == '^' && !part.StartsWith('^') ? "^" : "") + part + (whole[^1] == '$' && !part.EndsWith('$') ? "$" : "");

    // Between the parentheses around all of it, but for the anchors; null when it has none, or when more follows them.
    private static string? Inner(string part)
    {
        var begin = part.StartsWith('^') ? 1 : 0;
        var end = part.EndsWith('$') ? part.Length - 2 : part.Length - 1;
        if (begin >= end || part[begin] != '(' || EndOfGroup(part, begin) != end)
        {
            return null;
        }

        var inner = part[(begin + 1)..end];
        return inner.StartsWith("?:", StringComparison.Ordinal) ? inner[2..] : inner.StartsWith('?') ? null : inner;
    }

    private static int EndOfGroup(string text, int begin)
    {
        var depth = 0;
        for (var at = begin; at < text.Length; at++)
        {
            if (text[at] == '\\')
            {
                at++;
                continue;
            }

            depth += text[at] switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth == 0)
            {
                return at;
            }
        }

        return -1;
    }

    private static IEnumerable<string> Bars(string pattern)
    {
        var (begin, depth) = (0, 0);
        for (var at = 0; at < pattern.Length; at++)
        {
            if (pattern[at] == '\\')
            {
                at++;
                continue;
            }

            depth += pattern[at] switch { '(' => 1, ')' => -1, _ => 0 };
            if (pattern[at] == '|' && depth == 0)
            {
                yield return pattern[begin..at];
                begin = at + 1;
            }
        }

        yield return pattern[begin..];
    }

    // Python's re.VERBOSE: white space says nothing, and "#" begins a comment.
    private static string Plain(string pattern)
    {
        var plain = new StringBuilder();
        for (var at = 0; at < pattern.Length; at++)
        {
            if (pattern[at] == '\\' && at + 1 < pattern.Length)
            {
                plain.Append(pattern, at++, 2);
            }
            else if (pattern[at] == '#')
            {
                at = pattern.IndexOf('\n', at) is var end and >= 0 ? end : pattern.Length;
            }
            else if (!char.IsWhiteSpace(pattern[at]))
            {
                plain.Append(pattern[at]);
            }
        }

        return plain.ToString();
    }
}
