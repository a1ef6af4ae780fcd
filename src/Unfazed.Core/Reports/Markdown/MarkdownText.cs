using System.Text;

namespace Unfazed.Core.Reports.Markdown;

/// <summary>
/// Text of others as Markdown (CommonMark 0.31, with GitHub's and GitLab's additions) that shows it and does nothing: no markup, no
/// HTML, no link, and nobody is mentioned.
/// </summary>
internal static class MarkdownText
{
    private const string Nothing = "<!-- -->";
    private const int LongestUnlinkedHex = 6;

    /// <summary>The text, on one line and at most about <paramref name="limit"/> characters before it is escaped.</summary>
    public static string Line(string text, int limit) => Escape(ShortText.Line(text, limit));

    /// <summary>The text in a code span, which nothing in it can end.</summary>
    public static string Code(string text, int limit)
    {
        var line = BuildServerCommands.Disarm(ShortText.Line(text, limit));
        var fence = new string('`', LongestRun(line) + 1);
        var space = line.Length == 0 || line[0] is '`' or ' ' || line[^1] is '`' or ' ' ? " " : "";
        return fence + space + line + space + fence;
    }

    /// <summary>Lines in a block of code that nothing in them can end.</summary>
    public static string Block(IEnumerable<string> lines)
    {
        var text = string.Join('\n', lines.Select(BuildServerCommands.Disarm));
        var fence = new string('`', Math.Max(3, LongestRun(text) + 1));
        return $"{fence}text\n{text}\n{fence}\n";
    }

    /// <summary>The text inside HTML that stands in Markdown.</summary>
    public static string Html(string text, int limit)
    {
        var html = new StringBuilder();
        var line = ShortText.Line(text, limit);
        for (var index = 0; index < line.Length; index++)
        {
            html.Append(line[index] switch { '&' => "&amp;", '<' => "&lt;", '>' => "&gt;", '"' => "&quot;", _ => null } ?? line[index].ToString());
            html.Append(NeedsBreak(line, index) ? Nothing : "");
        }

        return html.ToString();
    }

    private static string Escape(string line)
    {
        var text = new StringBuilder(line.Length + 16);
        for (var index = 0; index < line.Length; index++)
        {
            text.Append(line[index] switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '\\' or '`' or '*' or '_' or '{' or '}' or '[' or ']' or '(' or ')' or '#' or '!' or '|' or '~' or '$' or '^' or '=' or '+' => $"\\{line[index]}",
                _ => line[index].ToString(),
            });
            text.Append(NeedsBreak(line, index) ? Nothing : "");
        }

        return text.ToString();
    }

    // What GitHub and GitLab make links of, after Markdown is done: mentions, numbers of issues, requests, snippets and epics, ids of
    // commits (7 to 40 digits), bare addresses.
    private static bool NeedsBreak(string line, int index)
    {
        var next = index + 1 < line.Length ? line[index + 1] : ' ';
        return line[index] switch
        {
            '@' or '#' or '!' or '%' or '~' or '$' or '&' => char.IsLetterOrDigit(next) || next is '_' or '"',
            ':' => next == '/',
            '-' => char.IsAsciiDigit(next) && line.AsSpan(0, index).EndsWith("GH", StringComparison.OrdinalIgnoreCase),
            var digit when char.IsAsciiHexDigit(digit) && char.IsAsciiHexDigit(next) => HexRun(line, index) % LongestUnlinkedHex == 0,
            'w' or 'W' => next == '.' && index >= 2 && line.AsSpan(index - 2, 3).Equals("www", StringComparison.OrdinalIgnoreCase),
            _ => false,
        };
    }

    private static int HexRun(string line, int index)
    {
        var start = index;
        while (start > 0 && char.IsAsciiHexDigit(line[start - 1]))
        {
            start--;
        }

        return index - start + 1;
    }

    private static int LongestRun(string text)
    {
        var (longest, run) = (0, 0);
        foreach (var letter in text)
        {
            run = letter == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
