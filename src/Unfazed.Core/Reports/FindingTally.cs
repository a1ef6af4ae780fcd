using System.Globalization;
using System.Runtime.InteropServices;

namespace Unfazed.Core.Reports;

/// <summary>How many findings there are of each kind.</summary>
/// <param name="Errors">New errors.</param>
/// <param name="Warnings">New warnings.</param>
/// <param name="Notes">New notes.</param>
/// <param name="Known">Known ones, of any severity.</param>
/// <param name="Ignored">Ignored ones, of any severity.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FindingTally(int Errors, int Warnings, int Notes, int Known, int Ignored)
{
    /// <summary>Those that count.</summary>
    public int Counting => Errors + Warnings;

    public static FindingTally Of(IEnumerable<Finding> findings)
    {
        var tally = default(FindingTally);
        foreach (var finding in findings)
        {
            tally = (finding.State, finding.Severity) switch
            {
                (FindingState.Known, _) => tally with { Known = tally.Known + 1 },
                (FindingState.Ignored, _) => tally with { Ignored = tally.Ignored + 1 },
                (_, Severity.Error) => tally with { Errors = tally.Errors + 1 },
                (_, Severity.Warning) => tally with { Warnings = tally.Warnings + 1 },
                _ => tally with { Notes = tally.Notes + 1 },
            };
        }

        return tally;
    }

    public static FindingTally Of(ValidationReport report) => Of(report.Checks.SelectMany(static check => check.Findings));

    /// <summary>What is counted and not shown, such as <c>12 known findings, 3 notes</c>; empty when there is nothing of it.</summary>
    public string Unshown() => string.Join(
        ", ",
        new[] { Count(Known, "known finding"), Count(Ignored, "ignored finding"), Count(Notes, "note") }.Where(static text => text.Length > 0));

    private static string Count(int count, string noun) =>
        count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");
}
