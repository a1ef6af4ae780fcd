using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Unfazed.Core.Reports.GitHub;

/// <summary>
/// Writes a report as annotations of GitHub Actions. A step shows ten errors and ten warnings and drops the rest in silence, so that
/// each check has its turn, what blocks is an error, and the last line counts what is not shown.
/// </summary>
internal static class GitHubAnnotations
{
    /// <summary>How many of each level a step shows.</summary>
    public const int Most = 10;

    public static void Write(ValidationReport report, Stream output)
    {
        var highest = VerdictReason.Highest(report);
        var errors = Choose(report.Checks.Where(check => check.Tier <= highest));
        var warnings = Choose(report.Checks.Where(check => check.Tier > highest));
        var text = new StringBuilder();
        errors.Shown.ForEach(problem => text.Append(Line("error", problem)));
        warnings.Shown.ForEach(problem => text.Append(Line("warning", problem)));
        text.Append(Summary(report, errors, warnings));
        output.Write(Encoding.UTF8.GetBytes(text.ToString()));
    }

    // Errors before warnings within a check; one of each check, then the next of each.
    private static Choice Choose(IEnumerable<CheckResult> checks)
    {
        var turns = new List<ImmutableArray<PlacedProblem>>();
        var all = 0;
        foreach (var check in checks)
        {
            var (problems, count) = Of(check);
            turns.Add(problems);
            all += count;
        }

        var shown = Enumerable.Range(0, Most)
            .SelectMany(turn => turns.Where(problems => problems.Length > turn).Select(problems => problems[turn]))
            .Take(Most)
            .ToImmutableList();
        return new Choice(shown, all);
    }

    private static (ImmutableArray<PlacedProblem> First, int All) Of(CheckResult check)
    {
        var counting = check.Findings.Where(static finding => finding.Counts);
        var first = counting.OrderByDescending(static finding => finding.Severity).Take(Most).Select(finding => new PlacedProblem(check, finding));
        var own = CheckTrouble.Of(check) is null ? [] : new[] { new PlacedProblem(check, null) };
        return ([.. own.Concat(first).Take(Most)], own.Length + counting.Count());
    }

    private static string Line(string level, PlacedProblem problem)
    {
        if (problem.Finding is not { } finding)
        {
            return new WorkflowCommand(level).With("title", StatusText.NameOf(problem.Check)).Line(problem.Message);
        }

        var isPlaced = finding.Path is not null && finding.Line is >= 1;
        var isOneLine = finding.EndLine is null || finding.EndLine == finding.Line;
        return new WorkflowCommand(level)
            .With("file", finding.Path)
            .With("line", isPlaced ? Number(finding.Line) : null)
            .With("endLine", isPlaced && finding.EndLine >= finding.Line ? Number(finding.EndLine) : null)
            .With("col", isPlaced && finding.Column is >= 1 ? Number(finding.Column) : null)
            .With("endColumn", isPlaced && isOneLine && finding.Column is >= 1 && finding.EndColumn > finding.Column ? Number(finding.EndColumn) : null)
            .With("title", finding.Rule.Length == 0 ? problem.Check.Name : $"{problem.Check.Name} {finding.Rule}")
            .Line(finding.Message);
    }

    private static string Summary(ValidationReport report, Choice errors, Choice warnings)
    {
        var tally = FindingTally.Of(report);
        var parts = new List<string>
        {
            $"{report.Verdict.WireName().ToUpperInvariant()}{VerdictReason.Of(report)} in {Elapsed.Of(report.Run.Duration)}",
        };
        AddRest(parts, errors, "that block");
        AddRest(parts, warnings, "that do not block");
        if (tally.Unshown() is { Length: > 0 } unshown)
        {
            parts.Add($"{unshown} not shown");
        }

        return new WorkflowCommand("notice").With("title", "Unfazed").Line(string.Join("; ", parts));
    }

    private static void AddRest(List<string> parts, Choice choice, string kind)
    {
        if (choice.All > choice.Shown.Count)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{choice.Shown.Count} of {choice.All:N0} problems {kind} are shown"));
        }
    }

    private static string? Number(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    private sealed record Choice(ImmutableList<PlacedProblem> Shown, int All);
}
