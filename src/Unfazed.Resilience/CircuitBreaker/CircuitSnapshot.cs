namespace Unfazed.Resilience;

/// <summary>A breaker at one moment, for display.</summary>
public sealed record CircuitSnapshot
{
    /// <summary>The breaker's name.</summary>
    public required string Name { get; init; }

    /// <summary>The state; half-open once an open breaker's break is over.</summary>
    public required CircuitState State { get; init; }

    /// <summary>Failures in a row.</summary>
    public required int Failures { get; init; }

    /// <summary>How many probes were sent since it was last closed.</summary>
    public required int Probes { get; init; }

    /// <summary>When the last failure was recorded (UTC).</summary>
    public DateTimeOffset? LastFailure { get; init; }

    /// <summary>When it opened (UTC); null while closed.</summary>
    public DateTimeOffset? OpenedAt { get; init; }

    /// <summary>When the next probe may be admitted (UTC), which may be past; null while closed or isolated.</summary>
    public DateTimeOffset? NextProbe { get; init; }

    /// <summary>The last failure on one line, or the reason of an isolation.</summary>
    public string? LastCause { get; init; }

    /// <summary>Whether this state is the stored one, shared with other processes.</summary>
    public required bool Durable { get; init; }

    internal static CircuitSnapshot Of(string name, BreakerRow row, BreakerClock clock)
    {
        var now = clock.Now;
        var state = BreakerMachine.StateAt(row, now, clock.Skew);
        DateTimeOffset? next = row.State switch
        {
            CircuitState.Open => clock.UtcAfter(clock.ToSpan(row.OpenUntil - now)),
            CircuitState.HalfOpen => clock.UtcAfter(clock.ToSpan(row.LeaseUntil - now)),
            _ => null,
        };
        return new CircuitSnapshot
        {
            Name = name,
            State = state,
            Failures = row.Failures,
            Probes = row.Attempts,
            LastFailure = Utc(row.LastFailureAt),
            OpenedAt = row.State == CircuitState.Closed ? null : Utc(row.OpenedAt),
            NextProbe = next,
            LastCause = row.LastCause,
            Durable = clock.IsWall,
        };
    }

    internal static DateTimeOffset? Utc(long milliseconds) =>
        milliseconds <= 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(Math.Min(milliseconds, 253402300799999));
}
