namespace Unfazed.Resilience;

/// <summary>One operation under a time limit. It and its timers run on <see cref="DedicatedThreads"/>.</summary>
#pragma warning disable CA1001 // The source has no timer: it holds nothing to dispose, and abandoned work may use its token for as long as it runs.
internal sealed class LimitedOperation<T>
#pragma warning restore CA1001
{
    private readonly Func<CancellationToken, Task<T>> _operation;
    private readonly TimeSpan _timeout;
    private readonly string _name;
    private readonly TimeLimitOptions _options;
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();

    // Completed on a dedicated thread when the time is over, so that whoever waits needs no thread of the pool to continue.
    private readonly TaskCompletionSource<T> _result;

    private CancellationTokenRegistration _registration;
    private CancellationToken _caller;
    private ITimer? _timer;
    private ITimer? _grace;
    private Phase _phase;
    private bool _isCallersStop;

    public LimitedOperation(Func<CancellationToken, Task<T>> operation, TimeSpan timeout, string name, TimeLimitOptions options)
    {
        _operation = operation;
        _timeout = timeout;
        _name = name;
        _options = options;
        var isSystemClock = ReferenceEquals(options.TimeProvider, TimeProvider.System);
        _result = new TaskCompletionSource<T>(isSystemClock ? TaskCreationOptions.None : TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private enum Phase
    {
        Running,
        Stopping,
        Abandoned,
        Ended,
    }

    /// <summary>Which of several timeouts it is, for the exception.</summary>
    public TimeoutScope Scope { get; init; } = TimeoutScope.Operation;

    /// <summary>The timeout that the exception names, where this one is what was left of it.</summary>
    public TimeSpan? Named { get; init; }

    public async Task<T> RunAsync(CancellationToken caller)
    {
        caller.ThrowIfCancellationRequested();
        if (AbandonedWork.TryStart(_name, _options) is { } limit)
        {
            throw new AbandonedWorkLimitException(_name, limit);
        }

        _caller = caller;
        _timer = _timeout == Timeout.InfiniteTimeSpan ? null : CreateTimer(static state => ((LimitedOperation<T>)state!).Stop(isCallers: false), _timeout);

        // The caller's Cancel must not run what continues after this call.
        _registration = caller.UnsafeRegister(static state => DedicatedThreads.Run(() => ((LimitedOperation<T>)state!).Stop(isCallers: true)), this);
        _ = Task.Factory.StartNew(
            static state => ((LimitedOperation<T>)state!).ExecuteAsync(), this, CancellationToken.None, TaskCreationOptions.DenyChildAttach, DedicatedThreadScheduler.Instance);
        return await _result.Task.ConfigureAwait(false);
    }

    private ITimer CreateTimer(TimerCallback callback, TimeSpan after) =>
        DedicatedTimeProvider.For(_options.TimeProvider).CreateTimer(callback, this, after, Timeout.InfiniteTimeSpan);

    private async Task ExecuteAsync()
    {
        T? result = default;
        Exception? error = null;
        try
        {
            // A side effect after the caller was told of the timeout would come on top of the caller's next attempt.
            _stop.Token.ThrowIfCancellationRequested();
            result = await _operation(_stop.Token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            error = e;
        }

        await EndAsync(result, error).ConfigureAwait(false);
    }

    private void Stop(bool isCallers)
    {
        lock (_gate)
        {
            if (_phase != Phase.Running)
            {
                return;
            }

            _phase = Phase.Stopping;
            _isCallersStop = isCallers;
            _grace = CreateTimer(static state => ((LimitedOperation<T>)state!).Abandon(), _options.Grace);
        }

        try
        {
            _stop.Cancel();
        }
        catch (AggregateException)
        {
            // Callbacks that the operation registered on its token are its own affair.
        }
    }

    private void Abandon()
    {
        lock (_gate)
        {
            if (_phase != Phase.Stopping)
            {
                return;
            }

            _phase = Phase.Abandoned;
            AbandonedWork.Abandon(_name);
        }

        Release();
        _result.TrySetException(Reason(abandoned: true, null));
    }

    private async Task EndAsync(T? result, Exception? error)
    {
        Phase before;
        lock (_gate)
        {
            before = _phase;
            _phase = Phase.Ended;
        }

        AbandonedWork.End(_name, before == Phase.Abandoned);
        Release();
        if (before == Phase.Running)
        {
            Complete(result, error);
            return;
        }

        // Which token fired decides, not what came back; nobody receives this result. What abandoned work throws is observed here.
        await DiscardedResult.DisposeAsync(result).ConfigureAwait(false);
        if (before == Phase.Stopping)
        {
            _result.TrySetException(Reason(abandoned: false, error));
        }
    }

    private void Complete(T? result, Exception? error)
    {
        if (error is not null)
        {
            _result.TrySetException(error);
        }
        else
        {
            _result.TrySetResult(result!);
        }
    }

    private void Release()
    {
        _timer?.Dispose();
        _grace?.Dispose();
        _registration.Unregister();
    }

    private Exception Reason(bool abandoned, Exception? inner)
    {
        if (_isCallersStop)
        {
            return new OperationCanceledException($"'{_name}' was cancelled by its caller.", inner, _caller);
        }

        ResilienceTelemetry.TimeExceeded(_name);
        return new OperationTimeoutException(_name, Named ?? _timeout, abandoned, inner) { Scope = Scope };
    }
}
