using Polly;

namespace Unfazed.Resilience;

/// <summary>What counts as a failure of the service that a breaker in a pipeline guards.</summary>
/// <typeparam name="TResult">What the pipeline's operations give.</typeparam>
public sealed class UnfazedCircuitBreakerStrategyOptions<TResult> : ResilienceStrategyOptions
{
    /// <summary>Options under the name that telemetry shows.</summary>
    public UnfazedCircuitBreakerStrategyOptions() => Name = "UnfazedCircuitBreaker";

    /// <summary>
    /// Whether an outcome, an exception or a result, is the service's failure; any exception but a cancellation unless told. Other
    /// exceptions are neutral, other results are successes. Where it throws the call counts for nothing and ends with what it threw.
    /// It is not asked when the token of the pipeline around the breaker has fired: the caller's impatience is neutral.
    /// </summary>
    public Func<Outcome<TResult>, bool> IsFailure { get; set; } =
        static outcome => outcome.Exception is not null and not OperationCanceledException;
}
