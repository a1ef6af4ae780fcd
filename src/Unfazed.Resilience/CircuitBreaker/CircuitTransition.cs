namespace Unfazed.Resilience;

/// <summary>A breaker went from one state to another.</summary>
/// <param name="Name">The breaker's name.</param>
/// <param name="From">The state before.</param>
/// <param name="To">The state after; half-open to half-open when the leases of all probes ran out and another probe was sent.</param>
/// <param name="Generation">The generation that begins with this transition; it only grows.</param>
/// <param name="At">When (UTC).</param>
/// <param name="LastCause">The last failure on one line, or the reason of an isolation.</param>
public sealed record CircuitTransition(
    string Name,
    CircuitState From,
    CircuitState To,
    long Generation,
    DateTimeOffset At,
    string? LastCause)
{
    /// <summary>The mode of the breaker: in <see cref="CircuitMode.MetricsOnly"/> no call is rejected because of this transition.</summary>
    public CircuitMode Mode { get; init; }
}
