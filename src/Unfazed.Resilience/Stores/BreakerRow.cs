namespace Unfazed.Resilience;

/// <summary>
/// The whole state of one breaker. Instants are in the units of the store's clock (UTC milliseconds on disk, timestamps in memory), but
/// <see cref="LastFailureAt"/> and <see cref="OpenedAt"/>, which are for people: UTC milliseconds everywhere, 0 for never.
/// </summary>
public sealed record BreakerRow
{
    /// <summary>A breaker that nothing has happened to, and one that no store has heard of.</summary>
    public static readonly BreakerRow Pristine = new();

    /// <summary>The state as it was written: an open breaker whose break is over is still open here.</summary>
    public CircuitState State { get; init; }

    /// <summary>Failures in a row.</summary>
    public int Failures { get; init; }

    /// <summary>Grows with each transition: the outcome of a call from an older generation changes nothing.</summary>
    public long Generation { get; init; }

    /// <summary>
    /// The generation the row began with. A call admitted before the row existed carries generation 0 and belongs to it until the first
    /// transition.
    /// </summary>
    public long Born { get; init; }

    /// <summary>Probes elected since the breaker was last closed.</summary>
    public int Attempts { get; init; }

    /// <summary>When it last changed its state, or was cleared.</summary>
    public long ChangedAt { get; init; }

    /// <summary>When the break is over.</summary>
    public long OpenUntil { get; init; }

    /// <summary>When the lease of the probe is over.</summary>
    public long LeaseUntil { get; init; }

    /// <summary>When it last opened, in UTC milliseconds; 0 for never.</summary>
    public long OpenedAt { get; init; }

    /// <summary>When the last failure was recorded, in UTC milliseconds; 0 for never.</summary>
    public long LastFailureAt { get; init; }

    /// <summary>The last failure on one line, or the reason of an isolation.</summary>
    public string? LastCause { get; init; }
}
