using Microsoft.Extensions.Diagnostics.HealthChecks;
using Unfazed.Resilience;
using Unfazed.Resilience.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Circuit breakers as a health check.</summary>
public static class CircuitBreakerHealthChecksBuilderExtensions
{
    /// <summary>Adds a health check that fails while a circuit breaker rejects calls. Its description names each, with its cause and the time to its next probe.</summary>
    /// <param name="builder">The health checks of the host.</param>
    /// <param name="name">The name of the check.</param>
    /// <param name="failureStatus">The status while a breaker is open, half-open or isolated; <see cref="HealthStatus.Degraded"/> if null.</param>
    /// <param name="tags">Tags to filter by.</param>
    public static IHealthChecksBuilder AddCircuitBreakers(
        this IHealthChecksBuilder builder, string name = "circuit_breakers", HealthStatus? failureStatus = null, IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddUnfazedResilience();
        return builder.Add(new HealthCheckRegistration(
            name, static services => new CircuitBreakerHealthCheck(services.GetRequiredService<CircuitBreakerRegistry>()), failureStatus ?? HealthStatus.Degraded, tags));
    }
}
