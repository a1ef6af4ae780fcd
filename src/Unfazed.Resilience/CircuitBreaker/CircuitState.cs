namespace Unfazed.Resilience;

/// <summary>What a circuit breaker does with the next call. The numbers are those of the stored form and never change.</summary>
public enum CircuitState
{
    /// <summary>Calls pass; failures are counted.</summary>
    Closed = 0,

    /// <summary>Calls are rejected until the break is over.</summary>
    Open = 1,

    /// <summary>The break is over: a call passes as a probe, or may pass, as far as there are places; all others are rejected.</summary>
    HalfOpen = 2,

    /// <summary>Isolated by hand: calls are rejected until somebody resets the breaker, whatever the time.</summary>
    Isolated = 3,
}
