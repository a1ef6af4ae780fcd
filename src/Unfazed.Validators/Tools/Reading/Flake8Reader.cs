using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Unfazed.Core;
using Unfazed.Validators.Tools.Catalogue;

namespace Unfazed.Validators.Tools.Reading;

/// <summary>flake8's default format, <c>path:line:column: CODE text</c>. Lines and columns count from 1; line 0 stands for the whole file.</summary>
internal sealed partial class Flake8Reader : ILineReader
{
    private const string Documentation = "https://flake8.pycqa.org/en/latest/user/error-codes.html";

    /// <inheritdoc/>
    public OutputReading Read(ToolOutput output)
    {
        var findings = ImmutableArray.CreateBuilder<Finding>();
        var unreadable = ImmutableArray.CreateBuilder<string>();
        var stray = new StrayLines();
        foreach (var text in output.Lines)
        {
            if (Record().Match(text) is { Success: true } match && Finding(match, stray, output) is var finding)
            {
                findings.Add(finding);
                if (finding.Rule is "E902" or "E999")
                {
                    unreadable.Add($"{finding.Path ?? "a file"}: {finding.Message}");
                }
            }
            else if (!IsKnown(text))
            {
                stray.Add(text);
            }
        }

        return new OutputReading
        {
            Extent = Extent.Without(stray.Alarm),
            Findings = findings.ToImmutable(),
            UnreadableFiles = unreadable.ToImmutable(),
            Files = CountedFiles.In(output.Lines, Processed()),
            Flaw = findings.Count == 0 && output.Outcome.ExitCode != 0 ? stray.Describe() : null,
            Failure = PythonTraceback.In(output.ErrorExcerpt),
            ToolError = OutputTail.LastLine(output.ErrorExcerpt),
        };
    }

    /// <inheritdoc/>
    public bool IsKnown(string line) => Report().IsMatch(line);

    private static Finding Finding(Match match, StrayLines stray, ToolOutput output)
    {
        var code = match.Groups["code"].Value;
        var raw = stray.JoinedTo(match.Groups["path"].Value, output.Paths);
        var (path, message) = output.Paths.Place(raw, match.Groups["text"].Value);
        return new Finding
        {
            Tool = output.Tool,
            Rule = code,
            Severity = PyflakesSeverity.Of(code),
            Message = message,
            Path = path,
            Line = Position.Of(match.Groups["line"].Value),
            Column = Position.Of(match.Groups["line"].Value) is null ? null : Position.Of(match.Groups["column"].Value),
            Url = code[0] is 'E' or 'W' or 'F' or 'C' && code.Length == 4 ? Documentation : null,
        };
    }

    // --benchmark, which the check asks for.
    [GeneratedRegex("^(?<files>[0-9]{1,9}) +total files processed$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Processed();

    // --count, --statistics and --benchmark.
    [GeneratedRegex(@"^[0-9.]+( +\S+ .*| +(seconds elapsed|total .* processed))?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Report();

    [GeneratedRegex(@"^(?<path>.+?):(?<line>[0-9]{1,9}):(?<column>[0-9]{1,9}): (?<code>[A-Z][A-Z0-9]{0,7}[0-9]) (?<text>.*)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Record();
}
