using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Unfazed.Core;

namespace Unfazed.Validators.Tools.Reading;

/// <summary>
/// mypy's lines, <c>path:line:column:end line:end column: error: text  [code]</c>, each of the numbers optional. Lines and columns count
/// from 1, the end column is that of the last character.
/// </summary>
internal sealed partial class MypyReader : ILineReader
{
    // Of all that is here. Where its configuration names several folders, one without a file ends it before it inspects the others.
    private const string NoFiles = "There are no .py[i] files in directory '.'";

    /// <inheritdoc/>
    public OutputReading Read(ToolOutput output)
    {
        var findings = ImmutableArray.CreateBuilder<Finding>();
        var stray = new StrayLines();
        string? tooOld = null;
        foreach (var text in output.Lines)
        {
            if (NeedsNewerPython().Match(text) is { Success: true } newer)
            {
                tooOld ??= $"mypy runs under a Python that is older than {newer.Groups["version"].Value} and cannot parse {output.Paths.Resolve(newer.Groups["path"].Value) ?? newer.Groups["path"].Value}. Install mypy under Python {newer.Groups["version"].Value} or newer";
            }
            else if (Record().Match(text) is { Success: true } match)
            {
                findings.Add(Finding(match, stray, output));
            }
            else if (!IsKnown(text))
            {
                stray.Add(text);
            }
        }

        return new OutputReading
        {
            Extent = ExtentOf(findings, output).Or(Extent.Without(stray.Alarm)),
            Findings = findings.ToImmutable(),
            UnreadableFiles = [.. output.ErrorLines.SelectMany(static line => Unreadable().Matches(line)).Select(match => Unread(match, output.Paths))],
            Flaw = findings.Count == 0 && output.Outcome.ExitCode != 0 ? stray.Describe() : null,
            Files = CountedFiles.In(output.Lines, Checked()),
            Nothing = output.ErrorExcerpt.Contains(NoFiles, StringComparison.Ordinal) ? "it inspected no file: its own configuration leaves every file out" : null,
            NothingExplainsExit = output.ErrorExcerpt.Contains(NoFiles, StringComparison.Ordinal),
            Failure = PythonTraceback.In(output.ErrorExcerpt) ?? tooOld ?? output.ErrorLines.FirstOrDefault(IsBadConfiguration),
            ToolError = OutputTail.LastLine(output.ErrorExcerpt),
        };
    }

    // "Found 3 errors in 1 file (checked 2 source files)", or "(errors prevented further checking)" after one of syntax.
    private static Extent ExtentOf(ImmutableArray<Finding>.Builder findings, ToolOutput output)
    {
        var found = output.Lines.Select(static line => Found().Match(line)).LastOrDefault(static match => match.Success);
        var first = findings.FirstOrDefault(static finding => finding.Severity == Severity.Error);
        var (counted, printed) = (Position.Of(found?.Groups["errors"].Value ?? "") ?? 0, findings.Count(static finding => finding.Severity == Severity.Error));
        return found?.Groups["stop"].Success == true && first is not null ? Extent.StoppedAt(first)
            : counted > printed ? Extent.Counting(counted, printed) : Extent.Whole;
    }

    /// <inheritdoc/>
    public bool IsKnown(string line) =>
        line.StartsWith("Success: no issues found", StringComparison.Ordinal) || line.StartsWith("Found ", StringComparison.Ordinal);

    // It goes on without a configuration that it can't read. What it says of a section or an option is about that alone.
    private static bool IsBadConfiguration(string line) => AboutConfiguration().Match(line) is { Success: true } match && match.Groups["said"].Value is var said &&
        !said.StartsWith('[') && !said.StartsWith("module = ", StringComparison.Ordinal) && !said.StartsWith("No [mypy] section", StringComparison.Ordinal);

    private static string Unread(Match match, FindingPaths paths) =>
        $"{paths.Resolve(match.Groups["path"].Value) ?? match.Groups["path"].Value}: {match.Groups["why"].Value}";

    private static Finding Finding(Match match, StrayLines stray, ToolOutput output)
    {
        var (path, message) = output.Paths.Place(stray.JoinedTo(match.Groups["path"].Value, output.Paths), match.Groups["text"].Value);
        var code = match.Groups["code"].Value;
        return new Finding
        {
            Tool = output.Tool,
            Rule = code,
            Severity = match.Groups["severity"].Value switch { "error" => Severity.Error, "warning" => Severity.Warning, _ => Severity.Note },
            Message = message,
            Path = path,
            Line = Position.Of(match.Groups["line"].Value),
            Column = Position.Of(match.Groups["column"].Value),
            EndLine = Position.Of(match.Groups["endLine"].Value),
            EndColumn = Position.Of(match.Groups["endColumn"].Value) + 1,
            Url = code.Length == 0 ? null : $"https://mypy.readthedocs.io/en/stable/_refs.html#code-{code}",
        };
    }

    [GeneratedRegex(@"^(?<path>.+?)(:(?<line>[0-9]{1,9})(:(?<column>[0-9]{1,9})(:(?<endLine>[0-9]{1,9}):(?<endColumn>[0-9]{1,9}))?)?)?: (?<severity>error|warning|note): (?<text>.*?)(  \[(?<code>[a-z][a-z0-9-]*)\])?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Record();

    // Where the project's python_version is newer than its own Python, it cannot tell right code from wrong.
    [GeneratedRegex(@"^(?<path>.+?):[0-9]{1,9}(:[0-9]{1,9}){0,3}: error: invalid syntax.*; you likely need to run mypy using Python (?<version>[0-9]{1,3}\.[0-9]{1,3}) or newer(  \[syntax\])?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex NeedsNewerPython();

    // "Success: no issues found in 2 source files", "Found 1 error in 1 file (checked 2 source files)"
    [GeneratedRegex(@"(^Success: no issues found in |\(checked )(?<files>[0-9]{1,9}) source files?", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Checked();

    [GeneratedRegex(@"^Found (?<errors>[0-9]{1,9}) errors? in [0-9]+ files? \((checked .*|(?<stop>errors prevented further checking))\)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Found();

    [GeneratedRegex(@"^[^:]*(\.ini|\.cfg|\.toml|/config): (?<said>.*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex AboutConfiguration();

    [GeneratedRegex("(mypy: can't (decode|read) file '(?<path>[^\n]*?)'|^(?<path>[^\n]+): error: Cannot (decode|read) file): (?<why>[^\n]*)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Unreadable();
}
