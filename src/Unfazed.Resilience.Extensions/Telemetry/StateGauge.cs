using System.Diagnostics.Metrics;

namespace Unfazed.Resilience.Extensions;

/// <summary>The state of each breaker as a metric: for every state a series, 1 where the breaker is in it and 0 elsewhere.</summary>
internal sealed class StateGauge : IDisposable
{
    private static readonly (CircuitState State, string Name)[] States =
        [(CircuitState.Closed, "closed"), (CircuitState.Open, "open"), (CircuitState.HalfOpen, "half_open"), (CircuitState.Isolated, "isolated")];

    private readonly Meter _meter;

    public StateGauge(IMeterFactory meters, CircuitBreakerRegistry registry)
    {
        _meter = meters.Create(new MeterOptions(ResilienceTelemetry.MeterName) { Version = ResilienceTelemetry.MeterVersion });
        _meter.CreateObservableUpDownCounter(
            "unfazed.resilience.breaker.state", () => Observe(registry), "{breaker}", "Whether a circuit breaker is in a state: 1 for the current one, 0 for the others.");
    }

    public void Dispose() => _meter.Dispose();

    private static IEnumerable<Measurement<int>> Observe(CircuitBreakerRegistry registry) =>
        from snapshot in registry.Snapshots()
        from state in States
        select new Measurement<int>(snapshot.State == state.State ? 1 : 0, new("breaker", snapshot.Name), new("state", state.Name));
}
