using System.Collections.Immutable;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Processes;
using Unfazed.Validators.Repository;

namespace Unfazed.Validators.Fixing;

/// <summary>What is to be mended.</summary>
internal sealed record FixRequest
{
    /// <summary>The files, the configuration, and what was selected.</summary>
    public required DiscoveryContext Context { get; init; }

    /// <summary>The checks that were selected and can mend.</summary>
    public required ImmutableArray<Check> Tools { get; init; }

    /// <summary>Whether the built-in rules mend too.</summary>
    public required bool BuiltIn { get; init; }

    /// <summary>The paths that the user gave, relative to the root.</summary>
    public ImmutableArray<string> Named { get; init; } = [];

    /// <summary>What git says.</summary>
    public required RepositoryFacts Facts { get; init; }

    /// <summary>Starts the tools.</summary>
    public required ProcessRunner Processes { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Says, when what runs is to be stopped, why, and how long it may take to end by itself.</summary>
    public required Func<(StopReason Reason, TimeSpan Grace)> Stop { get; init; }
}
