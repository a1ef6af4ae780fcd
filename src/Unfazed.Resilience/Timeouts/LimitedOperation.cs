namespace Unfazed.Resilience;

/// <summary>One operation under a time limit.</summary>
internal sealed class LimitedOperation<T>(Func<CancellationToken, Task<T>> operation, TimeSpan timeout, string name, TimeLimitOptions options)
{
    private volatile bool _endedInTime;

    public async Task<T> RunAsync(CancellationToken caller)
    {
        caller.ThrowIfCancellationRequested();
        if (AbandonedWork.Count >= options.MaxAbandoned)
        {
            throw new AbandonedWorkLimitException(name, options.MaxAbandoned);
        }

        using var deadline = new CancellationTokenSource(timeout, options.TimeProvider);
        var linked = CancellationTokenSource.CreateLinkedTokenSource(caller, deadline.Token);
        var token = linked.Token;
        var work = Task.Run(() => WatchAsync(linked), CancellationToken.None);
        var fired = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var registration = token.UnsafeRegister(static state => ((TaskCompletionSource)state!).TrySetResult(), fired);
        await using (registration.ConfigureAwait(false))
        {
            await Task.WhenAny(work, fired.Task).ConfigureAwait(false);
        }

        if (!work.IsCompleted)
        {
            await WaitForGraceAsync(work).ConfigureAwait(false);
        }

        return await EndAsync(work, caller).ConfigureAwait(false);
    }

    private async Task<T> WatchAsync(CancellationTokenSource linked)
    {
        // Disposed here and not by the caller's side: an abandoned operation may use its token for as long as it runs.
        using (linked)
        {
            try
            {
                return await operation(linked.Token).ConfigureAwait(false);
            }
            finally
            {
                _endedInTime = !linked.IsCancellationRequested;
            }
        }
    }

    private async Task WaitForGraceAsync(Task work)
    {
        using var enough = new CancellationTokenSource();
        await Task.WhenAny(work, Task.Delay(options.Grace, options.TimeProvider, enough.Token)).ConfigureAwait(false);
        await enough.CancelAsync().ConfigureAwait(false);
    }

    private async Task<T> EndAsync(Task<T> work, CancellationToken caller)
    {
        if (!work.IsCompleted)
        {
            AbandonedWork.Add(work);
            throw Reason(abandoned: true, null, caller);
        }

        if (_endedInTime)
        {
            return await work.ConfigureAwait(false);
        }

        try
        {
            await DiscardedResult.DisposeAsync(await work.ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            throw Reason(abandoned: false, e, caller);
        }

        throw Reason(abandoned: false, null, caller);
    }

    private Exception Reason(bool abandoned, Exception? inner, CancellationToken caller)
    {
        if (caller.IsCancellationRequested)
        {
            return new OperationCanceledException($"'{name}' was cancelled by its caller.", inner, caller);
        }

        ResilienceTelemetry.TimeExceeded(name);
        return new OperationTimeoutException(name, timeout, abandoned, inner);
    }
}
