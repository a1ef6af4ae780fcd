using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Polly;
using Polly.Retry;

namespace Unfazed.Resilience;

/// <summary>
/// Calls a service behind its breaker, again after a connection or timeout error, in the order total timeout, retry, concurrency limit,
/// breaker, attempt timeout, operation. An open breaker means no call and no delay; a breaker that opens half-way ends the attempts.
/// </summary>
/// <remarks>
/// With a timeout each attempt runs on a thread outside of the pool, so that the timeout also bounds an operation that blocks its thread or
/// ignores its token; without one it runs on the caller's thread.
/// </remarks>
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

    /// <summary>The same operation with these attempts, behind this breaker.</summary>
    public Func<CancellationToken, Task<TResult>> Wrap<TResult>(Func<CancellationToken, Task<TResult>> operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        return token => this.ExecuteAsync(operation, token).AsTask();
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

    /// <summary>As <see cref="ExecuteAsync{TResult}(Func{CancellationToken, ValueTask{TResult}}, CancellationToken)"/>, with what it would throw as a value.</summary>
    public async ValueTask<Outcome<TResult>> TryExecuteAsync<TResult>(
        Func<CancellationToken, ValueTask<TResult>> operation, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(operation);
        var pipeline = (ResiliencePipeline<TResult>)_pipelines.GetOrAdd(typeof(TResult), static (_, self) => self.Build<TResult>(), this);
        var call = new RetryCall<TResult>(operation, _breaker.Name, _options, _breaker.TimeProvider, Budget);
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        try
        {
            if (_options.TotalTimeout is not null)
            {
                context.Properties.Set(RetryCall<TResult>.Key, call);
            }

            var outcome = await pipeline
                .ExecuteOutcomeAsync(static (context, call) => call.AttemptAsync(context.CancellationToken), context, call)
                .ConfigureAwait(false);
            return outcome.Exception is { } error
                ? Outcome.FromException<TResult>(Surface(error, call.LastError, cancellationToken))
                : outcome;
        }
        catch (Exception error)
        {
            // What a predicate throws, Polly throws and does not give as an outcome.
            return Outcome.FromException<TResult>(error);
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
        var builder = new ResiliencePipelineBuilder<TResult> { Name = _breaker.Name, TimeProvider = DedicatedTimeProvider.For(_breaker.TimeProvider) };

        // Polly counts retries and refuses none; here the first attempt counts.
        if (_options.MaxAttempts > 1)
        {
            builder.AddRetry(RetryOptions<TResult>());
        }

        if (_options.ConcurrencyLimit is { } limit)
        {
            builder.AddUnfazedConcurrencyLimit(limit);
        }

        return builder.AddUnfazedCircuitBreaker(_breaker, new UnfazedCircuitBreakerStrategyOptions<TResult>
        {
            IsFailure = outcome => WasRefusedForAbandoned(outcome.Exception) || _options.Fails(Attempt(outcome)),
            OperationTimeout = _options.MaxAttempt,
        }).Build();
    }

    // Attempts before it hang: a probe that was not started for them says so, and must not elect the next one at once.
    private bool WasRefusedForAbandoned(Exception? error) =>
        error is AbandonedWorkLimitException refused && string.Equals(refused.OperationName, _breaker.Name, StringComparison.Ordinal);

    private RetryStrategyOptions<TResult> RetryOptions<TResult>() => new()
    {
        MaxRetryAttempts = _options.MaxAttempts - 1,
        ShouldHandle = MayRetryOrDiscard,
        DelayGenerator = args => ValueTask.FromResult<TimeSpan?>(
            args.Context.Properties.TryGetValue(RetryCall<TResult>.Key, out var call) ? call.NextDelay : Delay(Attempt(args.Outcome), args.AttemptNumber)),
        OnRetry = _ =>
        {
            ResilienceTelemetry.Retried(_breaker.Name);
            return ValueTask.CompletedTask;
        },
    };

    private ValueTask<bool> MayRetryOrDiscard<TResult>(RetryPredicateArguments<TResult> args)
    {
        try
        {
            return ValueTask.FromResult(MayRetry(args));
        }
        catch (Exception)
        {
            // Nobody receives the result of a call whose predicate threw.
            _ = DiscardedResult.DisposeAsync(args.Outcome.Result).AsTask();
            throw;
        }
    }

    private bool MayRetry<TResult>(RetryPredicateArguments<TResult> args)
    {
        var outcome = Attempt(args.Outcome);
        if (args.AttemptNumber >= _options.MaxAttempts - 1
            || args.Context.CancellationToken.IsCancellationRequested
            || !_options.Retries(outcome)
            || _breaker.IsKnownToReject
            || Asked(outcome) > _options.MaxDelay)
        {
            return false;
        }

        var fits = !args.Context.Properties.TryGetValue(RetryCall<TResult>.Key, out var call) || call.Fits(Delay(outcome, args.AttemptNumber));

        // Last: a retry that is not made for another reason must not be paid for.
        return fits && (Budget?.TrySpend() ?? true);
    }

    private RetryBudget? Budget => _options.RetryBudget ?? _breaker.RetryBudget;

    private TimeSpan Delay(in AttemptOutcome outcome, int retry) => Asked(outcome) ?? Backoff.Delay(retry, _options, Random.Shared.NextDouble);

    // A time that is over means at once. Polly takes a negative delay for none, and waits as long as it does by default.
    private TimeSpan? Asked(in AttemptOutcome outcome) =>
        (_options.RetryAfter is { } asked ? asked(outcome) : outcome.RetryAfter(_breaker.TimeProvider.GetUtcNow())) is not { } delay ? null
            : delay > TimeSpan.Zero ? delay : TimeSpan.Zero;

    // A result is boxed only where somebody looks at it.
    private AttemptOutcome Attempt<TResult>(Outcome<TResult> outcome) =>
        outcome.Exception is { } error ? new AttemptOutcome(error, null)
        : _options.IsFailure is null && _options.ShouldRetry is null && _options.RetryAfter is null && outcome.Result is not HttpResponseMessage ? default
        : new AttemptOutcome(null, outcome.Result);

    private Exception Surface(Exception error, Exception? lastError, CancellationToken caller) => error switch
    {
        OperationCanceledException when caller.IsCancellationRequested =>
            new OperationCanceledException($"The call behind '{_breaker.Name}' was cancelled.", error, caller),
        CircuitOpenException when lastError is not null => lastError,
        _ => error,
    };
}
