using Unfazed.Core.Configuration;
using Unfazed.Resilience;

namespace Unfazed.Integrations.Delivery;

/// <summary>How services are called: the budget, the breakers, retries.</summary>
internal sealed class DeliveryWay(UnfazedConfiguration configuration, CircuitBreakerRegistry? breakers, DeliveryBudget budget) : IDisposable
{
    private readonly Lazy<ServiceHttp> _http = new(static () => new ServiceHttp());

    /// <summary>How long services may take in all.</summary>
    public DeliveryBudget Budget => budget;

    /// <summary>HTTP; its code is loaded at the first call, which an open breaker saves.</summary>
    public ServiceHttp Http => _http.Value;

    /// <summary>Whether somebody asked for it by hand: then what rests is tried too.</summary>
    public bool IsByHand { get; init; }

    /// <summary>Whether a build server started this run, on a machine that may be gone when the job ends.</summary>
    public bool IsInBuildJob { get; init; }

    /// <summary>The calls of a service.</summary>
    public ServiceCall CallOf(IServiceSink sink) => new(BreakerOf(sink), configuration.Resilience.Retry, budget);

    /// <summary>The breaker of a service, by its name and address; null without the resilience layer.</summary>
    public CircuitBreaker? BreakerOf(IServiceSink sink) => ServiceBreaker.Of(configuration, breakers, (sink.Name, sink.Address.Endpoint), budget.LongestAttempt);

    /// <summary>Why a service was not called.</summary>
    public string Explain(CircuitOpenException open) => OpenCircuit.Describe(open, budget.Time);

    /// <summary>A time for people.</summary>
    public string Clock(DateTimeOffset at) => OpenCircuit.Clock(at, budget.Time);

    public void Dispose()
    {
        if (_http.IsValueCreated)
        {
            _http.Value.Dispose();
        }
    }
}
