namespace Unfazed.Resilience;

/// <summary>
/// Delivers transitions in order, each once, on the thread pool: a listener that throws, blocks or calls back into its breaker keeps no
/// caller waiting.
/// </summary>
internal sealed class TransitionFeed
{
    private readonly Lock _gate = new();
    private readonly Queue<CircuitTransition> _pending = new();
    private TaskCompletionSource? _idle;

    /// <summary>Listeners, called one after the other for each transition.</summary>
    public event Action<CircuitTransition>? Delivered;

    /// <summary>Completes when nothing is left to deliver.</summary>
    public Task WhenIdle
    {
        get
        {
            lock (_gate)
            {
                return _idle?.Task ?? Task.CompletedTask;
            }
        }
    }

    /// <summary>Called under the breaker's lock, which is what puts the transitions in order; nothing is delivered before it returns.</summary>
    public void EnqueueLocked(CircuitTransition transition)
    {
        if (Delivered is null)
        {
            return;
        }

        lock (_gate)
        {
            _pending.Enqueue(transition);
            if (_idle is not null)
            {
                return;
            }

            _idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        ThreadPool.UnsafeQueueUserWorkItem(static feed => feed.Deliver(), this, preferLocal: false);
    }

    private void Deliver()
    {
        while (TakeNext() is { } transition)
        {
            Tell(Delivered, transition);
        }
    }

    /// <summary>Calls each listener; one that throws keeps nothing from the others.</summary>
    public static void Tell(Action<CircuitTransition>? listeners, CircuitTransition transition)
    {
        foreach (var listener in listeners?.GetInvocationList() ?? [])
        {
            TellOne((Action<CircuitTransition>)listener, transition);
        }
    }

    private CircuitTransition? TakeNext()
    {
        TaskCompletionSource idle;
        lock (_gate)
        {
            if (_pending.TryDequeue(out var next))
            {
                return next;
            }

            idle = _idle!;
            _idle = null;
        }

        idle.SetResult();
        return null;
    }

    private static void TellOne(Action<CircuitTransition> listener, CircuitTransition transition)
    {
        try
        {
            listener(transition);
        }
        catch (Exception)
        {
            // A listener's fault is its own: there is no caller to tell, and the others still hear.
            ResilienceTelemetry.ListenerFailed(transition.Name);
        }
    }
}
