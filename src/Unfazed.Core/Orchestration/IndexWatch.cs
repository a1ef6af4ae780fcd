using System.Collections.Immutable;
using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;
using Unfazed.Core.Workspace.Changes;
using Unfazed.Core.Workspace.Digests;

namespace Unfazed.Core.Orchestration;

/// <summary>
/// Compares git's index with the one that was judged. Staging moves no file, and what is committed is the index. One that nobody wrote costs one
/// look at its file; git is asked of any other.
/// </summary>
/// <param name="workspace">The files as the run found them.</param>
/// <param name="processes">Starts git.</param>
/// <param name="staged">What is staged, where the run speaks for that; else null.</param>
internal sealed class IndexWatch(WorkspaceSnapshot workspace, ProcessRunner processes, ChangeSet? staged)
{
    private static readonly ImmutableArray<string> Question = ["ls-files", "-z", "-v", "-s", "--cached"];

    // A commit holds the whole index, and not the part below the root alone.
    private readonly string _folder = staged is null ? workspace.Root : workspace.RepositoryTop ?? workspace.Root;
    private readonly GitClient _git = new(processes);
    private readonly Lock _gate = new();
    private readonly HashSet<string> _restageable = staged is null ? [] : [.. staged.Paths.Concat(staged.Gone).Except(staged.Differing, StringComparer.Ordinal)];
    private Task<GitIndexState?>? _judged;
    private GitIndexState? _latest;

    /// <summary>Whether the index is, without a doubt, the one that was listed.</summary>
    public bool IsUntouched => workspace.Listing is { IsCurrent: true };

    /// <summary>The index that was judged; null where git does not say.</summary>
    public Task<GitIndexState?> JudgedAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _judged ??= ReadJudgedAsync(cancellationToken);
        }
    }

    /// <summary>The index of now; null where git does not say.</summary>
    public async Task<GitIndexState?> NowAsync(CancellationToken cancellationToken)
    {
        if (await JudgedAsync(cancellationToken).ConfigureAwait(false) is not { } judged)
        {
            return null;
        }

        var status = Status();
        lock (_gate)
        {
            if (status.Type == FileType.Regular && (_latest ?? judged) is { } latest && latest.Status == status)
            {
                return latest;
            }
        }

        var now = await AskAsync(status, cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            return now is null ? null : _latest = now;
        }
    }

    /// <summary>The paths whose entries differ, relative to the root, but those that may be staged again: files that stay and keep their mode, and that the run judged whole, or all that were in the index where it did not judge that.</summary>
    /// <param name="before">The index before.</param>
    /// <param name="now">The index of now.</param>
    /// <param name="writable">What may be written.</param>
    public ImmutableArray<string> Differences(GitIndexState before, GitIndexState now, IReadOnlyCollection<Glob> writable) =>
    [
        .. before.Differences(now).Select(path => (Path: path, Shown: Shown(path)))
            .Where(entry => !(before.IsOfOneKind(entry.Path, now) && (staged is null || _restageable.Contains(entry.Shown)) && writable.Any(glob => glob.IsMatch(entry.Shown))))
            .Select(static entry => entry.Shown),
    ];

    private async Task<GitIndexState?> ReadJudgedAsync(CancellationToken cancellationToken)
    {
        if (workspace.Listing is not { } listing)
        {
            return null;
        }

        var below = GitIndexState.Read(listing.Output, listing.Before);
        if (_folder == workspace.Root)
        {
            return below;
        }

        var whole = await AskAsync(Status(), cancellationToken).ConfigureAwait(false);
        return whole?.With(Path.GetRelativePath(_folder, workspace.Root) + "/", below);
    }

    private async Task<GitIndexState?> AskAsync(FileStatus status, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await _git.AskAsync(_folder, Question, workspace.Listing?.IndexFile, cancellationToken).ConfigureAwait(false);
            return answer is { Succeeded: true } ? GitIndexState.Read(answer.Output, status) : null;
        }
        catch (Exception problem) when (problem is WorkspaceException or OperationCanceledException)
        {
            return null;
        }
    }

    private FileStatus Status() => workspace.Listing?.Place is { } place ? FileStatus.Of(place) : FileStatus.Missing;

    private string Shown(string path) => _folder == workspace.Root ? path : Path.GetRelativePath(workspace.Root, Path.Combine(_folder, path));
}
