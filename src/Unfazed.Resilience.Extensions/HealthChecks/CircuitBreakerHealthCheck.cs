using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Unfazed.Resilience.Extensions;

/// <summary>Says which breakers reject calls, why, and when they try again.</summary>
internal sealed class CircuitBreakerHealthCheck(CircuitBreakerRegistry registry) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var snapshots = registry.Snapshots();
        var data = snapshots.ToDictionary(static snapshot => snapshot.Name, static snapshot => (object)snapshot.State.ToString(), StringComparer.Ordinal);
        var now = registry.TimeProvider.GetUtcNow();
        var rejecting = snapshots.Where(static snapshot => snapshot is { Mode: CircuitMode.Active, State: not CircuitState.Closed }).Select(snapshot => Describe(snapshot, now)).ToList();
        if (rejecting.Count == 0)
        {
            return Task.FromResult(HealthCheckResult.Healthy($"{snapshots.Count} circuit breakers, none of them open", data));
        }

        // Only a call can close a breaker whose break is over: a host that gets no traffic as long as it is unhealthy would stay so for ever.
        var status = snapshots.Any(snapshot => Rejects(snapshot, now)) ? context.Registration.FailureStatus : HealthStatus.Degraded;
        return Task.FromResult(new HealthCheckResult(status, string.Join("; ", rejecting), data: data));
    }

    private static bool Rejects(CircuitSnapshot snapshot, DateTimeOffset now) =>
        snapshot is { Mode: CircuitMode.Active, State: not CircuitState.Closed } && !(snapshot.State == CircuitState.HalfOpen && snapshot.NextProbe <= now);

    private static string Describe(CircuitSnapshot snapshot, DateTimeOffset now)
    {
        var cause = snapshot.LastCause is { } last ? $" ({last})" : "";
        var left = snapshot.NextProbe - now is { } until && until > TimeSpan.Zero
            ? string.Create(CultureInfo.InvariantCulture, $", retry after {Math.Ceiling(until.TotalSeconds)} s")
            : "";
        return snapshot.State switch
        {
            CircuitState.Isolated => $"{snapshot.Name} is isolated until a reset{cause}",
            CircuitState.HalfOpen => $"{snapshot.Name} is half-open: the next call is a probe{cause}",
            _ => $"{snapshot.Name} is open{left}{cause}",
        };
    }
}
