using System.Globalization;
using Unfazed.Core.Orchestration.Comparison;

namespace Unfazed.Core.Reports;

/// <summary>The part of a verdict that says which findings do not count because they were there before, and who says so.</summary>
internal static class KnownText
{
    /// <summary>Begins with <c>; </c>; empty where nothing makes findings known.</summary>
    public static string Of(ValidationReport report)
    {
        var notCompared = NotCompared(report);
        if (Sources(report) is not { Length: > 0 } sources)
        {
            return notCompared;
        }

        var known = report.Checks.SelectMany(static check => check.Findings).Count(static finding => finding is { State: FindingState.Known, Severity: not Severity.Note });
        return notCompared + known switch
        {
            0 => $"; none known ({sources})",
            1 => $"; 1 known finding does not count ({sources})",
            _ => string.Create(CultureInfo.InvariantCulture, $"; {known} known findings do not count ({sources})"),
        };
    }

    private static string Sources(ValidationReport report) =>
        string.Join(", ", new[] { report.Run.NewSince is { Problem: null } since ? $"since {since}" : null, report.Run.Baseline }.OfType<string>());

    // Their findings may be old, and count.
    private static string NotCompared(ValidationReport report)
    {
        if (report.Run.NewSince is { Problem: not null } since)
        {
            return $"; could not compare with {since.Revision}: every finding counts as new";
        }

        var names = report.Checks.Where(static check => check.Status == CheckStatus.Failed && ComparedDetails.Problem(check.Observation) is not null)
            .Select(static check => check.Name).Distinct(StringComparer.Ordinal).ToList();
        return names.Count == 0 ? "" : $"; could not compare {string.Join(", ", names)}, so all of {(names.Count == 1 ? "it" : "them")} counts as new";
    }
}
