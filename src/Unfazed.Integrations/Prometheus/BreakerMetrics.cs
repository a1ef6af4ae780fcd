using Unfazed.Core.Orchestration;
using Unfazed.Resilience;

namespace Unfazed.Integrations.Prometheus;

/// <summary>Circuit breakers of the repository and of its services that have ever met a failure. Of several of one name the open one counts.</summary>
internal static class BreakerMetrics
{
    public static MetricFamily Of(ToldRun run, (string, string)[] scope)
    {
        var states = new MetricFamily("unfazed_breaker_open", "Whether a circuit breaker keeps calls or starts away (open or isolated).");
        foreach (var (name, snapshot) in run.Breakers.Where(static posted => posted.Name is not null).OrderBy(static posted => posted.Snapshot.State == CircuitState.Closed))
        {
            states.Add(
                snapshot.State is CircuitState.Open or CircuitState.Isolated ? 1 : 0,
                [.. scope, ("breaker", WireText.Of(name!.Name)), ("kind", name.Kind == BreakerKind.Tool ? "check" : "service")]);
        }

        return states;
    }
}
