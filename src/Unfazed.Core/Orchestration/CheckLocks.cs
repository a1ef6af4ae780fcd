using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Win32.SafeHandles;

namespace Unfazed.Core.Orchestration;

/// <summary>The locks of the checks of a run against other processes, and how long each check waited for them.</summary>
/// <param name="tryHold">Takes all of some locks or none, and does not wait for another process; null when one is held.</param>
/// <param name="time">The clock.</param>
internal sealed class CheckLocks(Func<ImmutableArray<string>, HeldLocks?> tryHold, TimeProvider time)
{
    // Checks without a lock wait meanwhile. What takes longer goes on alone and is asked about later.
    private static readonly TimeSpan MaxAsking = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<int, HeldLocks> _held = new();
    private readonly ConcurrentDictionary<int, Wait> _waits = new();
    private readonly ConcurrentDictionary<int, Claim> _pending = new();

    /// <summary>Takes the locks of a check; does not wait, and must not be called under a lock of the caller: a file system may be slow.</summary>
    /// <param name="queued">The check.</param>
    /// <param name="firstRefusal">Called when it is refused for the first time.</param>
    /// <returns>False when another process holds one.</returns>
    public bool TryHold(QueuedCheck queued, Action<Check> firstRefusal)
    {
        if (queued.Check.Locks.IsEmpty)
        {
            return true;
        }

        if (Ask(queued) is not { } held)
        {
            if (_waits.TryAdd(queued.Index, new Wait(time.GetTimestamp(), null)))
            {
                firstRefusal(queued.Check);
            }

            return false;
        }

        _held[queued.Index] = held;
        if (_waits.TryGetValue(queued.Index, out var wait))
        {
            _waits[queued.Index] = wait with { Until = time.GetTimestamp() };
        }

        return true;
    }

    // Where the folder does not respond a lock is neither held nor refused: the check waits, as for another process.
    private HeldLocks? Ask(QueuedCheck queued)
    {
        var isHanging = !_pending.IsEmpty;
        if (!_pending.TryGetValue(queued.Index, out var claim))
        {
            claim = new Claim();
            if (!BoundedWork.TryRun(() => claim.Fill(tryHold(queued.Check.Locks)), isHanging ? TimeSpan.Zero : MaxAsking, out _))
            {
                _pending[queued.Index] = claim;
            }
        }

        if (!claim.IsFilled)
        {
            return null;
        }

        _ = _pending.TryRemove(queued.Index, out _);
        return claim.Held;
    }

    /// <summary>What holds the locks of a check, for its processes to inherit.</summary>
    public ImmutableArray<SafeFileHandle> HandlesOf(QueuedCheck queued) => _held.TryGetValue(queued.Index, out var held) ? held.Handles : [];

    /// <summary>Gives the locks of a check back.</summary>
    public void Release(QueuedCheck queued)
    {
        if (_held.TryRemove(queued.Index, out var held))
        {
            held.Dispose();
        }
    }

    /// <summary>The same observation, with the time that the check waited for other processes, where it did.</summary>
    public Observation Tell(int index, Observation seen)
    {
        if (!_waits.TryGetValue(index, out var wait))
        {
            return seen;
        }

        var waited = time.GetElapsedTime(wait.Since, wait.Until ?? time.GetTimestamp());
        return seen with { Details = seen.Details.SetItem("waited_ms", (long)waited.TotalMilliseconds) };
    }

    private sealed class Claim
    {
        private volatile bool _isFilled;

        public bool IsFilled => _isFilled;

        /// <summary>What is held; null where another process holds it.</summary>
        public HeldLocks? Held { get; private set; }

        public bool Fill(HeldLocks? held)
        {
            Held = held;
            return _isFilled = true;
        }
    }

    private sealed record Wait(long Since, long? Until);
}
