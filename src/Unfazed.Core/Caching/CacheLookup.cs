using System.Collections.Immutable;

namespace Unfazed.Core.Caching;

/// <summary>What the cache knows of an answer.</summary>
internal sealed record CacheLookup
{
    /// <summary>The answer; null where it is not known, or not all of it.</summary>
    public Observation? Answer { get; init; }

    /// <summary>When the answer, or the newest part of it, was stored; null where nothing was.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The answer for the files that are known; null where none is.</summary>
    public Observation? Partial { get; init; }

    /// <summary>The files that are not known, where the others are.</summary>
    public ImmutableArray<string> Missing { get; init; } = [];

    /// <summary>How many files are known.</summary>
    public int Known { get; init; }

    /// <summary>Nothing is known.</summary>
    public static CacheLookup Miss { get; } = new();
}
