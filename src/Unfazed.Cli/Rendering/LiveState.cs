using System.Collections.Immutable;

namespace Unfazed.Cli.Rendering;

/// <summary>What a run is at, at one moment.</summary>
internal sealed record LiveState
{
    /// <summary>How many checks there are.</summary>
    public required int All { get; init; }

    /// <summary>How many have their status.</summary>
    public required int Ended { get; init; }

    /// <summary>What runs, in the order in which it was started.</summary>
    public ImmutableArray<LiveCheck> Running { get; init; } = [];

    /// <summary>How many wait for cores.</summary>
    public int WaitingForCores { get; init; }

    /// <summary>How many wait for each lock that is held.</summary>
    public ImmutableSortedDictionary<string, int> WaitingForLocks { get; init; } = ImmutableSortedDictionary<string, int>.Empty;
}

/// <summary>A check that runs.</summary>
/// <param name="Name">Its name, with its directory where that is not the root.</param>
/// <param name="Elapsed">How long it has run.</param>
/// <param name="Limit">Its timeout.</param>
internal sealed record LiveCheck(string Name, TimeSpan Elapsed, TimeSpan Limit);
