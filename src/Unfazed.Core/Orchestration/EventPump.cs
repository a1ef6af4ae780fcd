using System.Collections.Immutable;
using System.Threading.Channels;

namespace Unfazed.Core.Orchestration;

/// <summary>Hands events to the listeners in order, one at a time, off the path of the checks.</summary>
internal sealed class EventPump
{
    private readonly Channel<RunEvent> _events = Channel.CreateUnbounded<RunEvent>(new UnboundedChannelOptions { SingleReader = true });
    private readonly List<IRunListener> _listeners;
    private readonly Task _pumping;

    public EventPump(ImmutableArray<IRunListener> listeners)
    {
        _listeners = [.. listeners];
        _pumping = Task.Run(PumpAsync);
    }

    public void Publish(RunEvent runEvent) => _events.Writer.TryWrite(runEvent);

    /// <summary>Waits until the listeners have seen everything, or for <paramref name="limit"/>: one that never returns must not hold the answer.</summary>
    public async Task CompleteAsync(TimeSpan limit, TimeProvider time)
    {
        _events.Writer.TryComplete();
        try
        {
            await _pumping.WaitAsync(limit, time, CancellationToken.None).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // The report is what counts; a listener that hangs loses its place.
        }
    }

    private async Task PumpAsync()
    {
        await foreach (var runEvent in _events.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            _listeners.RemoveAll(listener => !Tell(listener, runEvent));
        }
    }

    private static bool Tell(IRunListener listener, RunEvent runEvent)
    {
        try
        {
            listener.On(runEvent);
            return true;
        }
#pragma warning disable CA1031 // A listener is somebody else's code: whatever it throws switches it off and harms nothing.
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }
    }
}
