namespace Unfazed.Core.Orchestration;

/// <summary>
/// The paths in the findings of a validator in this process. Reports resolve them against the root and show what lies there: one that leaves it
/// is no path of the repository, and stands in the message instead.
/// </summary>
internal static class OwnPaths
{
    public static Observation Of(Check check, Observation seen) =>
        check.Program is not null || !check.Command.IsEmpty || !seen.Findings.Any(Leaves) ? seen : seen with { Findings = [.. seen.Findings.Select(Placed)] };

    private static Finding Placed(Finding finding) => !Leaves(finding) ? finding : finding with
    {
        Message = $"{finding.Path}: {finding.Message}",
        Path = null,
        Line = null,
        Column = null,
        EndLine = null,
        EndColumn = null,
    };

    private static bool Leaves(Finding finding) =>
        finding.Path is { } path && (path.Length == 0 || Path.IsPathRooted(path) || path.Split('/').Contains("..", StringComparer.Ordinal));
}
