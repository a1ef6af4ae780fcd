namespace Unfazed.Resilience;

/// <summary>A row as last seen, with the clock that its instants belong to: published as one reference, so that readers need no lock.</summary>
internal sealed class BreakerView
{
    // How much earlier than the break's end the coarse clock stops deciding: its own grain, and drift against the exact clock.
    private const long GuardMilliseconds = 50;
    private const long DriftPerMille = 1;

    private readonly long _refusesUntilCoarse;
    private readonly long _guard;

    public BreakerView(BreakerRow row, BreakerClock clock)
    {
        Row = row;
        Clock = clock;
        if (clock.CoarseMilliseconds is not { } coarse || row.State is not (CircuitState.Open or CircuitState.HalfOpen))
        {
            return;
        }

        var left = (long)clock.ToSpan((row.State == CircuitState.Open ? row.OpenUntil : row.LeaseUntil) - clock.Now).TotalMilliseconds;
        _guard = GuardMilliseconds + (left * DriftPerMille / 1_000);
        _refusesUntilCoarse = coarse + left - _guard;
    }

    public BreakerRow Row { get; }

    public BreakerClock Clock { get; }

    /// <summary>Whether the cheap clock alone can tell that no probe is due, and for how long; never so for a stored row.</summary>
    public bool RefusesAtOnce(out TimeSpan retryAfter)
    {
        if (_refusesUntilCoarse == 0)
        {
            retryAfter = default;
            return false;
        }

        var left = _refusesUntilCoarse - BreakerClock.CoarseNow;
        retryAfter = new TimeSpan((left + _guard) * TimeSpan.TicksPerMillisecond);
        return left > 0;
    }

    public bool IsElectable(long now) => BreakerMachine.IsElectable(Row, now, Clock.Skew);

    /// <summary>How long until a probe may be admitted, never longer than <paramref name="longest"/> however the clock was set.</summary>
    public TimeSpan RetryAfter(long now, TimeSpan longest)
    {
        if (Row.State == CircuitState.Isolated)
        {
            return TimeSpan.MaxValue;
        }

        var left = Clock.ToSpan((Row.State == CircuitState.Open ? Row.OpenUntil : Row.LeaseUntil) - now);
        return left > longest ? longest : left;
    }
}
