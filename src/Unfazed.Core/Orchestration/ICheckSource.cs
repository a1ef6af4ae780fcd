using System.Collections.Immutable;
using Unfazed.Core.Configuration;
using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;
using Unfazed.Core.Workspace.Changes;

namespace Unfazed.Core.Orchestration;

/// <summary>Knows checks, and says which of them a workspace expects.</summary>
public interface ICheckSource
{
    /// <summary>Every check that this source can give, expected or not: what <c>--only</c>, <c>--skip</c> and <c>checks:</c> may name.</summary>
    ImmutableArray<KnownCheck> Known { get; }

    /// <summary>What a configuration may name beside its own: the known checks, as checks in this process, unless a source says more.</summary>
    ConfigurationCatalog Catalog => new() { Checks = [.. Known.Select(static known => new CatalogCheck(known.Name, IsTool: false))] };

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
public sealed record FileSelection(ImmutableArray<string> Paths)
{
    /// <summary>Files that are no longer there, relative to the root: a reason to look at the project that they were part of.</summary>
    public ImmutableArray<string> Gone { get; init; } = [];

    /// <summary>Those whose staged content is not the one of the working tree, which is what checks see.</summary>
    public ImmutableArray<string> PartiallyStaged { get; init; } = [];

    /// <summary>The commit that a change was compared with, as git's object id; null where the run was narrowed otherwise.</summary>
    public string? Since { get; init; }

    /// <summary>What to say when nothing was selected.</summary>
    public string WhenEmpty { get; init; } = "no file of the repository is among the given paths: they are ignored or excluded";

    /// <summary>Whether nothing was selected.</summary>
    public bool IsEmpty => !HasFiles && Carried.IsEmpty;

    /// <summary>Whether files of the working tree were selected, or deleted ones.</summary>
    internal bool HasFiles => !Paths.IsEmpty || !Gone.IsEmpty;

    /// <summary>What git holds of <see cref="PartiallyStaged"/> files, by path: a check that can read it from there judges that.</summary>
    internal ImmutableDictionary<string, JudgedBlob> Judged { get; init; } = ImmutableDictionary<string, JudgedBlob>.Empty;

    /// <summary>The older versions of files that a push sends with its commits.</summary>
    internal ImmutableArray<CarriedBlob> Carried { get; init; } = [];

    /// <summary>
    /// All that a change holds, deleted files included, also what lies outside of the paths that were given beside it: a setting that changed
    /// there decides about files here. Empty where the run was narrowed by paths alone.
    /// </summary>
    internal ImmutableArray<string> Changed { get; init; } = [];

    /// <summary>Every file whose content in the working tree is not the one that is judged, untracked files included: what is staged, or the commit that is pushed.</summary>
    internal ImmutableArray<string> Differing { get; init; } = [];

    /// <summary>The commit that is judged, where checks see the working tree in its place; null for what is staged, or lies there.</summary>
    internal string? Commit { get; init; }

    /// <summary>Files and folders beyond which nothing is looked at; null for none.</summary>
    internal IReadOnlySet<string>? Limit { get; init; }

    /// <summary>Whether a file lies within the paths that were given.</summary>
    internal bool Admits(string path) => Limit is null || PathsBelow.Holds(Limit, path);

    /// <summary>The settings among what changed.</summary>
    /// <param name="isConfiguration">Whether a file configures a check.</param>
    internal bool HasChanged(Func<string, bool> isConfiguration) => Changed.Any(isConfiguration);
}

/// <summary>What a source found.</summary>
/// <param name="Checks">The expected checks, in a stable order.</param>
/// <param name="Suggestions">One line for each language without evidence; never run, never counted.</param>
public sealed record CheckDiscovery(ImmutableArray<Check> Checks, ImmutableArray<string> Suggestions);
