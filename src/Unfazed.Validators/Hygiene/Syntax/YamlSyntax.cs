using System.Text;
using Unfazed.Validators.TextFiles;
using YamlDotNet.Core;

namespace Unfazed.Validators.Hygiene.Syntax;

/// <summary>
/// Parses YAML with any number of documents and any tags; a duplicate key in a mapping is an error. The parser takes time in
/// proportion to the depth for each event, so depth and events are bounded while it reads.
/// </summary>
internal static class YamlSyntax
{
    /// <summary>Longer files are not parsed, in bytes.</summary>
    public const int MaxLength = 4 * 1024 * 1024;

    private const int MaxDepth = 128;
    private const int MaxEvents = 1_000_000;
    private const int MaxProblems = 10;

    /// <summary>The problems of a text: one where it does not parse, one for each duplicate key and each alias of nothing.</summary>
    /// <param name="text">UTF-8 without a mark.</param>
    public static List<SyntaxProblem> Check(ReadOnlySpan<byte> text)
    {
        var problems = new List<SyntaxProblem>();
        var problem = text.Length > MaxLength ? SyntaxProblem.NotChecked("longer than 4 MiB") : Utf8Text.FirstProblem(text);
        problem ??= Parse(YamlCharacters.WithoutOldLineBreaks(Encoding.UTF8.GetString(text)), problems);
        if (problem is not null)
        {
            problems.Add(problem);
        }

        return problems;
    }

    private static SyntaxProblem? Parse(string text, List<SyntaxProblem> problems)
    {
        if (YamlCharacters.FirstControl(text) is { } control)
        {
            return control;
        }

        var parser = new Parser(new StringReader(text));
        var characters = YamlCharacters.QuotedOnlyIn(text);
        var keys = new YamlKeys();
        try
        {
            return ReadAll(parser, keys, characters, problems) ?? characters?.FirstOutside(text);
        }
        catch (YamlException problem)
        {
            var place = problem.Message.Contains("invalid tab", StringComparison.Ordinal) ? FirstIndentingTab(text) : null;
            return new SyntaxProblem($"not valid YAML: {SyntaxProblem.Unquoted(problem.Message)}", place ?? Place(problem.Start));
        }
        catch (Exception problem) when (problem is InvalidOperationException or ArgumentException or IndexOutOfRangeException or FormatException or OverflowException)
        {
            // What the parser throws instead of saying what is wrong.
            var end = parser.Current?.End ?? new Mark();
            return new SyntaxProblem($"not valid YAML: {(keys.IsInFlow ? FlowReason(text, end) : "the parser cannot go on here")}", Place(end));
        }
    }

    private static string FlowReason(string text, Mark end) => string.IsNullOrWhiteSpace(text[(int)Math.Min(end.Index, text.Length)..].TrimEnd(']', '}', '\n'))
        ? "a [ or { is not closed, or its end is not indented"
        : "a line inside [ ] or { } must be indented more than the line that opens it";

    private static SyntaxProblem? ReadAll(Parser parser, YamlKeys keys, YamlCharacters? characters, List<SyntaxProblem> problems)
    {
        var anchors = new YamlAnchors();
        for (var events = 0; parser.MoveNext(); events++)
        {
            var current = parser.Current!;
            if (events > MaxEvents)
            {
                return SyntaxProblem.NotChecked("more than a million nodes", Place(current.Start));
            }

            characters?.Next(current);
            if (keys.Next(current) is { } twice && problems.Count < MaxProblems)
            {
                problems.Add(new SyntaxProblem("duplicate key in one mapping", Place(twice.Start)));
            }

            if (anchors.IsUnknown(current) && problems.Count < MaxProblems)
            {
                problems.Add(new SyntaxProblem("an alias without an anchor of its name above it", Place(current.Start)));
            }

            if (keys.Depth > MaxDepth)
            {
                return SyntaxProblem.NotChecked($"nested more than {MaxDepth} deep", Place(current.Start));
            }
        }

        return null;
    }

    // The parser names the beginning of the mapping instead.
    private static TextPlace? FirstIndentingTab(string text)
    {
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            var indentation = line[..^line.TrimStart(" \t").Length];
            if (indentation.IndexOf('\t') is >= 0 and var tab && indentation.Length < line.Length)
            {
                return new TextPlace(number, tab + 1);
            }
        }

        return null;
    }

    private static TextPlace Place(Mark mark) => new((int)Math.Max(1, mark.Line), (int)Math.Max(1, mark.Column));
}
