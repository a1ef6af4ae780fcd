using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Unfazed.Core.Orchestration;

/// <summary>Sends each event to each listener on a thread of its own: one that blocks or throws keeps nothing from the others.</summary>
internal sealed class ListenerFan : IRunListener
{
    private readonly ImmutableArray<(IRunListener Listener, EventPump Pump)> _pumps;
    private readonly ConcurrentDictionary<IRunListener, bool> _off = new(ReferenceEqualityComparer.Instance);

    /// <param name="listeners">Who receives the events.</param>
    /// <param name="notify">Receives a line for people when a listener is switched off.</param>
    public ListenerFan(ImmutableArray<IRunListener> listeners, Action<string> notify) => _pumps =
    [
        .. listeners.Select(listener => (listener, new EventPump([listener], (failed, error) =>
        {
            _off[failed] = true;
            notify($"{failed.GetType().Name} receives no more events of this run: {error.GetType().Name}: {error.Message}");
        }))),
    ];

    /// <inheritdoc/>
    public void On(RunEvent runEvent)
    {
        foreach (var (_, pump) in _pumps)
        {
            pump.Publish(runEvent);
        }
    }

    /// <summary>Waits until every listener has received everything, or until the limit. One that has not returned by then receives no more.</summary>
    /// <returns>The listeners that have not returned.</returns>
    public ImmutableArray<IRunListener> Complete(TimeSpan limit, TimeProvider time)
    {
        var started = time.GetTimestamp();
        foreach (var (_, pump) in _pumps)
        {
            pump.Complete();
        }

        var hung = _pumps.Where(each =>
        {
            var left = limit - time.GetElapsedTime(started);
            return !each.Pump.Wait(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        }).Select(static each => each.Listener).ToImmutableArray();
        foreach (var listener in hung)
        {
            _off[listener] = true;
        }

        return hung;
    }

    /// <summary>Sends an event after the end, on the thread of the caller, to whoever still receives events.</summary>
    public void SendLate(RunEvent runEvent)
    {
        foreach (var (listener, _) in _pumps.Where(each => !_off.ContainsKey(each.Listener)))
        {
            EventPump.Send(listener, runEvent);
        }
    }
}
