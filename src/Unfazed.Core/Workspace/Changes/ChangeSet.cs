using System.Collections.Immutable;

namespace Unfazed.Core.Workspace.Changes;

/// <summary>The files that a run is narrowed to, by a comparison or a list. Paths are relative to the root, with <c>/</c>, in ordinal order.</summary>
public sealed record ChangeSet
{
    /// <summary>Files of the workspace.</summary>
    public required ImmutableArray<string> Paths { get; init; }

    /// <summary>Files that are no longer there: deleted, or under another name now. Nothing of them can be checked, but what they were part of can.</summary>
    public ImmutableArray<string> Gone { get; init; } = [];

    /// <summary>Files of the change whose content in the working tree, which is what checks see, is not what is staged or pushed.</summary>
    public ImmutableArray<string> PartiallyStaged { get; init; } = [];

    /// <summary>Every file, part of the change or not, whose content in the working tree is not what is staged or pushed; untracked files, too.</summary>
    public ImmutableArray<string> Differing { get; init; } = [];

    /// <summary>The commit that was compared with, as git's object id; null for a list of files.</summary>
    public string? Since { get; init; }

    /// <summary>With <see cref="ChangeKind.Commits"/>: the commit that is judged; else null.</summary>
    public string? Commit { get; init; }

    /// <summary>Whether it is what is staged, so that a commit is about to be made of it.</summary>
    internal bool IsStaged { get; init; }

    /// <summary>What to say when there are none, such as <c>nothing changed since HEAD</c>.</summary>
    public required string WhenEmpty { get; init; }

    /// <summary>What could not be taken into account: a sentence each.</summary>
    public ImmutableArray<string> Notices { get; init; } = [];

    /// <summary>Whether there is nothing to inspect.</summary>
    public bool IsEmpty => Paths.IsEmpty && Gone.IsEmpty && Carried.IsEmpty;

    /// <summary>What git holds of <see cref="PartiallyStaged"/> files, by path: a check that can read it from there judges that.</summary>
    internal ImmutableDictionary<string, JudgedBlob> Judged { get; init; } = ImmutableDictionary<string, JudgedBlob>.Empty;

    /// <summary>The older versions of files that a push sends with its commits.</summary>
    internal ImmutableArray<CarriedBlob> Carried { get; init; } = [];
}
