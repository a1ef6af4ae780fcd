using System.Collections.Immutable;
using Unfazed.Core.Journal;
using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;
using Unfazed.Core.Workspace.Digests;

namespace Unfazed.Core.Caching;

/// <summary>The cache as one run uses it: finds answers, and keeps new ones when nothing that they depend on has moved.</summary>
internal sealed class RunCache
{
    private const string Hashed = CacheLayout.HashedFiles;

    private readonly CacheStore _store;
    private readonly WorkspaceSnapshot _workspace;
    private readonly WorkspaceDigests _digests;
    private readonly KeyReader _keys;
    private readonly AnswerShelf _shelf;
    private readonly KeyMemory _memory;
    private readonly InputRecheck _recheck;
    private readonly TimeProvider _time;

    /// <param name="store">Where everything is kept.</param>
    /// <param name="workspace">The files.</param>
    /// <param name="processes">Starts git and tools.</param>
    /// <param name="memo">Finds what is remembered of the files.</param>
    public RunCache(CacheStore store, WorkspaceSnapshot workspace, ProcessRunner processes, Func<DigestMemo> memo)
    {
        (_store, _workspace, _time) = (store, workspace, processes.Time);
        _digests = new WorkspaceDigests(workspace, processes)
        {
            MemoSource = () => ReadsAnswers ? memo() : new DigestMemo(DigestMemoCodec.Read(default)),
        };
        var scene = new KeyScene(workspace, _digests, processes, new ProgramFacts(store, () => ReadsAnswers));
        _keys = new KeyReader(scene);
        _recheck = new InputRecheck(scene);
        _shelf = new AnswerShelf(store, processes.Time);
        _memory = new KeyMemory(store, workspace.Root, processes.Time);
    }

    /// <summary>Whether answers are read.</summary>
    public bool ReadsAnswers { get; init; } = true;

    /// <summary>What went wrong first, in a line for people; null when nothing did.</summary>
    public string? Problem => _store.Problem;

    /// <summary>What is remembered of the files of a root.</summary>
    public static DigestMemo Remembered(CacheStore store, string root) => new(DigestMemoCodec.Read(store.Read(Hashed, MemoName(root)) ?? default));

    private static string MemoName(string root) => CacheKey.Hex(root);

    /// <summary>The key of a check.</summary>
    /// <exception cref="WorkspaceException">git gives no answer.</exception>
    public Task<KeyReading> KeyAsync(CheckCaching caching, CancellationToken cancellationToken) => _keys.ReadAsync(caching, cancellationToken);

    /// <summary>What is known of an answer.</summary>
    public CacheLookup Find(CheckCaching caching, CacheKey key) => ReadsAnswers ? _shelf.Find(key, caching.ByFile) : CacheLookup.Miss;

    /// <summary>Asks to be the only one that works for an answer; null when another is at it.</summary>
    public IDisposable? TryHold(CacheKey key) => _store.TryHold(key.Hash);

    /// <summary>In what a key differs from the last one with which an answer was stored; null when none is known.</summary>
    public ImmutableArray<KeyDifference>? Compare(CheckAddress check, CacheKey key) => _memory.Compare(check, key);

    /// <summary>The last key with which an answer was stored; null when none is known.</summary>
    public LastKey? Last(CheckAddress check) => _memory.Find(check);

    /// <summary>An answer as it may be stored: everything that it depends on is what it was when the check began. Null where that is not so.</summary>
    public async Task<NewAnswer?> ConfirmAsync(CheckCaching caching, NewAnswer answer, CancellationToken cancellationToken)
    {
        // What is incomplete is so as a whole: of no single file it can be kept.
        if (answer.Seen.Ending != ObservationEnding.Completed || answer.Seen.Error is not null || (answer.Seen.Incomplete is not null && caching.ByFile is not null))
        {
            return null;
        }

        var moved = await _recheck.MovedAsync(caching, answer.Reading, cancellationToken).ConfigureAwait(false);
        return (moved, caching.ByFile) switch
        {
            (null, _) => null,
            ({ IsEmpty: true }, _) => answer with { IsWhole = true },

            // File by file, what did not move is as good as ever, unless something moved that decides about each.
            (_, { } files) when moved.IsSubsetOf(files.Files) => answer with { Ran = answer.Ran.RemoveAll(moved.Contains) },
            _ => null,
        };
    }

    /// <summary>Stores an answer that was confirmed.</summary>
    public void Store(CheckAddress check, CheckCaching caching, NewAnswer answer)
    {
        var key = answer.Reading.Key!;
        if (caching.ByFile is not { } files)
        {
            _shelf.Keep(key, answer.Seen);
        }
        else if (!_shelf.Keep(key, files, answer.Seen, answer.Ran.ToHashSet(StringComparer.Ordinal)) || files.IsNarrowed)
        {
            return;
        }

        if (answer.IsWhole)
        {
            _memory.Add(check, key, answer.Because);
        }
    }

    /// <summary>Keeps what was hashed, and sweeps when it is time. Call it when every answer is kept.</summary>
    public void Finish()
    {
        if (_digests.HasNews)
        {
            _store.Write(Hashed, MemoName(_workspace.Root), DigestMemoCodec.Write(_digests.Memo.Of(KeyReader.FilesOf(_workspace))));
        }

        if (_store.HasWritten)
        {
            new CacheSweep(_store.Folder, _time).RunIfDue();
        }
    }
}

/// <summary>An answer to be kept.</summary>
/// <param name="Reading">Its key.</param>
/// <param name="Seen">What was seen, without secrets.</param>
/// <param name="Ran">Of a check that is cached file by file, the files that were looked at now.</param>
/// <param name="Because">Why it was not known.</param>
internal sealed record NewAnswer(KeyReading Reading, Observation Seen, ImmutableArray<string> Ran, ImmutableArray<KeyDifference> Because)
{
    /// <summary>Whether nothing at all has moved.</summary>
    public bool IsWhole { get; init; }
}
