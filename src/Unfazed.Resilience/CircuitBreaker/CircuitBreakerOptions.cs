namespace Unfazed.Resilience;

/// <summary>How a <see cref="CircuitBreaker"/> behaves. Two breakers of one name must have equal options.</summary>
public sealed record CircuitBreakerOptions
{
    /// <summary>The largest <see cref="FailMax"/>: the count has 13 bits in the packed word.</summary>
    internal const int MostFailMax = 1_000;

    /// <summary>The longest duration accepted anywhere here.</summary>
    internal static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    /// <summary>The defaults: 5 failures in a row, 60 s of break.</summary>
    public static CircuitBreakerOptions Default { get; } = new();

    /// <summary>How many failures in a row open the breaker: 1 to 1,000; by default 5.</summary>
    public int FailMax { get; init; } = 5;

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

    private static void InRange<T>(T value, T least, T most, string name)
        where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be {least} to {most}.");
        }
    }
}
