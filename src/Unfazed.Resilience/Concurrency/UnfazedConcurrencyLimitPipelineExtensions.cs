using System.Diagnostics.CodeAnalysis;
using Polly;

namespace Unfazed.Resilience;

/// <summary>Puts a <see cref="ConcurrencyLimit"/> into a Polly pipeline.</summary>
public static class UnfazedConcurrencyLimitPipelineExtensions
{
    /// <summary>
    /// Adds <paramref name="limit"/> to the pipeline: outside the circuit breaker, which counts no rejection, and inside the retry. A rejection
    /// is an outcome with a <see cref="ConcurrencyLimitException"/>.
    /// </summary>
    /// <typeparam name="TBuilder">The builder, for operations of one type of result or of any.</typeparam>
    /// <param name="builder">The pipeline that is being built.</param>
    /// <param name="limit">The limit; several pipelines may share it.</param>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "The options carry no validation attributes that reflection would have to find.")]
    public static TBuilder AddUnfazedConcurrencyLimit<TBuilder>(this TBuilder builder, ConcurrencyLimit limit)
        where TBuilder : ResiliencePipelineBuilderBase
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(limit);
        return builder.AddStrategy(_ => new ConcurrencyLimitStrategy(limit), new UnfazedConcurrencyLimitStrategyOptions());
    }

    private sealed class UnfazedConcurrencyLimitStrategyOptions : ResilienceStrategyOptions
    {
        public UnfazedConcurrencyLimitStrategyOptions() => Name = "UnfazedConcurrencyLimit";
    }
}
