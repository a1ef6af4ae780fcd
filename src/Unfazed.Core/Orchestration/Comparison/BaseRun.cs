using System.Collections.Immutable;
using Unfazed.Core.Workspace.Changes;

namespace Unfazed.Core.Orchestration.Comparison;

/// <summary>Runs a check again on the files of the base commit.</summary>
/// <param name="environment">The run's.</param>
/// <param name="tree">The files.</param>
internal sealed class BaseRun(RunEnvironment environment, BaseTree tree)
{
    /// <summary>What it found there.</summary>
    /// <param name="check">The check as it ran here.</param>
    /// <param name="counting">The findings that would count: only of their files the answer is needed.</param>
    /// <param name="execute">Runs a check to its end.</param>
    public async Task<BaseAnswer> AnswerAsync(Check check, ImmutableArray<Finding> counting, Func<Check, Task<Observation>> execute)
    {
        ImmutableArray<string> paths = [.. counting.Select(static finding => finding.Path).OfType<string>().Distinct(StringComparer.Ordinal).Select(tree.Before).Where(IsThere)];
        var hasPlaces = counting.All(static finding => finding.Path is not null);
        if (hasPlaces && paths.IsEmpty)
        {
            // All of it stands in files that are new.
            return BaseAnswer.Nothing;
        }

        var there = Find(check, hasPlaces ? paths : null);
        if (hasPlaces && there?.Settled is { Ending: ObservationEnding.Skipped })
        {
            there = Find(check, null);
        }

        return there switch
        {
            null => BaseAnswer.Unknown("it was not expected there"),
            { Settled: { Ending: ObservationEnding.Skipped } } => BaseAnswer.Nothing,
            { Settled: { } settled } => BaseAnswer.Unknown(settled.Message ?? "it could not run there"),
            { Validator: null } => BaseAnswer.Unknown("it could not run there"),
            _ when !tree.IsSame(check.Program, there.Program) => BaseAnswer.Unknown($"another program would run there: {there.Program}"),
            _ => Read(await execute(there with { Timeout = check.Timeout, Retries = 0 }).ConfigureAwait(false)),
        };
    }

    // A folder is there by what lies in it.
    private bool IsThere(string path) => tree.Workspace.Find(path) is not null || !PathsBelow.Of(tree.Workspace, ImmutableHashSet.Create(StringComparer.Ordinal, path)).IsEmpty;

    private Check? Find(Check check, ImmutableArray<string>? paths) =>
        environment.PlanAtBase(tree, new RunSelection { Only = [check.Name], Paths = paths }).Checks
            .FirstOrDefault(there => there.Name == check.Name && there.Directory == check.Directory);

    private BaseAnswer Read(Observation seen)
    {
        var found = new FindingFingerprints(tree.Workspace) { NameOf = tree.Now }.Compute(seen.Findings)
            .GroupBy(static finding => finding.Fingerprint, StringComparer.Ordinal)
            .ToImmutableDictionary(static same => same.Key, static same => same.Max(static finding => finding.Occurrences), StringComparer.Ordinal);
        return seen switch
        {
            { Ending: ObservationEnding.Completed } => new BaseAnswer(found, null) { Changed = tree.Changed },

            // What it found in the files that it could read was there.
            { Ending: ObservationEnding.Error, Error: ErrorCodes.UnreadableFile } => new BaseAnswer(found, seen.Message) { Changed = tree.Changed },
            { Ending: ObservationEnding.Skipped } => BaseAnswer.Nothing,
            _ => BaseAnswer.Unknown(seen.Message ?? "it came to no end there"),
        };
    }
}
