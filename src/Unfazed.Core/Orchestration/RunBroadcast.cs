using System.Collections.Immutable;

namespace Unfazed.Core.Orchestration;

/// <summary>Tells the journal and the listeners what happens, each on a path of its own: a display that hangs costs the journal nothing.</summary>
internal sealed class RunBroadcast(IRunListener journal, ImmutableArray<IRunListener> listeners, TimeProvider time)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    private readonly EventPump _journal = new([journal]);
    private readonly EventPump _listeners = new(listeners);

    /// <summary>Covers secrets in notices.</summary>
    public required RunSecrets Secrets { get; init; }

    public void Publish(RunEvent runEvent)
    {
        _journal.Publish(runEvent);
        _listeners.Publish(runEvent);
    }

    /// <summary>Says in one line what the run could not do and went on without.</summary>
    public void Notice(string message) => _listeners.Publish(new RunNotice(time.GetUtcNow(), Secrets.Redactor.Text(message)));

    /// <summary>Waits until everything was heard, or for two seconds.</summary>
    public void Complete()
    {
        _journal.Complete();
        _listeners.Complete();
        var started = time.GetTimestamp();
        if (_journal.Wait(Limit) && Limit - time.GetElapsedTime(started) is var left && left > TimeSpan.Zero)
        {
            _ = _listeners.Wait(left);
        }
    }
}
