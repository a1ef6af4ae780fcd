using System.Globalization;

namespace Unfazed.Core.Reports;

/// <summary>What a verdict rests on, for people.</summary>
internal static class VerdictReason
{
    /// <summary>What the verdict rests on, such as <c>: code_quality (flake8)</c>.</summary>
    public static string Of(ValidationReport report) => report.Verdict switch
    {
        Verdict.Passed when report.Run.Unchanged is { } unchanged && report.Checks.All(static check => check.Status == CheckStatus.Skipped) => ": " + unchanged + Ending(report),
        Verdict.Passed => ": " + Passed(report) + Ending(report) + KnownText.Of(report) + LeftOutText.Of(report),
        Verdict.Blocked => " by " + Names(report, static status => status == CheckStatus.Failed) + Unverified(report) + Ending(report) + KnownText.Of(report) + LeftOutText.Of(report),
        _ when report.Checks.All(static check => check.Status == CheckStatus.Skipped) => ": nothing was checked" + Ending(report),
        _ => (Unverified(report) + Ending(report)).TrimStart(';').Insert(0, ":") + KnownText.Of(report) + LeftOutText.Of(report),
    };

    // What did not pass here lies in tiers that cannot block.
    private static string Passed(ValidationReport report)
    {
        var ran = report.Checks.Count(static check => check.Status != CheckStatus.Skipped);
        var open = report.Checks.Count(static check => !check.Status.IsPassed());
        return open == 0 ? Count(ran, "check") : string.Create(CultureInfo.InvariantCulture, $"{ran - open} of {Count(ran, "check")}, the rest cannot block");
    }

    private static string Unverified(ValidationReport report)
    {
        var names = Names(report, static status => !status.IsPassed() && status != CheckStatus.Failed);
        return names.Length == 0 ? "" : $"; could not verify {names}";
    }

    // Only what can block decides; with --fail-on that may be more than the first tier.
    private static string Names(ValidationReport report, Func<CheckStatus, bool> which)
    {
        var deciding = report.Tiers.Where(tier => tier.Tier <= Highest(report)).SelectMany(static tier => tier.Results)
            .Select(result => (result.Dimension.Name, Checks: result.Checks.Where(check => which(check.Status)).Select(static check => check.Name).Distinct(StringComparer.Ordinal)))
            .Where(static entry => entry.Checks.Any())
            .Select(static entry => $"{entry.Name} ({string.Join(", ", entry.Checks)})");
        return string.Join(", ", deciding);
    }

    /// <summary>The lowest tier that decided, as far as the results tell: <c>--fail-on</c> may have let more than the first one block.</summary>
    public static ValidationTier Highest(ValidationReport report)
    {
        var suspects = report.Results.Where(result => report.Verdict == Verdict.Blocked ? result.Status == CheckStatus.Failed : !result.Passed);
        return suspects.Select(static result => result.Tier).DefaultIfEmpty(ValidationTier.Blocker).Min();
    }

    private static string Ending(ValidationReport report) => ((report.Run.IndexProblem ?? report.Run.EditProblem) is { } problem ? "; " + problem : "") + report.Run.State switch
    {
        RunState.Deadline => $"; the deadline of {Elapsed.Of(report.Run.Deadline)} ended the run",
        RunState.Interrupted => "; interrupted",
        RunState.Crashed => "; the run was cut off",
        _ => "",
    };

    private static string Count(int count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");
}
