using System.Collections.Immutable;

namespace Unfazed.Core.Orchestration.Comparison;

/// <summary>The names under <c>details</c> of what a check was compared with.</summary>
internal static class ComparedDetails
{
    /// <summary>The commit at which the check was run again; findings that it gave there are known.</summary>
    public const string With = "compared_with";

    /// <summary>Why the check could not be compared, so that all of its findings count as new.</summary>
    public const string NotCompared = "not_compared";

    /// <summary>Why this check could not be compared; null where it was, or where nothing had to be.</summary>
    public static string? Problem(Observation seen) => seen.Details.TryGetValue(NotCompared, out var detail) ? detail.Value as string : null;

    /// <summary>What was seen, without what an earlier comparison made of it: an answer that was kept may come from a run that compared with another commit, or with none.</summary>
    public static Observation Forget(Observation seen) =>
        !seen.Details.ContainsKey(With) && !seen.Details.ContainsKey(NotCompared) ? seen : seen with
        {
            Findings = [.. seen.Findings.Select(static finding => finding.State == FindingState.Known ? finding with { State = FindingState.New } : finding)],
            Details = seen.Details.Remove(With).Remove(NotCompared),
        };

    /// <summary>What was seen here, with what was there known.</summary>
    public static Observation Known(Observation seen, KnownSince since, BaseAnswer answer) => seen with
    {
        Findings = [.. seen.Findings.Select(finding => answer.Knows(finding) ? finding with { State = StateOf(finding) } : finding)],
        Details = Described(seen.Details, since, answer),
    };

    private static FindingState StateOf(Finding finding) => finding.State == FindingState.New ? FindingState.Known : finding.State;

    private static ImmutableSortedDictionary<string, DetailValue> Described(ImmutableSortedDictionary<string, DetailValue> details, KnownSince since, BaseAnswer answer)
    {
        var compared = since.Commit is { } commit ? details.SetItem(With, commit) : details;
        return answer.Problem is { } problem ? compared.SetItem(NotCompared, problem) : compared;
    }
}
