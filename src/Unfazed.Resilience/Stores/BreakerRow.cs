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

    /// <summary>How many times the breaker has gone half-open, or lost all of its probes, since it was last closed.</summary>
    public int Attempts { get; init; }

    /// <summary>When it last changed its state, or was cleared.</summary>
    public long ChangedAt { get; init; }

    /// <summary>When the break is over.</summary>
    public long OpenUntil { get; init; }

    /// <summary>When a half-open breaker may admit the next probe: at once while it has places, else when the first lease ends.</summary>
    public long LeaseUntil { get; init; }

    /// <summary>When it last opened, in UTC milliseconds; 0 for never.</summary>
    public long OpenedAt { get; init; }

    /// <summary>When the last failure was recorded, in UTC milliseconds; 0 for never.</summary>
    public long LastFailureAt { get; init; }

    /// <summary>The last failure on one line, or the reason of an isolation.</summary>
    public string? LastCause { get; init; }

    /// <summary>The number of the last probe of this generation.</summary>
    public int Ticket { get; init; }

    /// <summary>
    /// The probes under way and when their leases end, as a JSON object: <c>{"1":1767225600000}</c>. Null unless half-open.
    /// </summary>
    public string? Leases { get; init; }

    /// <summary>How long the last lease was.</summary>
    public long LeaseLength { get; init; }

    /// <summary>Probes that succeeded since the breaker was last open.</summary>
    public int ProbesSucceeded { get; init; }

    /// <summary>Probes that failed since the breaker was last open; after they opened it again, those that did.</summary>
    public int ProbesFailed { get; init; }

    /// <summary>Slow ones among these probes.</summary>
    public int ProbesSlow { get; init; }
}
