using System.Collections.Immutable;

namespace Unfazed.Core.Workspace.Changes;

/// <summary>Which change of a repository is asked for.</summary>
/// <param name="Kind">Compared with what.</param>
/// <param name="Base">
/// A revision, as git spells them: the working tree is compared with the merge base of it and HEAD (git's three dots, what the change
/// itself did). Null for HEAD. Only with <see cref="ChangeKind.WorkingTree"/>.
/// </param>
public sealed record ChangeRequest(ChangeKind Kind, string? Base = null)
{
    /// <summary>With <see cref="ChangeKind.Commits"/>: the commit that is judged; null where none of the pushed commits is checked out.</summary>
    public string? Commit { get; init; }

    /// <summary>With <see cref="ChangeKind.Commits"/>: the commits that it is compared with. None: all of its files are new.</summary>
    public ImmutableArray<string> Bases { get; init; } = [];

    /// <summary>With <see cref="ChangeKind.Commits"/>: the commits that a push sends, checked out or not; none where nothing is pushed.</summary>
    internal ImmutableArray<string> Pushed { get; init; } = [];

    /// <summary>What the other side of the push has: commits, or <c>--remotes=NAME</c>.</summary>
    internal ImmutableArray<string> Held { get; init; } = [];
}

/// <summary>Kinds of changes.</summary>
public enum ChangeKind
{
    /// <summary>The working tree, untracked files included, against a commit.</summary>
    WorkingTree,

    /// <summary>What is staged for the next commit.</summary>
    Staged,

    /// <summary>What a commit brings beside others: a push.</summary>
    Commits,
}
