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
    private const int MaxReread = 4 * MaxLength;

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

        // Each joined scalar is one more reading of the whole.
        var joined = text;
        for (var left = MaxReread; left > 0; left -= text.Length)
        {
            var refused = -1;
            problems.Clear();
            if (ReadOnce(joined, new YamlPlaces(joined == text ? null : text), problems, ref refused) is not { } problem)
            {
                return null;
            }

            if (refused < 0 || YamlContinuations.Joined(joined, refused) is not { } next)
            {
                return problem;
            }

            joined = next;
        }

        return SyntaxProblem.NotChecked("too many double-quoted texts whose next lines are not indented");
    }

    private static SyntaxProblem? ReadOnce(string text, YamlPlaces places, List<SyntaxProblem> problems, ref int refused)
    {
        var parser = new Parser(new StringReader(text));
        var characters = YamlCharacters.QuotedOnlyIn(text);
        var keys = new YamlKeys();
        try
        {
            return ReadAll(parser, keys, characters, places, problems) ?? characters?.FirstOutside(places.Original ?? text);
        }
        catch (YamlException problem)
        {
            refused = YamlContinuations.IsRefused(problem.Message) ? (int)problem.Start.Index : -1;
            var place = problem.Message.Contains("invalid tab", StringComparison.Ordinal) ? FirstIndentingTab(places.Original ?? text) : null;
            return new SyntaxProblem($"not valid YAML: {SyntaxProblem.Unquoted(problem.Message)}", place ?? places.Of(problem.Start));
        }
        catch (Exception problem) when (problem is InvalidOperationException or ArgumentException or IndexOutOfRangeException or FormatException or OverflowException)
        {
            // What the parser throws instead of saying what is wrong.
            var end = parser.Current?.End ?? new Mark();
            return new SyntaxProblem($"not valid YAML: {(keys.IsInFlow ? FlowReason(text, end) : "the parser cannot go on here")}", places.Of(end));
        }
    }

    private static string FlowReason(string text, Mark end) => string.IsNullOrWhiteSpace(text[(int)Math.Min(end.Index, text.Length)..].TrimEnd(']', '}', '\n'))
        ? "a [ or { is not closed, or its end is not indented"
        : "a line inside [ ] or { } must be indented more than the line that opens it";

    private static SyntaxProblem? ReadAll(Parser parser, YamlKeys keys, YamlCharacters? characters, YamlPlaces places, List<SyntaxProblem> problems)
    {
        var anchors = new YamlAnchors();
        for (var events = 0; parser.MoveNext(); events++)
        {
            var current = parser.Current!;
            if (events > MaxEvents)
            {
                return SyntaxProblem.NotChecked("more than a million nodes", places.Of(current.Start));
            }

            characters?.Next(current);
            if (keys.Next(current) is { } twice && problems.Count < TextFileValidator.MaxFindingsOfFile)
            {
                problems.Add(new SyntaxProblem("duplicate key in one mapping", places.Of(twice.Start)));
            }

            if (anchors.IsUnknown(current) && problems.Count < TextFileValidator.MaxFindingsOfFile)
            {
                problems.Add(new SyntaxProblem("an alias without an anchor of its name above it", places.Of(current.Start)));
            }

            if (keys.Depth > MaxDepth)
            {
                return SyntaxProblem.NotChecked($"nested more than {MaxDepth} deep", places.Of(current.Start));
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
}

/// <summary>Places in a text.</summary>
/// <param name="Original">The text as it is in its file, where lines of the one that is parsed were joined; else null.</param>
internal readonly record struct YamlPlaces(string? Original)
{
    /// <summary>The place of a mark.</summary>
    public TextPlace Of(Mark mark)
    {
        if (Original is null)
        {
            return new TextPlace((int)Math.Max(1, mark.Line), (int)Math.Max(1, mark.Column));
        }

        var before = Original.AsSpan(0, (int)Math.Clamp(mark.Index, 0, Original.Length));
        return new TextPlace(before.Count('\n') + 1, before.Length - before.LastIndexOf('\n'));
    }
}
