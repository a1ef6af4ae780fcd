using System.Collections.Immutable;
using Unfazed.Core.Workspace.Changes;

namespace Unfazed.Core.Orchestration;

/// <summary>What of the plan was asked for.</summary>
public sealed record RunSelection
{
    /// <summary>Everything.</summary>
    public static RunSelection All { get; } = new();

    /// <summary>Names of checks and dimensions; empty for all. What is not named is absent from the report.</summary>
    public ImmutableArray<string> Only { get; init; } = [];

    /// <summary>Names of checks and dimensions that are reported as skipped.</summary>
    public ImmutableArray<string> Skip { get; init; } = [];

    /// <summary>One tier alone; null for all.</summary>
    public ValidationTier? Tier { get; init; }

    /// <summary>Files and folders, relative to the root with <c>/</c>, to which the run is narrowed; null for a whole run.</summary>
    public ImmutableArray<string>? Paths { get; init; }

    /// <summary>A change, or a list of files, to which the run is narrowed; with <see cref="Paths"/>, to what lies in both. Null for none.</summary>
    public ChangeSet? Changes { get; init; }
}
