using System.Text;
using System.Text.RegularExpressions;
using Unfazed.Validators.Hygiene.Python;

namespace Unfazed.Validators.Fixing;

/// <summary>
/// The lines of a text at whose end white space is, or may be, content. It errs on that side: between the first place where a literal can begin
/// and the last where one can end, every line is taken to be in it.
/// </summary>
internal sealed partial class ContentLines
{
    private const byte Backslash = (byte)'\\';

    private readonly HashSet<int> _lines = [];
    private readonly bool _everywhere;
    private readonly byte? _escape;

    private ContentLines(bool everywhere, byte? escape) => (_everywhere, _escape) = (everywhere, escape);

    /// <summary>None: all white space at ends of lines goes.</summary>
    public static ContentLines None { get; } = new(everywhere: false, escape: null);

    /// <summary>Whether what lies behind the last line belongs to a literal.</summary>
    public bool ReachEnd { get; private set; }

    /// <summary>Those of a file.</summary>
    /// <param name="path">Its path, which tells its kind.</param>
    /// <param name="text">Its content in UTF-8.</param>
    public static ContentLines Of(string path, ReadOnlySpan<byte> text)
    {
        if (ContentSyntax.Of(path, text) is not { } syntax)
        {
            return new ContentLines(everywhere: false, Backslash);
        }

        // How lines end must not decide what a literal is: fixing changes it.
        var plain = Encoding.UTF8.GetString(text).Replace("\r\n", "\n", StringComparison.Ordinal);
        var found = new ContentLines(syntax.Everywhere || (syntax.Sessions && Prompt().IsMatch(plain)), (byte)syntax.Escape) { ReachEnd = syntax.Ends };
        var lines = plain.Split('\n');
        if (syntax.Python)
        {
            found.AddPython(Encoding.UTF8.GetBytes(plain));
        }

        found.AddQuotes(lines, syntax.Quotes);
        found.AddSpans(lines, syntax.Spans);
        found.AddLines(lines, syntax.LinePrefix);
        found.AddMarked(lines, syntax);
        if (syntax.RawStrings)
        {
            found.AddRawStrings(lines, RawString(), '"');
        }

        if (syntax.QuotedStrings)
        {
            found.AddRawStrings(lines, QuotedString(), '}');
        }

        if (syntax.Blocks)
        {
            found.AddBlocks(lines);
        }

        if (syntax.Heredocs)
        {
            found.AddHeredocs(lines);
        }

        return found;
    }

    /// <summary>Whether white space behind the rest of a line stays.</summary>
    /// <param name="line">Its number, from 0.</param>
    /// <param name="rest">The line without that white space. A backslash before it escapes it, or would escape the end of the line without it.</param>
    public bool Contain(int line, ReadOnlySpan<byte> rest) => _everywhere || _lines.Contains(line) || (_escape is { } escape && (rest.EndsWith(Backslash) || rest.EndsWith(escape)));

    // The line on which a literal ends is not in it.
    private void Add(int first, int behindLast)
    {
        for (var line = first; line < behindLast; line++)
        {
            _lines.Add(line);
        }
    }

    private void AddPython(ReadOnlySpan<byte> text)
    {
        var tokens = new PythonTokens(text, 0);
        var (line, at) = (0, 0);
        while (tokens.Next() is { Kind: not PythonTokenKind.End } token)
        {
            line += text[at..token.Start].Count((byte)'\n');
            var end = line + text.Slice(token.Start, token.Length).Count((byte)'\n');
            if (token.Kind == PythonTokenKind.Value)
            {
                Add(line, end);
            }

            (line, at) = (end, token.Start + token.Length);
        }
    }

    // From the first line that leaves a string open to the last that closes one.
    private void AddQuotes(string[] lines, string quotes)
    {
        foreach (var quote in quotes)
        {
            Add(Array.FindIndex(lines, line => IsOpen(line, quote)) is >= 0 and var first ? first : lines.Length, Array.FindLastIndex(lines, line => IsOpen(line, quote)));
        }
    }

    private static bool IsOpen(string line, char quote)
    {
        var isOpen = false;
        for (var at = 0; at < line.Length; at++)
        {
            isOpen ^= line[at] == quote;
            at += line[at] == '\\' ? 1 : 0;
        }

        return isOpen;
    }

