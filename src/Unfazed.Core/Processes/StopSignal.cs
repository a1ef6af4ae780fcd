namespace Unfazed.Core.Processes;

/// <summary>Tells one check to stop, once, with the reason and the time it has to do so. The first reason wins.</summary>
/// <remarks>Which stop fired is asked here and never guessed from an exception: a callee may swallow a cancellation or dress it up.</remarks>
public sealed class StopSignal : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly Lock _gate = new();
    private StopReason _reason;
    private Action? _wakeups;
    private bool _isDisposed;

    /// <summary>Fires when the check is told to stop: the moment of SIGTERM for a process.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Why, or <see cref="StopReason.None"/> while nobody asked.</summary>
    public StopReason Reason
    {
        get
        {
            lock (_gate)
            {
                return _reason;
            }
        }
    }

    /// <summary>From the request to the end by force (SIGKILL); set before <see cref="Token"/> fires.</summary>
    public TimeSpan Grace { get; private set; }

    /// <summary>Asks the check to stop. Only the first call counts, and none after <see cref="Dispose"/>: a timer may be late.</summary>
    /// <param name="reason">Why; not <see cref="StopReason.None"/>.</param>
    /// <param name="grace">How long it may take before it is ended by force; zero or more.</param>
    /// <returns>True for the call that counted.</returns>
    public bool Stop(StopReason reason, TimeSpan grace)
    {
        ArgumentOutOfRangeException.ThrowIfEqual((int)reason, (int)StopReason.None);
        ArgumentOutOfRangeException.ThrowIfLessThan(grace, TimeSpan.Zero);
        Action? wakeups;
        lock (_gate)
        {
            if (_isDisposed || _reason != StopReason.None)
            {
                return false;
            }

            _reason = reason;
            Grace = grace;
            wakeups = _wakeups;
        }

        wakeups?.Invoke();

        // Callbacks run outside the lock, and not on the thread of the watchdog.
        _ = _source.CancelAsync();
        return true;
    }

    /// <summary>Has something called at the stop, on the thread that asks for it and at once: it must not block. Called now when the stop was before.</summary>
    internal void Subscribe(Action wakeup)
    {
        lock (_gate)
        {
            if (_reason == StopReason.None)
            {
                _wakeups += wakeup;
                return;
            }
        }

        wakeup();
    }

    internal void Unsubscribe(Action wakeup)
    {
        lock (_gate)
        {
            _wakeups -= wakeup;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            // Whoever asked for the stop may be about to fire the token: it holds nothing that needs disposal.
            if (!_isDisposed && _reason == StopReason.None)
            {
                _source.Dispose();
            }

            _isDisposed = true;
        }
    }
}

/// <summary>Why a check was told to stop.</summary>
public enum StopReason
{
    /// <summary>It was not.</summary>
    None,

    /// <summary>Its own timeout.</summary>
    Timeout,

    /// <summary>The run's deadline.</summary>
    Deadline,

    /// <summary>Another check failed under <c>--fail-fast</c>.</summary>
    FailFast,

    /// <summary>A signal to the run, or the caller's cancellation.</summary>
    Interrupt,
}
