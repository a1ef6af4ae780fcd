using System.Collections.Immutable;
using Unfazed.Core.Configuration;
using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;

namespace Unfazed.Core.Orchestration;

/// <summary>Knows checks, and says which of them a workspace expects.</summary>
public interface ICheckSource
{
    /// <summary>Every check that this source can give, expected or not: what <c>--only</c>, <c>--skip</c> and <c>checks:</c> may name.</summary>
    ImmutableArray<KnownCheck> Known { get; }

    /// <summary>The checks that this workspace expects. Reads files, starts nothing.</summary>
    CheckDiscovery Discover(DiscoveryContext context);
}

/// <summary>A check that could be asked for by name.</summary>
/// <param name="Name">The name.</param>
/// <param name="Dimension">Its dimension when nothing else is configured.</param>
public sealed record KnownCheck(string Name, Dimension Dimension);

/// <summary>What a source may look at.</summary>
/// <param name="Workspace">The files.</param>
/// <param name="Configuration">The configuration in force.</param>
/// <param name="Environment">Our process's environment: <c>PATH</c> and the like.</param>
/// <param name="Selection">The files that a narrowed run is about; null for a whole run.</param>
public sealed record DiscoveryContext(
    WorkspaceSnapshot Workspace, UnfazedConfiguration Configuration, ProcessEnvironment Environment, FileSelection? Selection);

/// <summary>The files that a narrowed run is about.</summary>
/// <param name="Paths">Relative to the root, with <c>/</c>, in ordinal order; files of the workspace only.</param>
public sealed record FileSelection(ImmutableArray<string> Paths);

/// <summary>What a source found.</summary>
/// <param name="Checks">The expected checks, in a stable order.</param>
/// <param name="Suggestions">One line for each language without evidence; never run, never counted.</param>
public sealed record CheckDiscovery(ImmutableArray<Check> Checks, ImmutableArray<string> Suggestions);
