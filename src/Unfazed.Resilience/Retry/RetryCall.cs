using Polly;

namespace Unfazed.Resilience;

/// <summary>One call with its attempts: limits each, remembers the last real error, and takes a fired token for what it is.</summary>
internal sealed class RetryCall<TResult>(
    Func<CancellationToken, ValueTask<TResult>> operation, string name, RetryWithBreakerOptions options, TimeProvider time, RetryBudget? budget)
{
    /// <summary>Finds the call that a context belongs to; set where the time of all attempts is limited.</summary>
    public static readonly ResiliencePropertyKey<RetryCall<TResult>> Key = new("unfazed.retry_call");

    private readonly long _started = options.TotalTimeout is null ? 0 : time.GetTimestamp();
    private int _attempts;
    private bool _isRecorded;

    /// <summary>What the last attempt that reached the service ended with, if that was an error.</summary>
    public Exception? LastError { get; private set; }

    /// <summary>The delay before the next attempt that <see cref="Fits"/> has accepted.</summary>
    public TimeSpan NextDelay { get; private set; }

    /// <summary>Whether a delay ends before the time of all attempts does.</summary>
    public bool Fits(TimeSpan delay)
    {
        NextDelay = delay;
        return delay < Left();
    }

    public async ValueTask<Outcome<TResult>> AttemptAsync(CancellationToken token)
    {
        if (!_isRecorded)
        {
            // Here and not before: a call that the breaker rejects is no load that may be multiplied.
            _isRecorded = true;
            budget?.RecordCall();
        }

        try
        {
            var result = await RunAsync(token).ConfigureAwait(false);
            if (!token.IsCancellationRequested)
            {
                return Outcome.FromResult(result);
            }

            await DiscardedResult.DisposeAsync(result).ConfigureAwait(false);
            return Outcome.FromException<TResult>(new OperationCanceledException(token));
        }
        catch (Exception error) when (token.IsCancellationRequested)
        {
            // A callee may report the cancellation as something else; the pipeline and the caller look for a cancellation.
            return Outcome.FromException<TResult>(new OperationCanceledException(error.Message, error, token));
        }
        catch (OperationTimeoutException error) when (error.Scope == TimeoutScope.Total && LastError is { } last)
        {
            return Outcome.FromException<TResult>(
                new OperationTimeoutException(error.OperationName, error.Timeout, error.Abandoned, last) { Scope = TimeoutScope.Total });
        }
        catch (Exception error)
        {
            LastError = error;
            return Outcome.FromException<TResult>(error);
        }
    }

    private ValueTask<TResult> RunAsync(CancellationToken token)
    {
        if ((options.AttemptTimeout ?? options.TotalTimeout) is not { } limit)
        {
            return operation(token);
        }

        // The first attempt has the whole time of all where it has no other limit: that it did not suffice is the service's failure.
        var left = Left();
        var hasWholeTime = _attempts++ == 0 && options.AttemptTimeout is null;
        var isTotal = left < limit && !hasWholeTime;
        if (left <= TimeSpan.Zero)
        {
            throw new OperationTimeoutException(name, options.TotalTimeout!.Value, abandoned: false) { Scope = TimeoutScope.Total };
        }

        var limited = new LimitedOperation<TResult>(
            stop => operation(stop).AsTask(),
            left < limit ? left : limit,
            name,
            new TimeLimitOptions { Grace = options.Grace, MaxAbandoned = options.MaxAbandoned, TimeProvider = time })
        {
            Scope = isTotal ? TimeoutScope.Total : TimeoutScope.Attempt,
            Named = isTotal ? options.TotalTimeout : limit,
        };
        return new ValueTask<TResult>(limited.RunAsync(token));
    }

    private TimeSpan Left() => options.TotalTimeout is { } total ? total - time.GetElapsedTime(_started) : TimeSpan.MaxValue;
}
