using Unfazed.Core.Journal;
using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;
using Unfazed.Core.Workspace.Digests;

namespace Unfazed.Core.Caching;

/// <summary>
/// Keeps what checks saw, never what was made of it: statuses are derived on every read by the policy in force, so that a raised threshold
/// never meets an old pass. Opens nothing before it is asked.
/// </summary>
/// <param name="folder">Where it is kept, absolute; made when something is stored.</param>
public sealed class ValidationCache(string folder)
{
    /// <summary>Whether answers are read; else they are stored alone (<c>--force</c>).</summary>
    public bool ReadsAnswers { get; init; } = true;

    private (string Root, Task<DigestMemo> Memo)? _ahead;

    /// <summary>The cache that all processes of the user share, the command line's too; null where there is no place for one. Opens nothing.</summary>
    /// <param name="environment">Says where it is.</param>
    public static ValidationCache? ForUser(ProcessEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return CacheFolder.Of(environment) is { } shared ? new ValidationCache(shared) : null;
    }

    /// <summary>Begins to read what is remembered of a root's files: while git lists them, there is nothing else to do.</summary>
    internal void ReadAhead(string root, TimeProvider time)
    {
        if (ReadsAnswers)
        {
            _ahead = (root, Task.Run(() => RunCache.Remembered(new CacheStore(folder, time), root)));
        }
    }

    /// <summary>Why the cache is not used for a workspace, for people; null when it is.</summary>
    internal string? Objection(WorkspaceSnapshot workspace) =>
        CacheFolder.Objection(folder, workspace) is { } why ? $"no cached result is used, and none is kept: {why}" : null;

    /// <summary>The cache as one run uses it.</summary>
    internal RunCache Open(WorkspaceSnapshot workspace, ProcessRunner processes)
    {
        var store = new CacheStore(folder, processes.Time);
        return new RunCache(store, workspace, processes, Memo) { ReadsAnswers = ReadsAnswers };

        // Blocking: whoever waits runs it, where no other thread has begun.
        DigestMemo Memo() => _ahead is { } ahead && ahead.Root == workspace.Root ? ahead.Memo.GetAwaiter().GetResult() : RunCache.Remembered(store, workspace.Root);
    }
}
