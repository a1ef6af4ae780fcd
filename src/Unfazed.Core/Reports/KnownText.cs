using System.Globalization;

namespace Unfazed.Core.Reports;

/// <summary>The part of a verdict that says which findings do not count because they were there before, and who says so.</summary>
internal static class KnownText
{
    /// <summary>Begins with <c>; </c>; empty where nothing makes findings known.</summary>
    public static string Of(ValidationReport report)
    {
        if (Sources(report) is not { Length: > 0 } sources)
        {
            return "";
        }

        var known = report.Checks.SelectMany(static check => check.Findings).Count(static finding => finding is { State: FindingState.Known, Severity: not Severity.Note });
        return known switch
        {
            0 => $"; none known ({sources})",
            1 => $"; 1 known finding does not count ({sources})",
            _ => string.Create(CultureInfo.InvariantCulture, $"; {known} known findings do not count ({sources})"),
        };
    }

    private static string Sources(ValidationReport report) => report.Run.Baseline ?? "";
}
