using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Unfazed.Core.Orchestration;

/// <summary>Tells the journal and the listeners what happens, each on a path of its own: a display that hangs costs the journal nothing.</summary>
internal sealed class RunBroadcast(IRunListener journal, ImmutableArray<IRunListener> listeners, TimeProvider time)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    private readonly EventPump _journal = new([journal]);
    private readonly EventPump _listeners = new(listeners);
    private readonly ConcurrentQueue<RunNotice> _late = new();

    /// <summary>Covers secrets in notices.</summary>
    public required RunSecrets Secrets { get; init; }

    public void Publish(RunEvent runEvent)
    {
        _journal.Publish(runEvent);
        _listeners.Publish(runEvent);
    }

    /// <summary>Says in one line what the run could not do and went on without.</summary>
    public void Notice(string message)
    {
        var notice = new RunNotice(time.GetUtcNow(), Secrets.Redactor.Text(message));
        if (!_listeners.Publish(notice))
        {
            _late.Enqueue(notice);
        }
    }

    /// <summary>Waits until the listeners have received everything, or for two seconds.</summary>
    public void CompleteListeners()
    {
        _listeners.Complete();
        _ = _listeners.Wait(Limit);
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
            foreach (var listener in listeners)
            {
                EventPump.Tell(listener, notice);
            }
        }
    }
}
