using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Unfazed.Resilience;
using Unfazed.Resilience.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Circuit breakers from dependency injection.</summary>
public static class ResilienceServiceCollectionExtensions
{
    /// <summary>
    /// Adds a <see cref="CircuitBreakerRegistry"/> and, by key, each <see cref="CircuitBreaker"/>: <c>[FromKeyedServices("payments")]</c>.
    /// Transitions and warnings go to <c>ILogger</c>, the state of each breaker to <c>IMeterFactory</c>. May be called several times.
    /// </summary>
    public static IServiceCollection AddUnfazedResilience(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddLogging();
        services.AddMetrics();
        services.AddOptions<UnfazedResilienceOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<UnfazedResilienceOptions>, ResilienceOptionsValidator>());
        services.TryAddSingleton<ConfiguredBreakers>();
        services.TryAddSingleton(static provider => provider.GetRequiredService<ConfiguredBreakers>().Registry);
        services.TryAddKeyedTransient(KeyedService.AnyKey, static (provider, key) => provider.GetRequiredService<ConfiguredBreakers>().Get(Name(key)));
        return services;
    }

    /// <summary>As the other, with options.</summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="configure">Sets the store, the defaults, and the options of breakers.</param>
    public static IServiceCollection AddUnfazedResilience(this IServiceCollection services, Action<UnfazedResilienceOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return services.AddUnfazedResilience().Configure(configure);
    }

    /// <summary>
    /// As the other, with the options of a configuration section: <c>StoreBudget</c>, <c>Defaults</c>, and <c>Breakers</c> by name. A reload
    /// changes the options of existing breakers and keeps their state. An unknown setting or a value out of its range stops the host at its
    /// start, and is logged after a reload.
    /// </summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="section">The section, such as <c>builder.Configuration.GetSection("Resilience")</c>.</param>
    public static IServiceCollection AddUnfazedResilience(this IServiceCollection services, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        return services.AddUnfazedResilience().AddSingleton<IConfigureOptions<UnfazedResilienceOptions>>(new ResilienceSection(section));
    }

    private static string Name(object? key) =>
        key as string ?? throw new InvalidOperationException($"A circuit breaker is requested by its name, a string; the key is {key ?? "missing"}.");
}
