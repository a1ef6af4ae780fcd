using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Unfazed.Core;

namespace Unfazed.Validators.Tools.Reading;

/// <summary>
/// Lines that fit a pattern, each a finding; all others are passed over. Groups: <c>path</c>, <c>line</c>, <c>column</c>, <c>rule</c>,
/// <c>severity</c>, <c>message</c>, all optional. Lines of standard output come first, then those of standard error.
/// </summary>
internal sealed class RegexReader : IOutputReader
{
    private const int LongestLine = 16 * 1024;

    // Of these the first that is no count of the findings is looked for.
    private const int MaxOthers = 100;

    private readonly Regex _pattern;

    /// <summary>Reads with this pattern.</summary>
    /// <exception cref="ArgumentException">It is no regular expression.</exception>
    /// <exception cref="NotSupportedException">It needs backtracking: look-around, back-references, atomic groups.</exception>
    public RegexReader(string pattern) => _pattern = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    /// <inheritdoc/>
    public OutputReading Read(ToolOutput output)
    {
        var findings = ImmutableArray.CreateBuilder<Finding>();
        var others = new List<string>();
        Collect(output.Lines, output, findings, others);
        Collect(output.ErrorLines, output, findings, others);
        return new OutputReading
        {
            Extent = Extent.Without(others.Find(line => !UnaccountedLines.IsAside(line, findings.Count))),
            Findings = findings.ToImmutable(),
            Flaw = output.Outcome.StandardError.IsWhole ? null : "standard error could not be read to the end",
            ToolError = OutputTail.LastLine(output.ErrorExcerpt),
        };
    }

    private static Severity SeverityOf(string word) => word.ToLowerInvariant() switch
    {
        "error" or "err" or "e" or "fatal" or "f" or "critical" or "high" or "failure" => Severity.Error,
        "note" or "info" or "information" or "i" or "n" or "hint" or "style" or "convention" or "c" or "refactor" or "r" or "low" or "suggestion" => Severity.Note,
        _ => Severity.Warning,
    };

    private void Collect(IEnumerable<string> lines, ToolOutput output, ImmutableArray<Finding>.Builder findings, List<string> others)
    {
        foreach (var line in lines)
        {
            if (line.Length > 0 && _pattern.Match(line.Length <= LongestLine ? line : line[..LongestLine]) is { Success: true } match)
            {
                findings.Add(Finding(match, output));
            }
            else if (others.Count < MaxOthers && !UnaccountedLines.IsAside(line, found: 0))
            {
                others.Add(line);
            }
        }
    }

    private static Finding Finding(Match match, ToolOutput output)
    {
        var message = match.Groups["message"] is { Success: true, Value: { Length: > 0 } text } ? text : match.Value;
        var (path, placed) = output.Paths.Place(match.Groups["path"].Value, message.Trim());
        var line = Position.Of(match.Groups["line"].Value);
        return new Finding
        {
            Tool = output.Tool,
            Rule = match.Groups["rule"].Value,
            Severity = SeverityOf(match.Groups["severity"].Value),
            Message = placed,
            Path = path,
            Line = line,
            Column = line is null ? null : Position.Of(match.Groups["column"].Value),
        };
    }
}
