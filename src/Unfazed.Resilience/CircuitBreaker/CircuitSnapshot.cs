namespace Unfazed.Resilience;

/// <summary>A breaker at one moment, to show or to restore (<see cref="CircuitBreaker.Restore"/>).</summary>
public sealed record CircuitSnapshot
{
    /// <summary>The breaker's name.</summary>
    public required string Name { get; init; }

    /// <summary>The state; half-open once an open breaker's break is over.</summary>
    public required CircuitState State { get; init; }

    /// <summary>Whether the breaker may reject calls.</summary>
    public CircuitMode Mode { get; init; }

    /// <summary>Failures in a row; with a window, while closed, the failures in it.</summary>
    public required int Failures { get; init; }

    /// <summary>
    /// The calls in the <see cref="CircuitBreakerOptions.SlidingWindow"/>; while half-open, and after probes have opened the breaker again, the
    /// probes that have ended.
    /// </summary>
    public int Calls { get; init; }

    /// <summary>The failures among <see cref="Calls"/>.</summary>
    public int FailedCalls { get; init; }

    /// <summary>The slow ones among <see cref="Calls"/>.</summary>
    public int SlowCalls { get; init; }

    /// <summary>The share of failures, 0 to 1; null without a window, or below the minimum of calls.</summary>
    public double? FailureRate { get; init; }

    /// <summary>The share of slow calls, 0 to 1; null without a window, or below the minimum of calls.</summary>
    public double? SlowCallRate { get; init; }

    /// <summary>How many times it has gone half-open, or lost all of its probes, since it was last closed.</summary>
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

    internal static CircuitSnapshot Of(
        string name, BreakerRow row, BreakerClock clock, CircuitBreakerOptions? options = null, CallWindow? window = null)
    {
        var probes = CallCounts.OfProbes(row);
        var isOfProbes = row.State == CircuitState.HalfOpen || (row.State == CircuitState.Open && probes.Calls > 0);
        var counts = isOfProbes ? probes : window?.Read(row.Generation) ?? default;
        var minimum = options?.SlidingWindow is null ? int.MaxValue : isOfProbes ? options.ProbeRule.Needed : options.EffectiveMinimum;
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
            Mode = options?.Mode ?? CircuitMode.Active,
            Failures = row.State == CircuitState.Closed && window is not null ? counts.Failed : row.Failures,
            Calls = counts.Calls,
            FailedCalls = counts.Failed,
            SlowCalls = counts.Slow,
            FailureRate = counts.FailureRate(minimum),
            SlowCallRate = options?.SlowCallDuration is null ? null : counts.SlowCallRate(minimum),
            Probes = row.Attempts,
            LastFailure = Utc(row.LastFailureAt),
            OpenedAt = row.State == CircuitState.Closed ? null : Utc(row.OpenedAt),
            NextProbe = next,
            LastCause = row.LastCause,
            Durable = clock.IsWall,
        };
    }

    /// <summary>The command that restores it. A break in the future ends no later than the options allow from <paramref name="now"/> on.</summary>
    internal Func<BreakerClock, BreakerCommand> ToCommand(CircuitBreakerOptions options, DateTimeOffset now)
    {
        var longest = options.BreakDuration is null ? options.ResetTimeout : options.MaxBreak;
        var left = State == CircuitState.Open && NextProbe is { } next ? next - now : TimeSpan.Zero;
        var isClosed = State == CircuitState.Closed;
        return clock => new BreakerCommand
        {
            Kind = BreakerCommandKind.Restore,
            Now = clock.Now,
            UtcNow = clock.UtcNow,
            State = State == CircuitState.HalfOpen ? CircuitState.Open : State,
            Failures = isClosed ? Math.Min(Failures, options.FailMax - 1) : Failures,
            Attempts = isClosed ? 0 : Probes,
            Break = clock.ToUnits(left < TimeSpan.Zero ? TimeSpan.Zero : left > longest ? longest : left),
            OpenedAt = Milliseconds(OpenedAt),
            LastFailureAt = Milliseconds(LastFailure),
            Cause = CauseText.OneLine(LastCause),
        };
    }

    private static long Milliseconds(DateTimeOffset? instant) => Math.Max(0, instant?.ToUnixTimeMilliseconds() ?? 0);

    internal static DateTimeOffset? Utc(long milliseconds) =>
        milliseconds <= 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(Math.Min(milliseconds, 253402300799999));
}
