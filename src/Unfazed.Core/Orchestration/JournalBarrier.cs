namespace Unfazed.Core.Orchestration;

/// <summary>
/// Holds an event back from the listeners until the journal has recorded it: what a run has shown is still there after <c>kill -9</c>. A journal
/// that does not respond within the limit is waited for once; from then on the listeners receive their events without it.
/// </summary>
internal sealed class JournalBarrier(TimeSpan limit)
{
    private readonly object _gate = new();
    private int _recorded;

    /// <summary>Receives each event after the journal, on the same thread.</summary>
    public IRunListener AfterJournal => new Listener(_ => Record());

    /// <summary>Receives each event before the listeners, on their thread. It throws when the limit has passed, which switches it off.</summary>
    public IRunListener BeforeListeners => new Listener(Wait);

    private void Record()
    {
        lock (_gate)
        {
            _recorded++;
            Monitor.Pulse(_gate);
        }
    }

    private void Wait(RunEvent runEvent)
    {
        // A notice is for people alone: the journal does not receive it.
        if (runEvent is RunNotice)
        {
            return;
        }

        lock (_gate)
        {
            while (_recorded == 0)
            {
                if (!Monitor.Wait(_gate, limit))
                {
                    throw new TimeoutException($"the journal did not record an event within {limit.TotalMilliseconds} ms");
                }
            }

            _recorded--;
        }
    }

    private sealed class Listener(Action<RunEvent> act) : IRunListener
    {
        public void On(RunEvent runEvent) => act(runEvent);
    }
}
