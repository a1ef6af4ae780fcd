using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
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

        // No name: the builder of ConfigureHttpClientDefaults, for every client.
        var timeouts = new ClientTimeouts(builder.Name);
        builder.Services.AddUnfazedResilience();
        builder.Services.AddSingleton<IPostConfigureOptions<HttpClientFactoryOptions>>(timeouts);
        builder.Services.Configure<HttpClientFactoryOptions>(
            builder.Name, factory => factory.HttpMessageHandlerBuilderActions.Add(handlers => Add(handlers, options, timeouts)));
        return builder;
    }

    private static void Add(HttpMessageHandlerBuilder handlers, HttpCircuitBreakerOptions options, ClientTimeouts timeouts)
    {
        var client = handlers.Name ?? "";
        var name = options.BreakerName ?? (client.Length > 0 ? client : "HttpClient");

        // A breaker that is there already, from the defaults of all clients, would count each failure twice: the one that was added last counts.
        foreach (var earlier in handlers.AdditionalHandlers.OfType<CircuitBreakerHandler>().Where(handler => string.Equals(handler.BreakerName, name, StringComparison.Ordinal)).ToList())
        {
            handlers.AdditionalHandlers.Remove(earlier);
        }

        var breakers = handlers.Services.GetRequiredService<ConfiguredBreakers>();
        handlers.AdditionalHandlers.Add(new CircuitBreakerHandler(
            name, breakers, options, timeouts.Of(client), handlers.Services.GetRequiredService<ILogger<CircuitBreaker>>()));
    }
}
