using System.Globalization;

namespace Unfazed.Core.Reports;

/// <summary>The part of a verdict that says which findings do not count because the configuration leaves them out.</summary>
internal static class LeftOutText
{
    /// <summary>Begins with <c>; </c>; empty where the configuration leaves out nothing that was found.</summary>
    public static string Of(ValidationReport report)
    {
        var findings = report.Checks.SelectMany(static check => check.Findings).ToList();
        var ignored = findings.Count(static finding => finding.State == FindingState.Ignored && (finding.Severity != Severity.Note || finding.IsSoftened));
        var softened = findings.Count(static finding => finding is { State: FindingState.New, IsSoftened: true });
        return (ignored, softened) switch
        {
            (0, 0) => "",
            (_, 0) => $"; {Findings(ignored)} ignored",
            (0, _) => $"; {Findings(softened)} softened to {(softened == 1 ? "a note" : "notes")}",
            _ => string.Create(CultureInfo.InvariantCulture, $"; {Findings(ignored)} ignored, {softened} softened to {(softened == 1 ? "a note" : "notes")}"),
        };
    }

    private static string Findings(int count) => string.Create(CultureInfo.InvariantCulture, $"{count} finding{(count == 1 ? "" : "s")}");
}
