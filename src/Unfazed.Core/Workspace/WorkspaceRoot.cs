using System.Collections.Immutable;

namespace Unfazed.Core.Workspace;

/// <summary>What was asked for on the command line, before it is known what it means.</summary>
/// <param name="CurrentDirectory">Absolute.</param>
/// <param name="ChosenDirectory"><c>-C DIR</c>, relative to the current directory; null when it was not given.</param>
/// <param name="Paths">Arguments that are paths, relative to <paramref name="ChosenDirectory"/> or else the current directory.</param>
public sealed record RootRequest(string CurrentDirectory, string? ChosenDirectory, ImmutableArray<string> Paths);

/// <summary>The root of a run, and what of it was asked for.</summary>
public sealed record WorkspaceRoot
{
    /// <summary>The names of the configuration file, the first one that is there counts.</summary>
    public static ImmutableArray<string> ConfigurationNames { get; } = ["unfazed.yaml", "unfazed.yml", "unfazed.json"];

    /// <summary>The root, absolute, symlinks resolved.</summary>
    public required string Path { get; init; }

    /// <summary>The top of the repository that the root lies in, absolute; null outside a repository. The root may be a folder below it.</summary>
    public string? RepositoryTop { get; init; }

    /// <summary>Whether there is a git program.</summary>
    public bool HasGit { get; init; } = true;

    /// <summary>A configuration above the root that belongs to another user and therefore does not count, absolute; null as a rule.</summary>
    internal string? PassedOver { get; init; }

    /// <summary>The files and folders that the run is narrowed to, relative to the root with <c>/</c>, symlinks resolved, in ordinal order; null for a whole run.</summary>
    public ImmutableArray<string>? Paths { get; init; }
}
