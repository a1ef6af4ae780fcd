using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;
using Unfazed.Resilience;
using Unfazed.Resilience.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>A circuit breaker in front of an <see cref="HttpClient"/>.</summary>
public static class CircuitBreakerHttpClientBuilderExtensions
{
    /// <summary>
    /// Puts a circuit breaker in front of the requests of the client. 408, 429, 5xx and errors of connections and of time are failures. A
    /// rejected request ends in a <see cref="CircuitOpenException"/> at once, without a connection. Call it after a handler that retries, so
    /// that each attempt is seen; a retry must not repeat a <see cref="CircuitOpenException"/>.
    /// </summary>
    /// <param name="builder">The client.</param>
    /// <param name="configure">Another name for the breaker, a response instead of an exception, what counts as a failure.</param>
    public static IHttpClientBuilder AddCircuitBreaker(this IHttpClientBuilder builder, Action<HttpCircuitBreakerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = new HttpCircuitBreakerOptions();
        configure?.Invoke(options);
        if (options.OperationTimeout is { } limit)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(limit, TimeSpan.Zero, nameof(options.OperationTimeout));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, TimeSpan.FromDays(30), nameof(options.OperationTimeout));
        }

        var name = options.BreakerName ?? builder.Name;
        var timeout = new ClientTimeout();
        builder.Services.AddUnfazedResilience();
        builder.Services.PostConfigure<HttpClientFactoryOptions>(builder.Name, factory => factory.HttpClientActions.Add(timeout.Observe));
        return builder.AddHttpMessageHandler(services => new CircuitBreakerHandler(
            services.GetRequiredKeyedService<CircuitBreaker>(name),
            options,
            timeout,
            services.GetRequiredService<CircuitBreakerRegistry>().TimeProvider,
            services.GetRequiredService<ILogger<CircuitBreaker>>()));
    }
}
