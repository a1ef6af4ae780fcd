namespace Unfazed.Resilience;

/// <summary>
/// The whole state of one breaker. Instants are in the units of the store's clock (UTC milliseconds on disk, timestamps in memory), but
/// <see cref="LastFailureAt"/> and <see cref="OpenedAt"/>, which are for people: UTC milliseconds everywhere, 0 for never.
/// </summary>
internal sealed record BreakerRow
{
    /// <summary>A breaker that nothing has happened to, and one that no store has heard of.</summary>
    public static readonly BreakerRow Pristine = new();

    public CircuitState State { get; init; }

    public int Failures { get; init; }

    public long Generation { get; init; }

    /// <summary>
    /// The generation the row began with. A call admitted before the row existed carries generation 0 and belongs to it until the first
    /// transition.
    /// </summary>
    public long Born { get; init; }

    /// <summary>Probes elected since the breaker was last closed.</summary>
    public int Attempts { get; init; }

    public long ChangedAt { get; init; }

    public long OpenUntil { get; init; }

    public long LeaseUntil { get; init; }

    public long OpenedAt { get; init; }

    public long LastFailureAt { get; init; }

    public string? LastCause { get; init; }
}
