namespace Unfazed.Resilience;

/// <summary>How a <see cref="CircuitBreaker"/> behaves. Two breakers of one name must have equal options.</summary>
public sealed record CircuitBreakerOptions
{
    /// <summary>The largest <see cref="FailMax"/>: the count has 13 bits in the packed word.</summary>
    internal const int MostFailMax = 1_000;

    /// <summary>The longest duration accepted anywhere here.</summary>
    internal static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    /// <summary>The most probes that may run at once: each has a lease in the row.</summary>
    internal const int MostHalfOpenCalls = 100;

    /// <summary>The defaults: 5 failures in a row, 60 s of break.</summary>
    public static CircuitBreakerOptions Default { get; } = new();

    /// <summary>Whether the breaker may reject calls; by default it may.</summary>
    public CircuitMode Mode { get; init; }

    /// <summary>How many failures in a row open the breaker: 1 to 1,000; by default 5. Has no effect with a <see cref="SlidingWindow"/>.</summary>
    public int FailMax { get; init; } = 5;

    /// <summary>
    /// The calls whose failure rate and slow-call rate open the breaker; null, the default, for <see cref="FailMax"/> failures in a row. The
    /// window is in the memory of the process, and each transition empties it.
    /// </summary>
    public SlidingWindow? SlidingWindow { get; init; }

    /// <summary>The share of failed calls in the <see cref="SlidingWindow"/> at which the breaker opens: above 0, at most 1; by default 0.5.</summary>
    public double FailureRateThreshold { get; init; } = 0.5;

    /// <summary>
    /// How many calls the <see cref="SlidingWindow"/> must have before its rates count: 1 to 100,000; by default 100. A window of fewer calls
    /// counts when it is full.
    /// </summary>
    public int MinimumThroughput { get; init; } = 100;

    /// <summary>
    /// A call that takes longer than this is slow, whether it succeeds or fails: 1 ms to 30 days; null, the default, for no measurement. Needs
    /// a <see cref="SlidingWindow"/>.
    /// </summary>
    public TimeSpan? SlowCallDuration { get; init; }

    /// <summary>The share of slow calls in the <see cref="SlidingWindow"/> at which the breaker opens: above 0, at most 1; by default 1.</summary>
    public double SlowCallRateThreshold { get; init; } = 1;

    /// <summary>How many probes may run at once while the breaker is half-open, over all processes that share it: 1 to 100; by default 1.</summary>
    public int HalfOpenMaxCalls { get; init; } = 1;

    /// <summary>
    /// How many successful probes close the breaker: 1 to 1,000. A probe that fails, or is slow, opens it again at once. If null, the default:
    /// one probe; with a <see cref="SlidingWindow"/> and several <see cref="HalfOpenMaxCalls"/> the rates of that many probes decide, or of
    /// <see cref="MinimumThroughput"/> where that is lower.
    /// </summary>
    public int? SuccessThreshold { get; init; }

    /// <summary>How long an opened breaker rejects before it lets a probe through: 1 ms to 30 days; by default 60 s.</summary>
    public TimeSpan ResetTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How long one call may take where the call itself has no timeout: 1 ms to 30 days; by default 30 s. With <see cref="LeaseGrace"/> it is
    /// the lease of a probe, after which a probe that hangs or has died is given up and another may be sent. A probe after one that has
    /// outlived its lease has twice the time, up to four times: a service that is slow and healthy closes its breaker.
    /// </summary>
    public TimeSpan OperationTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>What a probe gets beyond <see cref="OperationTimeout"/> to report: 0 to 30 days; by default 5 s.</summary>
    public TimeSpan LeaseGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The break's length by the number of probes that have failed since the breaker was last closed (0 for the first break), so that it may
    /// grow. Without one, and where it throws or gives less than 1 ms, <see cref="ResetTimeout"/> counts. It is called outside any lock,
    /// also for failures that turn out not to open the breaker.
    /// </summary>
    public Func<int, TimeSpan>? BreakDuration { get; init; }

