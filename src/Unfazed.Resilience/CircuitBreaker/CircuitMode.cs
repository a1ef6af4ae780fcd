namespace Unfazed.Resilience;

/// <summary>Whether a circuit breaker may reject calls.</summary>
public enum CircuitMode
{
    /// <summary>The breaker counts outcomes and rejects calls while it is open. The default.</summary>
    Active = 0,

    /// <summary>
    /// The breaker counts outcomes and reports the transitions that it would make, but admits every call. It keeps its state in memory, so
    /// that no other process rejects a call because of it.
    /// </summary>
    MetricsOnly = 1,

    /// <summary>The breaker admits every call, also while it is isolated, and records nothing.</summary>
    Disabled = 2,
}
