namespace Unfazed.Resilience;

/// <summary>How <see cref="RetryWithBreaker"/> behaves.</summary>
public sealed record RetryWithBreakerOptions
{
    // Polly's own bounds for a timeout.
    private static readonly TimeSpan ShortestTimeout = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromHours(24);

    /// <summary>How many attempts in all, the first included: 1 to 1,000,000; 3 unless told.</summary>
    public int MaxAttempts { get; init; } = 3;

    /// <summary>
    /// The exceptions, with their subclasses, that are retried and that count as failures; the connection and timeout errors of
    /// <see cref="TransientErrors"/> if null. A <see cref="CircuitOpenException"/> is never retried.
    /// </summary>
    public IReadOnlyList<Type>? Exceptions { get; init; }

    /// <summary>The delay before the second attempt, doubled for each further one: 0 to 24 hours; 200 ms unless told.</summary>
    public TimeSpan BaseDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>No delay is longer than this: at least <see cref="BaseDelay"/>, at most 24 hours; 30 s unless told.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How far a delay may stray from the doubled one, as a part of it: 0 to 1; 0.2 unless told.</summary>
    public double Jitter { get; init; } = 0.2;

    /// <summary>How long one attempt may take: 10 ms to 24 hours; without bound if null.</summary>
    public TimeSpan? AttemptTimeout { get; init; }

    /// <summary>How long all attempts and delays may take: 10 ms to 24 hours, not below <see cref="AttemptTimeout"/>; without bound if null.</summary>
    public TimeSpan? TotalTimeout { get; init; }

    /// <summary>Checks every bound.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range; the message names it.</exception>
    public void Validate()
    {
        Require(MaxAttempts is >= 1 and <= 1_000_000, MaxAttempts, nameof(MaxAttempts), "must be 1 to 1,000,000");
        Require(BaseDelay >= TimeSpan.Zero && BaseDelay <= LongestTimeout, BaseDelay, nameof(BaseDelay), "must be 0 to 24 hours");
        Require(MaxDelay >= BaseDelay && MaxDelay <= LongestTimeout, MaxDelay, nameof(MaxDelay), "must be BaseDelay to 24 hours");
        Require(Jitter is >= 0 and <= 1, Jitter, nameof(Jitter), "must be 0 to 1");
        Require(IsTimeout(AttemptTimeout), AttemptTimeout, nameof(AttemptTimeout), "must be 10 ms to 24 hours");
        Require(IsTimeout(TotalTimeout), TotalTimeout, nameof(TotalTimeout), "must be 10 ms to 24 hours");
        Require(!(AttemptTimeout > TotalTimeout), AttemptTimeout, nameof(AttemptTimeout), "must not be above TotalTimeout");
    }

    internal bool Handles(Exception error) => error switch
    {
        CircuitOpenException => false,
        _ when Exceptions is { } listed => listed.Any(type => type.IsInstanceOfType(error)),
        _ => TransientErrors.Includes(error),
    };

    private static bool IsTimeout(TimeSpan? value) => value is null || (value >= ShortestTimeout && value <= LongestTimeout);

    private static void Require(bool met, object? value, string name, string rule)
    {
        if (!met)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} {rule}.");
        }
    }
}