    /// <summary>The longest break that <see cref="BreakDuration"/> can give: 1 ms to 30 days; by default 10 minutes.</summary>
    public TimeSpan MaxBreak { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Checks every bound.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range; the message names it.</exception>
    public void Validate()
    {
        InRange(FailMax, 1, MostFailMax, nameof(FailMax));
        InRange(ResetTimeout, TimeSpan.FromMilliseconds(1), Longest, nameof(ResetTimeout));
        InRange(OperationTimeout, TimeSpan.FromMilliseconds(1), Longest, nameof(OperationTimeout));
        InRange(LeaseGrace, TimeSpan.Zero, Longest, nameof(LeaseGrace));
        InRange(MaxBreak, TimeSpan.FromMilliseconds(1), Longest, nameof(MaxBreak));
        InRange(MinimumThroughput, 1, SlidingWindow.MostCalls, nameof(MinimumThroughput));
        InRange(SlowCallDuration ?? Longest, TimeSpan.FromMilliseconds(1), Longest, nameof(SlowCallDuration));
        InRange(HalfOpenMaxCalls, 1, MostHalfOpenCalls, nameof(HalfOpenMaxCalls));
        InRange(SuccessThreshold ?? 1, 1, MostFailMax, nameof(SuccessThreshold));
        ValidateShare(FailureRateThreshold, nameof(FailureRateThreshold));
        ValidateShare(SlowCallRateThreshold, nameof(SlowCallRateThreshold));
        if (!Enum.IsDefined(Mode))
        {
            throw new ArgumentOutOfRangeException(nameof(Mode), Mode, "Mode must be Active, MetricsOnly or Disabled.");
        }

        if (SlowCallDuration is not null && SlidingWindow is null)
        {
            throw new ArgumentException("SlowCallDuration needs a SlidingWindow: a rate is a share of calls.", nameof(SlowCallDuration));
        }
    }

    /// <summary>How many calls the window must have before its rates count.</summary>
    internal int EffectiveMinimum => SlidingWindow is { IsOfTime: false } window ? Math.Min(MinimumThroughput, window.Calls) : MinimumThroughput;

    /// <summary>How probes decide.</summary>
    internal ProbeRule ProbeRule
    {
        get
        {
            var isStrict = SuccessThreshold is not null || SlidingWindow is null;
            var needed = isStrict ? SuccessThreshold ?? 1 : Math.Min(EffectiveMinimum, HalfOpenMaxCalls);
            return new ProbeRule
            {
                MaxCalls = HalfOpenMaxCalls,
                Needed = needed,
                FailLimit = isStrict ? 1 : LimitOf(FailureRateThreshold, needed),
                SlowLimit = SlowCallDuration is null ? int.MaxValue : isStrict ? 1 : LimitOf(SlowCallRateThreshold, needed),
                FailsAtOnce = isStrict,
            };
        }
    }

    /// <summary>Whether two say the same. A generator is the same as another one from the same place: each call there makes a new delegate.</summary>
    internal bool Matches(CircuitBreakerOptions other) =>
        this with { BreakDuration = null } == other with { BreakDuration = null } && BreakDuration?.Method == other.BreakDuration?.Method;

    internal TimeSpan BreakAfter(int failedProbes)
    {
        if (BreakDuration is not { } generator)
        {
            return ResetTimeout;
        }

        try
        {
            var length = generator(failedProbes);
            return length < TimeSpan.FromMilliseconds(1) ? ResetTimeout : length > MaxBreak ? MaxBreak : length;
        }
        catch (Exception)
        {
            // The generator is the user's; whatever it throws must not keep a dead service's breaker closed.
            return ResetTimeout;
        }
    }

    // By division, as the window does it: 7 of 100 is 0.07, and 0.07 * 100 is above 7.
    private static int LimitOf(double rate, int calls)
    {
        var limit = 1;
        while ((double)limit / calls < rate)
        {
            limit++;
        }

        return limit;
    }

    private static void ValidateShare(double value, string name)
    {
        if (value is not (> 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be above 0 and at most 1.");
        }
    }

    private static void InRange<T>(T value, T least, T most, string name)
        where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be {least} to {most}.");
        }
    }
}
