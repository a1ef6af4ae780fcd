using System.Collections.Immutable;
using Unfazed.Core.Configuration;
using Unfazed.Core.Configuration.Loading;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Workspace;

namespace Unfazed.Cli.Commands;

/// <summary>A repository with its configuration, and what of it was asked for.</summary>
internal sealed record Project
{
    /// <summary>The root and the paths that a run is narrowed to.</summary>
    public required WorkspaceRoot Root { get; init; }

    /// <summary>Its files, without those that the configuration excludes.</summary>
    public required WorkspaceSnapshot Workspace { get; init; }

    /// <summary>The configuration in force.</summary>
    public required UnfazedConfiguration Configuration { get; init; }

    /// <summary>The files that it was read from.</summary>
    public required ImmutableArray<string> ConfigurationFiles { get; init; }

    /// <summary>What the repository's own configuration files hold; null where they were not read.</summary>
    public RepositoryContent? Content { get; init; }

    /// <summary>What was selected.</summary>
    public required RunSelection Selection { get; init; }
}
