using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace Unfazed.Resilience;

/// <summary>
/// Calls a service behind its breaker, again after a connection or timeout error, in the order total timeout, retry, breaker, attempt
/// timeout, operation. An open breaker means no call and no delay; a breaker that opens half-way ends the attempts.
/// </summary>
public sealed class RetryWithBreaker
{
    private readonly ConcurrentDictionary<Type, object> _pipelines = new();
    private readonly CircuitBreaker _breaker;
    private readonly RetryWithBreakerOptions _options;

    /// <summary>Behind the breaker of this name in <see cref="CircuitBreakerRegistry.Shared"/>.</summary>
    /// <param name="breakerName">The breaker's name.</param>
    /// <param name="maxAttempts">How many attempts in all, the first included: 1 to 1,000,000.</param>
    /// <param name="exceptions">What is retried and counted, with subclasses; connection and timeout errors if null.</param>
    /// <exception cref="ArgumentException">The name is empty or <paramref name="maxAttempts"/> is out of its range.</exception>
    public RetryWithBreaker(string breakerName, int maxAttempts = 3, IReadOnlyList<Type>? exceptions = null)
        : this(
            CircuitBreakerRegistry.Shared.GetBreaker(breakerName),
            new RetryWithBreakerOptions { MaxAttempts = maxAttempts, Exceptions = exceptions })
    {
    }

    /// <summary>Behind <paramref name="breaker"/>, on its clock.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public RetryWithBreaker(CircuitBreaker breaker, RetryWithBreakerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(breaker);
        _breaker = breaker;
        _options = options ?? new RetryWithBreakerOptions();
        _options.Validate();
    }

    /// <summary>Calls <paramref name="operation"/> until it succeeds or there is no point in another attempt.</summary>
    /// <exception cref="CircuitOpenException">The breaker rejected the first attempt.</exception>
    /// <exception cref="OperationTimeoutException">The total, or the last attempt, ran out of time.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> fired; it is the exception's token.</exception>
    public async ValueTask<TResult> ExecuteAsync<TResult>(
        Func<CancellationToken, ValueTask<TResult>> operation, CancellationToken cancellationToken = default)
    {
        var outcome = await TryExecuteAsync(operation, cancellationToken).ConfigureAwait(false);
        outcome.ThrowIfException();
        return outcome.Result!;
    }

    /// <summary>As the other, for an operation without a result.</summary>
    public async ValueTask ExecuteAsync(Func<CancellationToken, ValueTask> operation, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(operation);
        await ExecuteAsync(
            async token =>
            {
                await operation(token).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>As <see cref="ExecuteAsync{TResult}"/>, with what it would throw as a value.</summary>
    public async ValueTask<Outcome<TResult>> TryExecuteAsync<TResult>(
        Func<CancellationToken, ValueTask<TResult>> operation, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(operation);
        var pipeline = (ResiliencePipeline<TResult>)_pipelines.GetOrAdd(typeof(TResult), static (_, self) => self.Build<TResult>(), this);
        var call = new RetryCall<TResult>(operation);
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        try
        {
            var outcome = await pipeline
                .ExecuteOutcomeAsync(static (context, call) => call.AttemptAsync(context.CancellationToken), context, call)
                .ConfigureAwait(false);
            return outcome.Exception is { } error
                ? Outcome.FromException<TResult>(Surface(error, call.LastError, cancellationToken))
                : outcome;
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    [UnconditionalSuppressMessage(
        "Trimming", "IL2091", Justification = "Polly inspects results only to validate its options by attributes; ours were validated here.")]
    private ResiliencePipeline<TResult> Build<TResult>()
    {
        var builder = new ResiliencePipelineBuilder<TResult> { Name = _breaker.Name, TimeProvider = _breaker.TimeProvider };
        if (_options.TotalTimeout is { } total)
        {
            builder.AddTimeout(total);
        }

        // Polly counts retries and refuses none; here the first attempt counts.
        if (_options.MaxAttempts > 1)
        {
            builder.AddRetry(RetryOptions<TResult>());
        }

        builder.AddUnfazedCircuitBreaker(_breaker, new UnfazedCircuitBreakerStrategyOptions<TResult>
        {
            IsFailure = outcome => outcome.Exception is { } error && _options.Handles(error),
        });
        if (_options.AttemptTimeout is { } attempt)
        {
            builder.AddTimeout(attempt);
        }

        return builder.Build();
    }

    private RetryStrategyOptions<TResult> RetryOptions<TResult>() => new()
    {
        MaxRetryAttempts = _options.MaxAttempts - 1,
        ShouldHandle = args => ValueTask.FromResult(
            args.Outcome.Exception is { } error
            && _options.Handles(error)
            && !args.Context.CancellationToken.IsCancellationRequested
            && !_breaker.IsKnownToReject),
        DelayGenerator = args => ValueTask.FromResult<TimeSpan?>(Backoff.Delay(args.AttemptNumber, _options, Random.Shared.NextDouble)),
        OnRetry = _ =>
        {
            ResilienceTelemetry.Retried(_breaker.Name);
            return ValueTask.CompletedTask;
        },
    };

    private Exception Surface(Exception error, Exception? lastError, CancellationToken caller)
    {
        if (caller.IsCancellationRequested && error is OperationCanceledException)
        {
            return new OperationCanceledException($"The call behind '{_breaker.Name}' was cancelled.", error, caller);
        }

        switch (error)
        {
            case CircuitOpenException when lastError is not null:
                return lastError;
            case TimeoutRejectedException timeout:
                ResilienceTelemetry.TimeExceeded(_breaker.Name);
                return new OperationTimeoutException(_breaker.Name, timeout.Timeout, abandoned: false, lastError ?? error);
            default:
                return error;
        }
    }
}
