using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Unfazed.Core;

namespace Unfazed.Validators.Tools.Reading;

/// <summary>
/// The TypeScript compiler's plain format, <c>path(line,column): error TS1234: text</c>, and its pretty one, <c>path:line:column - error TS1234: text</c>
/// with an excerpt of the source. Indented lines continue the text. An error without a place is about the project or its environment. Lines and
/// columns count from 1.
/// </summary>
internal sealed partial class TscReader : ILineReader
{
    private const int LongestMessage = 16 * 1024;
    private const string FileNotFound = "TS6053";

    /// <inheritdoc/>
    public OutputReading Read(ToolOutput output)
    {
        var findings = ImmutableArray.CreateBuilder<Finding>();
        var stray = new StrayLines();
        var pretty = new TscPrettyLines();
        foreach (var text in output.Lines)
        {
            if (pretty.Take(text))
            {
                continue;
            }

            if (Pretty().Match(text) is { Success: true } framed)
            {
                findings.Add(Finding(framed, stray.JoinedTo(framed.Groups["path"].Value, output.Paths), output));
                pretty.Begin();
            }
            else if (Located().Match(text) is { Success: true } located)
            {
                findings.Add(Finding(located, stray.JoinedTo(located.Groups["path"].Value, output.Paths), output));
            }
            else if (Global().Match(text) is { Success: true } global)
            {
                findings.Add(Finding(global, "", output));
            }
            else if (findings.Count > 0 && text.StartsWith("  ", StringComparison.Ordinal))
            {
                findings[^1] = Continued(findings[^1], text);
            }
            else
            {
                stray.Add(text);
            }
        }

        return Reading(findings, stray, pretty.Counted, output);
    }

    /// <inheritdoc/>
    public bool IsKnown(string line) => Report().IsMatch(line);

    private static OutputReading Reading(ImmutableArray<Finding>.Builder findings, StrayLines stray, int counted, ToolOutput output)
    {
        var globals = findings.Where(IsGlobal).ToList();
        var unreadable = globals.Where(finding => IsUnreadable(finding, output.Paths)).ToList();
        // Where the syntax of a file is wrong it looks at nothing else, in any file (executeCommandLine.ts).
        var isSyntaxAlone = findings.Count > 0 && findings.All(static finding => finding.Rule is ['T', 'S', '1', _, _, _]);
        var errors = findings.Count(static finding => finding.Severity == Severity.Error);
        return new OutputReading
        {
            Extent = isSyntaxAlone ? Extent.StoppedAt(findings[0]) : counted > errors ? Extent.Counting(counted, errors) : Extent.Without(stray.Alarm),
            Findings = [.. findings.Where(static finding => !IsGlobal(finding))],
            Flaw = counted > 0 && errors == 0 ? string.Create(CultureInfo.InvariantCulture, $"it counts {counted} {(counted == 1 ? "error" : "errors")} and names none") : null,
            UnreadableFiles = [.. unreadable.Select(static finding => finding.Message)],
            Failure = globals.Except(unreadable).Select(static finding => OutputTail.Shorten($"{finding.Rule}: {finding.Message}", 400)).FirstOrDefault(),
            ToolError = OutputTail.LastLine(output.ErrorExcerpt) ?? stray.Describe(),
        };
    }

    private static bool IsGlobal(Finding finding) => finding.Path is null && finding.Line is null;

    // A file that is there and can't be opened is "not found", too.
    private static bool IsUnreadable(Finding finding, FindingPaths paths) =>
        finding.Rule == FileNotFound && finding.Message.Split('\'') is [_, var name, ..] && paths.Resolve(name) is not null;

    private static Finding Continued(Finding finding, string line) =>
        finding.Message.Length > LongestMessage ? finding : finding with { Message = $"{finding.Message}\n{line}" };

    private static Finding Finding(Match match, string raw, ToolOutput output)
    {
        var (path, message) = output.Paths.Place(raw, match.Groups["text"].Value);
        var line = Position.Of(match.Groups["line"].Value);
        return new Finding
        {
            Tool = output.Tool,
            Rule = match.Groups["code"].Value,
            Severity = match.Groups["category"].Value == "error" ? Severity.Error : Severity.Warning,
            Message = message,
            Path = path,
            Line = line,
            Column = line is null ? null : Position.Of(match.Groups["column"].Value),
        };
    }

    // --watch and --build --verbose begin with the time; --listFiles, --listEmittedFiles and --diagnostics.
    [GeneratedRegex(@"^(\[?[0-9:]+ ?([AP]M)?\]? - |\[[0-9:]+\] |TSFILE: |Found [0-9]+ error|(Files|Lines|Types|Total time): |.*\.tsx?$)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Report();

    [GeneratedRegex(@"^(?<path>.+?)\((?<line>[0-9]{1,9}),(?<column>[0-9]{1,9})\): (?<category>error|warning) (?<code>TS[0-9]{1,6}): (?<text>.*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Located();

    [GeneratedRegex(@"^(?<path>.+?):(?<line>[0-9]{1,9}):(?<column>[0-9]{1,9}) - (?<category>error|warning) (?<code>TS[0-9]{1,6}): (?<text>.*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Pretty();

    [GeneratedRegex(@"^(?<category>error) (?<code>TS[0-9]{1,6}): (?<text>.*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Global();
}
