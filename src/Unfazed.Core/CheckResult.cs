using System.Collections.Immutable;

namespace Unfazed.Core;

/// <summary>How one check ended in one directory: an observation with the status that policy gave it.</summary>
public sealed record CheckResult
{
    /// <summary>The check's name.</summary>
    public required string Name { get; init; }

    /// <summary>The dimension it belongs to.</summary>
    public required Dimension Dimension { get; init; }

    /// <summary>The tier it counts in.</summary>
    public required ValidationTier Tier { get; init; }

    /// <summary>Where it ran, relative to the root; <c>.</c> for the root itself.</summary>
    public required string Directory { get; init; }

    /// <summary>How it ended.</summary>
    public required CheckStatus Status { get; init; }

    /// <summary>One sentence for people.</summary>
    public required string Message { get; init; }

    /// <summary>What it saw; its findings carry their final severity, state and fingerprint.</summary>
    public required Observation Observation { get; init; }

    /// <summary>What a person can do about a failure; null when there is nothing to say.</summary>
    public string? FixSuggestion { get; init; }

    /// <summary>From its start to its end; zero when nothing was started.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>When it was started, UTC; null when nothing was, or nobody knows.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Whether the answer came from the cache.</summary>
    public bool Cached { get; init; }

    /// <summary>Its findings, ordered by path, line, column, rule.</summary>
    public ImmutableArray<Finding> Findings => Observation.Findings;
}
