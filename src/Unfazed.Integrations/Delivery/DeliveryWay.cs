using System.Globalization;
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

    /// <summary>The calls of a service.</summary>
    public ServiceCall CallOf(IServiceSink sink) => new(BreakerOf(sink), configuration.Resilience.Retry, budget);

    /// <summary>The breaker of a service, by its name and address; null without the resilience layer.</summary>
    public CircuitBreaker? BreakerOf(IServiceSink sink) => ServiceBreaker.Of(configuration, breakers, (sink.Name, sink.Address.Endpoint), budget.LongestAttempt);

    /// <summary>Why a service was not called.</summary>
    public string Explain(CircuitOpenException open)
    {
        var until = open.State switch
        {
            CircuitState.Isolated => "isolated",
            CircuitState.HalfOpen => "being tried by another run",
            _ => $"paused until {Clock(budget.Time.GetUtcNow() + open.RetryAfter)}",
        };
        return open.LastCause is null ? until : $"{until}, the last: {ReplyVerdict.Short(open.LastCause)}";
    }

    /// <summary>A time for people.</summary>
    public string Clock(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, budget.Time.LocalTimeZone).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    public void Dispose()
    {
        if (_http.IsValueCreated)
        {
            _http.Value.Dispose();
        }
    }
}
