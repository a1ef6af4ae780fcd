using System.Collections.Immutable;

namespace Unfazed.Core.Journal;

/// <summary>A run as its journal tells of it, however it ended.</summary>
/// <param name="Began">Its beginning.</param>
/// <param name="Started">When each check was started, by its place.</param>
/// <param name="Ended">How each check that came to its end did so, by its place; the first record counts.</param>
/// <param name="Sealed">Its end; null for a run that was cut off, or is still at work.</param>
internal sealed record JournaledRun(
    RunBegan Began, ImmutableDictionary<int, DateTimeOffset> Started, ImmutableDictionary<int, CheckEnded> Ended, RunSealed? Sealed)
{
    /// <summary>Whether the process of the run is still at work on it.</summary>
    public bool IsUnderWay { get; init; }

    /// <summary>Deliveries to services as they were last recorded, in the order in which they were announced.</summary>
    public ImmutableArray<IntegrationResult> Integrations { get; init; } = [];

    /// <summary>The processes of checks that were started.</summary>
    public ImmutableArray<ProcessBegan> Processes { get; init; } = [];
}
