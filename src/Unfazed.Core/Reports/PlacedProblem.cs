namespace Unfazed.Core.Reports;

/// <summary>
/// A problem for formats that know places alone: a new finding, or what kept a check from an answer, at the directory in which it ran.
/// </summary>
/// <param name="Check">Whose it is.</param>
/// <param name="Finding">The finding; null for the check's own trouble.</param>
internal readonly record struct PlacedProblem(CheckResult Check, Finding? Finding)
{
    public string Path => Finding?.Path ?? (Check.Directory.Length == 0 ? "." : Check.Directory);

    public int? Line => Finding?.Path is null ? null : Finding.Line;

    public int? Column => Finding?.Path is null ? null : Finding.Column;

    public string Rule => Finding?.Rule ?? Check.Status.WireName();

    public Severity Severity => Finding?.Severity ?? Severity.Error;

    public string Message => Finding?.Message ?? CheckTrouble.LineOf(Check) ?? "";

    /// <summary>All of a report, in the order of its checks.</summary>
    public static IEnumerable<PlacedProblem> Of(ValidationReport report)
    {
        foreach (var check in report.Checks)
        {
            if (CheckTrouble.Of(check) is not null)
            {
                yield return new PlacedProblem(check, null);
            }

            foreach (var finding in check.Findings.Where(static finding => finding.State == FindingState.New))
            {
                yield return new PlacedProblem(check, finding);
            }
        }
    }
}
