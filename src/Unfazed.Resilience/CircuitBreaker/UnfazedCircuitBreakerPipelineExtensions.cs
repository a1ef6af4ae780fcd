using System.Diagnostics.CodeAnalysis;
using Polly;

namespace Unfazed.Resilience;

/// <summary>Puts a <see cref="CircuitBreaker"/> into a Polly pipeline.</summary>
public static class UnfazedCircuitBreakerPipelineExtensions
{
    /// <summary>
    /// Adds <paramref name="breaker"/> to the pipeline, where Polly's own breaker would stand: inside the retry, outside the timeout of one
    /// attempt. A rejection is an outcome with a <see cref="CircuitOpenException"/>.
    /// </summary>
    /// <typeparam name="TResult">What the pipeline's operations give.</typeparam>
    /// <param name="builder">The pipeline that is being built.</param>
    /// <param name="breaker">The breaker; several pipelines may share it.</param>
    /// <param name="options">What counts as a failure; any exception but a cancellation if null.</param>
    /// <exception cref="ArgumentException">An option is null or out of its range.</exception>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "The options carry no validation attributes that reflection would have to find.")]
    public static ResiliencePipelineBuilder<TResult> AddUnfazedCircuitBreaker<TResult>(
        this ResiliencePipelineBuilder<TResult> builder,
        CircuitBreaker breaker,
        UnfazedCircuitBreakerStrategyOptions<TResult>? options = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(breaker);
        var chosen = options ?? new UnfazedCircuitBreakerStrategyOptions<TResult>();
        chosen.Validate();
        return builder.AddStrategy(_ => new CircuitBreakerStrategy<TResult>(breaker, chosen.IsFailure, chosen.OperationTimeout), chosen);
    }

    /// <summary>
    /// Adds <paramref name="breaker"/> to a pipeline whose operations have any result. Each result is boxed for a predicate of your own in
    /// <paramref name="options"/>; the default boxes none.
    /// </summary>
    /// <param name="builder">The pipeline that is being built.</param>
    /// <param name="breaker">The breaker; several pipelines may share it.</param>
    /// <param name="options">What counts as a failure; any exception but a cancellation if null.</param>
    /// <exception cref="ArgumentException">An option is null or out of its range.</exception>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "The options carry no validation attributes that reflection would have to find.")]
    public static ResiliencePipelineBuilder AddUnfazedCircuitBreaker(
        this ResiliencePipelineBuilder builder, CircuitBreaker breaker, UnfazedCircuitBreakerStrategyOptions<object>? options = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(breaker);
        var chosen = options ?? new UnfazedCircuitBreakerStrategyOptions<object>();
        chosen.Validate();
        return builder.AddStrategy(_ => new UntypedCircuitBreakerStrategy(breaker, chosen), chosen);
    }
}
