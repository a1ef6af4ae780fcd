namespace Unfazed.Resilience;

/// <summary>
/// The clock of a store: timestamps of a <see cref="TimeProvider"/> in memory, where nobody can set them, and UTC milliseconds on disk,
/// where processes share them.
/// </summary>
internal sealed class BreakerClock(TimeProvider time, bool isWall)
{
    private static readonly TimeSpan WallSkew = TimeSpan.FromSeconds(5);

    public bool IsWall => isWall;

    public long Now => isWall ? UtcNow : time.GetTimestamp();

    public long UtcNow => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>A stored instant further in the future than this says that the clock was set back.</summary>
    public long Skew => isWall ? ToUnits(WallSkew) : 0;

    /// <summary>
    /// Milliseconds of a clock that costs a quarter of a timestamp, or null where there is none: a fake time has one clock only, and a wall
    /// clock can be set.
    /// </summary>
    public long? CoarseMilliseconds => !isWall && ReferenceEquals(time, TimeProvider.System) ? CoarseNow : null;

#pragma warning disable RS0030 // Reading a timestamp costs 30 ns, more than the whole budget of a rejection; this is the one place that reads it.
    public static long CoarseNow => Environment.TickCount64;
#pragma warning restore RS0030

    private long Frequency => isWall ? 1_000 : time.TimestampFrequency;

    /// <summary>A duration in this clock's units, rounded up so that a break is never cut short.</summary>
    public long ToUnits(TimeSpan span) => (long)Math.Ceiling(span.Ticks * ((double)Frequency / TimeSpan.TicksPerSecond));

    /// <summary>Units as a duration; what is negative is zero.</summary>
    public TimeSpan ToSpan(long units) =>
        units <= 0 ? TimeSpan.Zero : TimeSpan.FromTicks((long)Math.Min(units * ((double)TimeSpan.TicksPerSecond / Frequency), TimeSpan.TicksPerDay * 365.0));

    public DateTimeOffset UtcAfter(TimeSpan span) => time.GetUtcNow() + span;

    /// <summary>A row of a wall clock, in the units of <paramref name="to"/>: what remains of its break and lease begins now.</summary>
    public BreakerRow Rebase(BreakerRow row, BreakerClock to)
    {
        var (now, target) = (Now, to.Now);
        var past = IsWall && now < row.ChangedAt - Skew;
        return row with
        {
            ChangedAt = target,
            OpenUntil = Rebased(row.OpenUntil),
            LeaseUntil = Rebased(row.LeaseUntil),
            LeaseLength = to.ToUnits(ToSpan(row.LeaseLength)),
            Leases = row.Leases is null ? null
                : ProbeLeases.Format(ProbeLeases.Parse(row.Leases).Select(lease => KeyValuePair.Create(lease.Key, Rebased(lease.Value)))),
        };

        long Rebased(long until) => target + (past ? 0 : to.ToUnits(ToSpan(until - now)));
    }
}
