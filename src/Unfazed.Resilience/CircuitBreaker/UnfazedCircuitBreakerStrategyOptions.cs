using Polly;

namespace Unfazed.Resilience;

/// <summary>What counts as a failure of the service that a breaker in a pipeline guards.</summary>
/// <typeparam name="TResult">What the pipeline's operations give.</typeparam>
public sealed class UnfazedCircuitBreakerStrategyOptions<TResult> : ResilienceStrategyOptions
{
    internal static readonly Func<Outcome<TResult>, bool> AnyException = static outcome => outcome.Exception is not null and not OperationCanceledException;

    /// <summary>Options under the name that telemetry shows.</summary>
    public UnfazedCircuitBreakerStrategyOptions() => Name = "UnfazedCircuitBreaker";

    /// <summary>
    /// How long the steps inside the breaker may take, as a rule the timeout of one attempt: a probe's lease is this and
    /// <see cref="CircuitBreakerOptions.LeaseGrace"/>. Above 0 and at most 30 days; <see cref="CircuitBreakerOptions.OperationTimeout"/> if null.
    /// </summary>
    public TimeSpan? OperationTimeout { get; set; }

    /// <summary>
    /// Whether an outcome, an exception or a result, is the service's failure; by default any exception but a cancellation. Other
    /// exceptions are neutral, other results are successes. Where it throws the call counts for nothing and ends with what it threw.
    /// It is not asked when the token of the pipeline around the breaker has fired: the caller's impatience is neutral.
    /// </summary>
    public Func<Outcome<TResult>, bool> IsFailure { get; set; } = AnyException;

    internal void Validate()
    {
        if (IsFailure is null)
        {
            throw new ArgumentException("IsFailure must be a predicate; leave it out for the default.", nameof(IsFailure));
        }

        if (OperationTimeout is { } timeout && (timeout <= TimeSpan.Zero || timeout > CircuitBreakerOptions.Longest))
        {
            throw new ArgumentOutOfRangeException(nameof(OperationTimeout), timeout, "OperationTimeout must be above 0 and at most 30 days.");
        }
    }
}
