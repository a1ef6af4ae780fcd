using System.Collections.Immutable;
using Unfazed.Core.Processes;

namespace Unfazed.Core.Workspace.Changes;

/// <summary>Asks git which files changed.</summary>
/// <param name="processes">Starts git.</param>
public sealed class ChangeReader(ProcessRunner processes)
{
    // Without renames the old name is a deletion and the new one an addition, which is what checks need to know of it. Of a submodule the
    // commit counts, not what lies in its working tree: it is a workspace of its own.
    private static readonly ImmutableArray<string> Differences =
        ["diff", "--name-status", "-z", "--no-renames", "--no-ext-diff", "--no-textconv", "--no-color", "--ignore-submodules=dirty", "--relative"];

    private readonly GitClient _git = new(processes);

    /// <summary>Compares.</summary>
    /// <param name="root">The root.</param>
    /// <param name="workspace">Its files.</param>
    /// <param name="request">What with.</param>
    /// <param name="cancellationToken">Ends the comparison.</param>
    /// <exception cref="WorkspaceException">There is no repository, or no such revision; says what to do.</exception>
    public async Task<ChangeSet> ReadAsync(
        WorkspaceRoot root, WorkspaceSnapshot workspace, ChangeRequest request, CancellationToken cancellationToken = default)
    {
        RefuseWithoutGit(root, workspace, request);
        var index = await GitIndexFile.FindAsync(_git, processes.Environment, root.Path, cancellationToken).ConfigureAwait(false);
        var revisions = new GitRevisions(_git, root.Path);
        var from = request.Base is { } named
            ? await revisions.MergeBaseAsync(named, cancellationToken).ConfigureAwait(false)
            : await revisions.HeadAsync(cancellationToken).ConfigureAwait(false);
        var set = request.Kind == ChangeKind.Staged
            ? await StagedAsync(workspace, from, index, cancellationToken).ConfigureAwait(false)
            : Make(workspace, await DiffAsync(workspace, [from], index, cancellationToken).ConfigureAwait(false), workspace.Untracked) with
            {
                WhenEmpty = request.Base is { } revision ? $"nothing changed since {PrintableName.Of(revision)}" : "nothing changed since HEAD",
            };
        return set with { Since = from };
    }

    private static void RefuseWithoutGit(WorkspaceRoot root, WorkspaceSnapshot workspace, ChangeRequest request)
    {
        var option = request.Kind == ChangeKind.Staged ? "--staged" : "--changed";
        if (!root.HasGit)
        {
            throw new WorkspaceException($"{option} needs git, which is not installed: install it, or give the files with --files0-from");
        }

        if (root.RepositoryTop is null || !workspace.IsGit)
        {
            var why = root.RepositoryTop is null ? "is in no git repository" : "is ignored by its git repository";
            throw new WorkspaceException($"{option}: {PrintableName.Of(root.Path)} {why}: make one (git init), or give the files as paths or with --files0-from");
        }
    }

    private async Task<ChangeSet> StagedAsync(WorkspaceSnapshot workspace, string from, string? index, CancellationToken cancellationToken)
    {
        var staged = await DiffAsync(workspace, ["--cached", from], index, cancellationToken).ConfigureAwait(false);
        var unstaged = await DiffAsync(workspace, [], index, cancellationToken).ConfigureAwait(false);
        var other = unstaged.Paths.Concat(workspace.Untracked).ToHashSet(StringComparer.Ordinal);

        // What was taken out of the index and still lies there: the commit will not have it.
        var removed = workspace.Untracked.ToHashSet(StringComparer.Ordinal);
        var set = Make(workspace, staged with { Paths = [.. staged.Paths.Where(path => !removed.Contains(path))] }, []);
        return set with
        {
            Gone = [.. set.Gone.Concat(staged.Paths.Where(removed.Contains)).Order(StringComparer.Ordinal)],
            PartiallyStaged = [.. staged.Paths.Where(other.Contains).Order(StringComparer.Ordinal)],
            WhenEmpty = "nothing is staged",
        };
    }

    private static ChangeSet Make(WorkspaceSnapshot workspace, GitNameStatus changed, ImmutableArray<string> more) => new()
    {
        Paths = [.. changed.Paths.Where(path => workspace.Find(path) is not null).Concat(more).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
        Gone = [.. changed.Paths.Where(path => IsGone(workspace, path)).Order(StringComparer.Ordinal)],
        Notices = [.. changed.UnreadableNames.Select(static name => $"the changed file {name} is looked at by no check: its name is not UTF-8")],
        WhenEmpty = "",
    };

    // What is there and not in the workspace is excluded.
    private static bool IsGone(WorkspaceSnapshot workspace, string path) =>
        workspace.Find(path) is null && FileStatus.Of(workspace.FullPath(path)).Type == FileType.Missing;

    private async Task<GitNameStatus> DiffAsync(WorkspaceSnapshot workspace, ImmutableArray<string> what, string? index, CancellationToken cancellationToken)
    {
        var answer = await _git.AskAsync(workspace.Root, [.. Differences, .. what, "--"], index, cancellationToken).ConfigureAwait(false);
        return answer is { Succeeded: true }
            ? GitNameStatus.Read(answer.Output.Span)
            : throw new WorkspaceException($"git cannot compare the files of {PrintableName.Of(workspace.Root)}: {answer?.Message ?? "the git program went away"}");
    }
}
