using System.Collections.Immutable;
using System.Globalization;
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

    // All files but those of which neither attribute is given: what git holds of the others is not what lies in the working tree.
    private static readonly ImmutableArray<string> Converted = ["ls-files", "-z", "--cached", "--", ":(exclude,attr:!filter !working-tree-encoding)"];

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
        return await (request.Kind switch
        {
            ChangeKind.Staged => StagedAsync(workspace, index, cancellationToken),
            ChangeKind.Commits => CommitsAsync(workspace, request, index, cancellationToken),
            _ => ChangedAsync(workspace, request.Base, index, cancellationToken),
        }).ConfigureAwait(false);
    }

    private static void RefuseWithoutGit(WorkspaceRoot root, WorkspaceSnapshot workspace, ChangeRequest request)
    {
        var option = request.Kind switch { ChangeKind.Staged => "--staged", ChangeKind.Commits => "pre-push", _ => "--changed" };
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

    private async Task<ChangeSet> ChangedAsync(WorkspaceSnapshot workspace, string? revision, string? index, CancellationToken cancellationToken)
    {
        var revisions = new GitRevisions(_git, workspace.Root);
        var from = revision is null
            ? await revisions.HeadAsync(cancellationToken).ConfigureAwait(false)
            : await revisions.MergeBaseAsync(revision, cancellationToken).ConfigureAwait(false);
        var changed = await DiffAsync(workspace, [from], index, cancellationToken).ConfigureAwait(false);
        var hidden = await new HiddenChanges(_git, workspace).FindAsync(static _ => false, cancellationToken).ConfigureAwait(false);
        return Make(workspace, changed, workspace.Untracked.AddRange(hidden)) with
        {
            WhenEmpty = Nothing(changed, revision is null ? "nothing changed since HEAD" : $"nothing changed since {PrintableName.Of(revision)}"),
            Since = from,
        };
    }

    private async Task<ChangeSet> StagedAsync(WorkspaceSnapshot workspace, string? index, CancellationToken cancellationToken)
    {
        var from = await new GitRevisions(_git, workspace.Root).HeadAsync(cancellationToken).ConfigureAwait(false);
        var staged = await DiffAsync(workspace, ["--cached", from], index, cancellationToken).ConfigureAwait(false);
        var unstaged = await DiffAsync(workspace, [], index, cancellationToken).ConfigureAwait(false);
        return await JudgedAsync(workspace, (staged, unstaged), index, commit: null, cancellationToken).ConfigureAwait(false) with
        {
            WhenEmpty = Nothing(staged, "nothing is staged"),
            Since = from,
            IsStaged = true,
        };
    }

    private async Task<ChangeSet> CommitsAsync(WorkspaceSnapshot workspace, ChangeRequest request, string? index, CancellationToken cancellationToken)
    {
        var carried = await new CarriedBlobs(_git, workspace).FindAsync(request, request.Commit, cancellationToken).ConfigureAwait(false);
        if (request.Commit is not { } commit)
        {
            return new ChangeSet { Paths = [], WhenEmpty = "nothing that is pushed is checked out", Carried = carried, Since = request.Pushed.FirstOrDefault() };
        }

        ImmutableArray<string> bases = request.Bases.IsEmpty
            ? [await new GitRevisions(_git, workspace.Root).EmptyTreeAsync(cancellationToken).ConfigureAwait(false)]
            : request.Bases;
        var brought = new GitNameStatus([], []);
        foreach (var from in bases)
        {
            var some = await DiffAsync(workspace, [from, commit], index, cancellationToken).ConfigureAwait(false);
            brought = new GitNameStatus([.. brought.Paths.Union(some.Paths, StringComparer.Ordinal)], [.. brought.UnreadableNames.Union(some.UnreadableNames, StringComparer.Ordinal)]);
        }

        var other = await DiffAsync(workspace, [commit], index, cancellationToken).ConfigureAwait(false);
        return await JudgedAsync(workspace, (brought, other), index, commit, cancellationToken).ConfigureAwait(false) with
        {
            Carried = carried,
            WhenEmpty = Nothing(brought, "nothing changed in what is pushed"),
            Commit = commit,
            Since = bases[0],
        };
    }

    /// <summary>A change that is to be judged as git holds it, and of which checks see the working tree.</summary>
    /// <param name="workspace">The files.</param>
    /// <param name="change">The change, and where the working tree differs from it, as far as git says.</param>
    /// <param name="index">The index to use; null for the repository's own.</param>
    /// <param name="commit">The commit that is judged; null for the index.</param>
    /// <param name="cancellationToken">Ends it.</param>
    private async Task<ChangeSet> JudgedAsync(
        WorkspaceSnapshot workspace, (GitNameStatus Judged, GitNameStatus Other) change, string? index, string? commit, CancellationToken cancellationToken)
    {
        var (judged, other) = change;
        var converted = judged.Paths.IsEmpty ? Task.FromResult<HashSet<string>>([]) : ConvertedAsync(workspace, index, cancellationToken);
        var hidden = await new HiddenChanges(_git, workspace).FindAsync(path => judged.Paths.Contains(path, StringComparer.Ordinal), cancellationToken).ConfigureAwait(false);
        var differing = other.Paths.Concat(workspace.Untracked).Concat(hidden).ToHashSet(StringComparer.Ordinal);

        // What was taken out of the index and still lies there: the commit will not have it.
        var removed = workspace.Untracked.ToHashSet(StringComparer.Ordinal);
        var set = Make(workspace, judged with { Paths = [.. judged.Paths.Where(path => !removed.Contains(path))] }, []);
        ImmutableArray<string> partial = [.. judged.Paths.Where(differing.Contains).Order(StringComparer.Ordinal)];
        var asGitHoldsIt = await converted.ConfigureAwait(false);
        ImmutableArray<string> read = [.. judged.Paths.Where(path => differing.Contains(path) || asGitHoldsIt.Contains(path)).Order(StringComparer.Ordinal)];
        return set with
        {
            Judged = await new JudgedBlobs(processes, _git, workspace).FindAsync(read, commit, cancellationToken).ConfigureAwait(false),
            Gone = [.. set.Gone.Concat(judged.Paths.Where(removed.Contains)).Order(StringComparer.Ordinal)],
            PartiallyStaged = partial,
            Differing = [.. differing.Order(StringComparer.Ordinal)],
            Notices = set.Notices.AddRange(Loosened(workspace, judged, differing)),
        };
    }

    // A configuration that is not part of the commit says nothing about what the commit may hold.
    private static ImmutableArray<string> Loosened(WorkspaceSnapshot workspace, GitNameStatus judged, HashSet<string> differing)
    {
        var settings = differing.Order(StringComparer.Ordinal).FirstOrDefault(path => ProjectConfigurationFiles.Configures(path, ".") && !workspace.Untracked.Contains(path));
        var excluded = settings is null ? [] : judged.Paths.Where(path => workspace.Find(path) is null && !IsGone(workspace, path)).ToList();
        var more = excluded.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $" and {excluded.Count - 1} more") : "";
        return excluded.Count == 0 ? [] : [$"{PrintableName.Of(excluded[0])}{more} was not checked: it is excluded, and {PrintableName.Of(settings!)} differs from what is staged or pushed; stage it (git add) or put it away (git stash --keep-index)"];
    }

    // Files that are excluded, or whose name nobody can be given, changed all the same.
    private static string Nothing(GitNameStatus changed, string whenEmpty) =>
        changed.Paths.IsEmpty ? whenEmpty : "only excluded files changed";

    private static ChangeSet Make(WorkspaceSnapshot workspace, GitNameStatus changed, ImmutableArray<string> more) => new()
    {
        Paths = [.. changed.Paths.Where(path => workspace.Find(path) is not null).Concat(more).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
        Gone = [.. changed.Paths.Where(path => IsGone(workspace, path)).Order(StringComparer.Ordinal)],
        Notices = [.. changed.UnreadableNames.Select(static name => $"the changed file {name} is looked at by no check: its name is not UTF-8")],
        WhenEmpty = "",
    };

    // A file that is there and not in the workspace is excluded. A folder, a pipe or a device in the place of a file is not that file, and
    // neither is what a link leads to that lies in the place of its folder.
    private static bool IsGone(WorkspaceSnapshot workspace, string path) => workspace.Find(path) is null
        && (FileStatus.Of(workspace.FullPath(path)).Type is FileType.Missing or FileType.Directory or FileType.Special || !FoldersOf(path).All(folder => IsFolder(workspace, folder)));

    private static bool IsFolder(WorkspaceSnapshot workspace, string path) => FileStatus.Of(workspace.FullPath(path)).Type == FileType.Directory;

    private static IEnumerable<string> FoldersOf(string path)
    {
        for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = path.IndexOf('/', slash + 1))
        {
            yield return path[..slash];
        }
    }

    private async Task<HashSet<string>> ConvertedAsync(WorkspaceSnapshot workspace, string? index, CancellationToken cancellationToken) =>
        await _git.AskAsync(workspace.Root, Converted, index, cancellationToken).ConfigureAwait(false) is { Succeeded: true } answer
            ? answer.Text.Split('\0', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal)
            : [];

    private async Task<GitNameStatus> DiffAsync(WorkspaceSnapshot workspace, ImmutableArray<string> what, string? index, CancellationToken cancellationToken)
    {
        var answer = await _git.AskAsync(workspace.Root, [.. Differences, .. what, "--"], index, cancellationToken).ConfigureAwait(false);
        return answer is { Succeeded: true }
            ? GitNameStatus.Read(answer.Output.Span)
            : throw new WorkspaceException($"git cannot compare the files of {PrintableName.Of(workspace.Root)}: {answer?.Message ?? "the git program went away"}");
    }
}