    private void AddSpans(string[] lines, (string Opener, string Closer)[] spans)
    {
        foreach (var (opener, closer) in spans)
        {
            if (Array.FindIndex(lines, line => line.Contains(opener, StringComparison.OrdinalIgnoreCase)) is >= 0 and var first)
            {
                Add(first, Array.FindLastIndex(lines, line => line.Contains(closer, StringComparison.OrdinalIgnoreCase)));
            }
        }
    }

    private void AddLines(string[] lines, string prefix)
    {
        for (var line = 0; prefix.Length > 0 && line < lines.Length; line++)
        {
            if (lines[line].AsSpan().TrimStart().StartsWith(prefix, StringComparison.Ordinal))
            {
                _lines.Add(line);
            }
        }
    }

    private void AddMarked(string[] lines, ContentSyntax syntax)
    {
        if (syntax.Delimited)
        {
            foreach (var (first, last) in DelimitedLiterals.In(lines))
            {
                Add(first, last);
            }
        }

        // The mark itself, too: with white space behind it Ruby takes it for a name.
        if (syntax.Data && Array.FindIndex(lines, static line => DataMark().IsMatch(line)) is >= 0 and var mark)
        {
            Add(mark, lines.Length);
            ReachEnd = true;
        }

        for (var line = 0; syntax.Copies && line < lines.Length; line++)
        {
            if (Copy().IsMatch(lines[line]))
            {
                var end = Array.FindIndex(lines, line, static row => row.AsSpan().Trim().SequenceEqual(@"\."));
                Add(line + 1, end < 0 ? lines.Length : end);
                (ReachEnd, line) = (ReachEnd || end < 0, end < 0 ? lines.Length : end);
            }
        }
    }

    private void AddRawStrings(string[] lines, Regex opener, char closer)
    {
        if (Array.FindIndex(lines, opener.IsMatch) is >= 0 and var first)
        {
            Add(first, Array.FindLastIndex(lines, line => line.Contains(closer, StringComparison.Ordinal)));
        }
    }

    // Without a line that could end it, "<<" is an operator.
    private void AddHeredocs(string[] lines)
    {
        for (var line = 0; line < lines.Length; line++)
        {
            foreach (var word in Heredoc().Matches(lines[line]).Select(static match => match.Groups["word"].Value))
            {
                var end = Array.FindLastIndex(lines, other => other.AsSpan().Trim().TrimEnd(";,)").Equals(word, StringComparison.Ordinal));
                if (end > line)
                {
                    // With white space behind it the word ends nothing, and would without.
                    var isOpen = !lines[end].AsSpan().TrimEnd('\r').SequenceEqual(lines[end].AsSpan().TrimEnd());
                    Add(line, isOpen ? lines.Length : end);
                    ReachEnd |= isOpen;
                }
            }
        }
    }

    // A block holds the lines that are indented deeper than the line of its header begins.
    private void AddBlocks(string[] lines)
    {
        var indent = int.MaxValue;
        for (var line = 0; line < lines.Length; line++)
        {
            var text = lines[line].AsSpan().TrimEnd();
            var own = text.Length - text.TrimStart(' ').Length;
            if (indent != int.MaxValue && (text.IsEmpty || own > indent))
            {
                _lines.Add(line);
            }
            else
            {
                indent = !BlockHeader().IsMatch(text) ? int.MaxValue : text[own] is '|' or '>' || text.StartsWith("---") ? -1 : own;
            }
        }

        ReachEnd |= indent != int.MaxValue;
    }

    [GeneratedRegex("""R"[^ ()\\\t"]{0,16}\(""", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex RawString();

    [GeneratedRegex(@"\{[a-z_]*\|", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex QuotedString();

    [GeneratedRegex("""<<[-~]?[ \t]*["'`\\]?(?<word>[A-Za-z_][A-Za-z0-9_]*)""", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Heredoc();

    [GeneratedRegex(@"^(__END__|__DATA__)[ \t]*$|__halt_compiler[ \t]*\(", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DataMark();

    [GeneratedRegex(@"\bfrom[ \t]+stdin\b", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Copy();

    [GeneratedRegex(@"^[ \t]*(>>>|\$) ", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.Multiline)]
    private static partial Regex Prompt();

    [GeneratedRegex(@"(^|[ \t:\-])[|>][+\-0-9]{0,2}([ \t]+#.*)?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex BlockHeader();
}
