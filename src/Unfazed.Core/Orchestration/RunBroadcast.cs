using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Unfazed.Core.Orchestration;

/// <summary>
/// Sends events to the journal and then to the listeners, each on a thread of its own: a display that hangs costs the journal nothing, and a
/// journal that hangs costs the display half a second, once.
/// </summary>
internal sealed class RunBroadcast
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan MaxJournalDelay = TimeSpan.FromMilliseconds(500);

    private readonly Lock _order = new();
    private readonly TimeProvider _time;
    private readonly EventPump _journal;
    private readonly EventPump _listeners;
    private readonly ListenerFan _fan;
    private readonly ConcurrentQueue<RunNotice> _late = new();

    public RunBroadcast(IRunListener journal, ImmutableArray<IRunListener> listeners, TimeProvider time)
    {
        var barrier = new JournalBarrier(MaxJournalDelay);
        _time = time;
        _journal = new EventPump([journal, barrier.AfterJournal]);
        _fan = new ListenerFan(listeners, Notice);
        _listeners = new EventPump([barrier.BeforeListeners, _fan]);
    }

    /// <summary>Covers secrets in notices.</summary>
    public required RunSecrets Secrets { get; init; }

    public void Publish(RunEvent runEvent)
    {
        // In one order for both: the barrier counts.
        lock (_order)
        {
            _journal.Publish(runEvent);
            _listeners.Publish(runEvent);
        }
    }

    /// <summary>Says in one line what the run could not do and went on without.</summary>
    public void Notice(string message)
    {
        var notice = new RunNotice(_time.GetUtcNow(), Secrets.Redactor.Text(message));
        if (!_listeners.Publish(notice))
        {
            _late.Enqueue(notice);
        }
    }

    /// <summary>Waits until the listeners have received everything, or for two seconds.</summary>
    public void CompleteListeners()
    {
        var started = TimeProvider.System.GetTimestamp();
        _listeners.Complete();
        _ = _listeners.Wait(Limit);
        foreach (var hung in _fan.Complete(Limit - TimeProvider.System.GetElapsedTime(started), TimeProvider.System))
        {
            Notice($"{hung.GetType().Name} has not returned from an event and receives no more");
        }
    }

    /// <summary>Waits until the journal has received everything, or for two seconds.</summary>
    public void CompleteJournal()
    {
        _journal.Complete();
        _ = _journal.Wait(Limit);
    }

    /// <summary>Gives the listeners the notices that came after <see cref="CompleteListeners"/>, on the thread of the caller.</summary>
    public void DeliverLateNotices()
    {
        while (_late.TryDequeue(out var notice))
        {
            _fan.SendLate(notice);
        }
    }
}
