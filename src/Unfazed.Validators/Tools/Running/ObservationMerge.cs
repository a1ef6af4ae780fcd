using System.Collections.Immutable;
using Unfazed.Core;

namespace Unfazed.Validators.Tools.Running;

/// <summary>Merges the observations of a check's batches: the worst ending wins, and the order of the batches decides nothing.</summary>
internal static class ObservationMerge
{
    /// <summary>Merges two: the findings of both, the ending of the worse, the command of the first. Skipped only when both are.</summary>
    public static Observation Merge(Observation? first, Observation next)
    {
        if (first is null)
        {
            return next;
        }

        var worse = IsWorse(next, first) ? next : first;
        var details = Details(first, next, worse);
        return first with
        {
            Ending = worse.Ending,
            Error = worse.Error,
            Message = worse.Error == ErrorCodes.UnreadableFile && UnreadableFiles.In(details) is { IsEmpty: false } unread ? UnreadableFiles.Sentence(unread) : worse.Message,
            ExitCode = worse.ExitCode,
            Incomplete = string.CompareOrdinal(first.Incomplete ?? next.Incomplete, next.Incomplete ?? first.Incomplete) <= 0 ? first.Incomplete ?? next.Incomplete : next.Incomplete,
            ReportedProblems = first.ReportedProblems || next.ReportedProblems,
            Findings = first.Findings.AddRange(next.Findings),
            Details = details,
            Attempts = Math.Max(first.Attempts, next.Attempts),
            KilledProcesses = first.KilledProcesses + next.KilledProcesses,
        };
    }

    private static bool IsWorse(Observation left, Observation right)
    {
        var order = Rank(left).CompareTo(Rank(right));
        order = order != 0 ? order : Nullable.Compare(left.ExitCode, right.ExitCode);
        order = order != 0 ? order : string.CompareOrdinal(right.Error, left.Error);
        return (order != 0 ? order : string.CompareOrdinal(right.Message, left.Message)) > 0;
    }

    // As the results of a dimension are ranked. Findings beside an unreadable file count; beside any other error nobody knows what is missing.
    private static int Rank(Observation seen) => seen switch
    {
        { Ending: ObservationEnding.Error, Error: not ErrorCodes.UnreadableFile } => 8,
        { Ending: ObservationEnding.Error } => 7,
        { Ending: ObservationEnding.TimedOut } => 6,
        { Ending: ObservationEnding.CircuitOpen } => 5,
        { Ending: ObservationEnding.Cancelled } => 4,
        { Ending: ObservationEnding.Unavailable } => 3,
        { ReportedProblems: true } => 2,
        { Ending: ObservationEnding.Completed } => 1,
        _ => 0,
    };

    private static ImmutableSortedDictionary<string, DetailValue> Details(Observation first, Observation next, Observation worse)
    {
        var details = (ReferenceEquals(worse, first) ? next.Details : first.Details).SetItems(worse.Details);
        foreach (var (name, detail) in details)
        {
            if (detail.Value is ImmutableArray<string> && Texts(first, name) is var some && Texts(next, name) is var others)
            {
                details = details.SetItem(name, some.Union(others, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToImmutableArray());
            }
        }

        return details;
    }

    private static ImmutableArray<string> Texts(Observation seen, string name) =>
        seen.Details.TryGetValue(name, out var detail) && detail.Value is ImmutableArray<string> texts ? texts : [];
}
