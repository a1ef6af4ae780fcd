using System.Collections.Immutable;

namespace Unfazed.Core;

/// <summary>The result of one dimension in one tier: the worst of its checks there, with all their findings.</summary>
public sealed record ValidationResult
{
    /// <summary>The dimension.</summary>
    public required Dimension Dimension { get; init; }

    /// <summary>The tier.</summary>
    public required ValidationTier Tier { get; init; }

    /// <summary>The worst status of its checks.</summary>
    public required CheckStatus Status { get; init; }

    /// <summary>One sentence for people.</summary>
    public required string Message { get; init; }

    /// <summary>Its checks, in the order of the plan.</summary>
    public required ImmutableArray<CheckResult> Checks { get; init; }

    /// <summary>The findings of all its checks, ordered by path, line, column, rule.</summary>
    public required ImmutableArray<Finding> Findings { get; init; }

    /// <summary>Further facts, by snake_case name.</summary>
    public ImmutableSortedDictionary<string, DetailValue> Details { get; init; } = Observation.NoDetails;

    /// <summary>What a person can do about a failure; null when there is nothing to say.</summary>
    public string? FixSuggestion { get; init; }

    /// <summary>The agent that could be set to work on it; null when there is none.</summary>
    public string? Agent { get; init; }

    /// <summary>The longest of its checks' durations.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Whether every check that ran was answered by the cache.</summary>
    public bool Cached { get; init; }

    /// <summary>The most starts that one of its checks needed.</summary>
    public int Attempts { get; init; }

    /// <summary>Whether nothing speaks against it.</summary>
    public bool Passed => Status.IsPassed();
}
