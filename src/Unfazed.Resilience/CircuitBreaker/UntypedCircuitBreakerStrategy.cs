using System.Collections.Concurrent;
using Polly;

namespace Unfazed.Resilience;

/// <summary>The breaker as a step of a pipeline that serves every type of result: one typed step for each.</summary>
internal sealed class UntypedCircuitBreakerStrategy(CircuitBreaker breaker, UnfazedCircuitBreakerStrategyOptions<object> options) : ResilienceStrategy
{
    private readonly ConcurrentDictionary<Type, object> _steps = new();

    protected override ValueTask<Outcome<TResult>> ExecuteCore<TResult, TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<TResult>>> callback, ResilienceContext context, TState state) =>
        ((CircuitBreakerStrategy<TResult>)_steps.GetOrAdd(typeof(TResult), static (_, self) => self.Step<TResult>(), this))
            .ExecuteAsync(callback, context, state);

    private CircuitBreakerStrategy<TResult> Step<TResult>()
    {
        // The default asks for the exception alone: no result is boxed for it.
        Func<Outcome<TResult>, bool> isFailure = options.IsFailure == UnfazedCircuitBreakerStrategyOptions<object>.AnyException
            ? UnfazedCircuitBreakerStrategyOptions<TResult>.AnyException
            : outcome => options.IsFailure(outcome.Exception is { } error ? Outcome.FromException<object>(error) : Outcome.FromResult<object>(outcome.Result));
        return new CircuitBreakerStrategy<TResult>(breaker, isFailure, options.OperationTimeout);
    }
}
