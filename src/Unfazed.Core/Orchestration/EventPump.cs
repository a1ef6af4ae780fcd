using System.Collections.Immutable;

namespace Unfazed.Core.Orchestration;

/// <summary>Hands events to the listeners in order, one at a time, off the path of the checks, on a thread of its own: a starved pool must not cost the report its listeners.</summary>
internal sealed class EventPump
{
    private readonly Mailbox<RunEvent> _events = new();
    private readonly List<IRunListener> _listeners;
    private readonly Action<IRunListener, Exception> _failed;
    private readonly Thread _pumping;

    /// <param name="listeners">Who receives the events. One that throws receives no more.</param>
    /// <param name="failed">Called when one has thrown; null for nothing.</param>
    public EventPump(ImmutableArray<IRunListener> listeners, Action<IRunListener, Exception>? failed = null)
    {
        _failed = failed ?? (static (_, _) => { });
        _listeners = [.. listeners];
        _pumping = new Thread(Pump) { IsBackground = true, Name = "events" };
        _pumping.Start();
    }

    /// <summary>Hands an event on. A check that was left behind comes too late: the run is told to its end.</summary>
    /// <returns>False when it comes too late.</returns>
    public bool Publish(RunEvent runEvent) => _events.TryPost(runEvent);

    /// <summary>Takes no more events.</summary>
    public void Complete() => _events.Close();

    /// <summary>Waits until the listeners have seen everything, or for <paramref name="limit"/>: one that never returns must not hold the answer.</summary>
    /// <returns>False when the limit came first.</returns>
    public bool Wait(TimeSpan limit) => _pumping.Join(limit);

    private void Pump()
    {
        while (_events.TryTake(out var runEvent))
        {
            _listeners.RemoveAll(listener => !TrySend(listener, runEvent));
        }
    }

    private bool TrySend(IRunListener listener, RunEvent runEvent)
    {
        if (Send(listener, runEvent) is not { } error)
        {
            return true;
        }

        _failed(listener, error);
        return false;
    }

    /// <summary>Hands an event to a listener; returns what it threw, or null.</summary>
    internal static Exception? Send(IRunListener listener, RunEvent runEvent)
    {
        try
        {
            listener.On(runEvent);
            return null;
        }
#pragma warning disable CA1031 // A listener is somebody else's code: whatever it throws switches it off and harms nothing.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return error;
        }
    }
}
