using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Unfazed.Resilience;

/// <summary>
/// The instruments of the library, and the events that it adds to the current <see cref="Activity"/>: <c>circuit_breaker.transition</c> and
/// <c>circuit_breaker.rejection</c>. Tags are built only while somebody listens.
/// </summary>
public static class ResilienceTelemetry
{
    /// <summary>The meter's name, to subscribe to.</summary>
    public const string MeterName = "Unfazed.Resilience";

    /// <summary>The meter's version: that of the package.</summary>
    public static string MeterVersion { get; } = typeof(ResilienceTelemetry).Assembly.GetName().Version?.ToString(3) ?? "";

    private static readonly Meter Meter = new(MeterName, MeterVersion);
    private static readonly Counter<long> Transitions = Counter("transitions", "{transition}", "Breakers that went from one state to another.");
    private static readonly Counter<long> Rejections = Counter("rejections", "{call}", "Calls that a breaker did not admit.");
    private static readonly Counter<long> WouldRejections = Counter("would_reject", "{call}", "Calls that a metrics-only breaker admitted and would have rejected.");
    private static readonly Counter<long> Probes = Counter("probes", "{call}", "Probes sent by half-open breakers.");
    private static readonly Counter<long> Listeners = Counter("listener_failures", "{failure}", "Listeners that threw.");
    private static readonly Counter<long> Fallbacks = Counter("store_fallbacks", "{fallback}", "Stores given up for memory, or replaced.");
    private static readonly Counter<long> Retries = Counter("retries", "{attempt}", "Attempts after the first.");
    private static readonly Counter<long> ExhaustedBudgets = Counter("retry_budget_exhausted", "{attempt}", "Retries that a budget did not allow.");
    private static readonly Counter<long> ConcurrencyRejections = Counter("concurrency_rejections", "{call}", "Calls that a concurrency limit did not admit.");
    private static readonly Counter<long> TimedOut = Counter("timeouts", "{operation}", "Operations that exceeded their time.");
    private static readonly Counter<long> Conflicts = Counter("option_conflicts", "{request}", "Breakers that were asked for with other options than they have.");
    private static readonly UpDownCounter<long> Abandoned =
        Meter.CreateUpDownCounter<long>("unfazed.resilience.abandoned", "{operation}", "Operations given up that still run.");

    internal static void Transitioned(string name, CircuitState from, CircuitState to)
    {
        if (Transitions.Enabled)
        {
            Transitions.Add(1, new("breaker", name), new("from", Name(from)), new("to", Name(to)));
        }

        if (Activity.Current is { IsAllDataRequested: true } activity)
        {
            activity.AddEvent(new ActivityEvent("circuit_breaker.transition", tags: new() { ["breaker"] = name, ["from"] = Name(from), ["to"] = Name(to) }));
        }
    }

    internal static void Rejected(string name, CircuitState state)
    {
        if (Rejections.Enabled)
        {
            Rejections.Add(1, new("breaker", name), new("state", Name(state)));
        }

        if (Activity.Current is { IsAllDataRequested: true } activity)
        {
            activity.AddEvent(new ActivityEvent("circuit_breaker.rejection", tags: new() { ["breaker"] = name, ["state"] = Name(state) }));
        }
    }

    internal static void WouldReject(string name, CircuitState state)
    {
        if (WouldRejections.Enabled)
        {
            WouldRejections.Add(1, new("breaker", name), new("state", Name(state)));
        }
    }

    internal static void Probed(string name) => Count(Probes, "breaker", name);

    internal static void ListenerFailed(string name) => Count(Listeners, "breaker", name);

    internal static void FellBack(StoreFault fault)
    {
        if (Fallbacks.Enabled)
        {
            Count(Fallbacks, "fault", fault.ToString());
        }
    }

    internal static void OptionsConflicted(string name) => Count(Conflicts, "breaker", name);

    internal static void Retried(string name) => Count(Retries, "breaker", name);

    internal static void BudgetExhausted(string name) => Count(ExhaustedBudgets, "budget", name);

    internal static void ConcurrencyRejected(string name, ConcurrencyRejectionReason reason)
    {
        if (ConcurrencyRejections.Enabled)
        {
            ConcurrencyRejections.Add(1, new("limit", name), new("reason", reason == ConcurrencyRejectionReason.Full ? "full" : "queue_timeout"));
        }
    }

    internal static void TimeExceeded(string name) => Count(TimedOut, "operation", name);

    internal static void AbandonedChanged(int by) => Abandoned.Add(by);

    private static Counter<long> Counter(string name, string unit, string description) =>
        Meter.CreateCounter<long>("unfazed.resilience." + name, unit, description);

    private static void Count(Counter<long> counter, string tag, string value)
    {
        if (counter.Enabled)
        {
            counter.Add(1, new KeyValuePair<string, object?>(tag, value));
        }
    }

    private static string Name(CircuitState state) => state switch
    {
        CircuitState.Closed => "closed",
        CircuitState.Open => "open",
        CircuitState.HalfOpen => "half_open",
        _ => "isolated",
    };
}
