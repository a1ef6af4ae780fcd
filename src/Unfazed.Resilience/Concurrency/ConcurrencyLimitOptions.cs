namespace Unfazed.Resilience;

/// <summary>How a <see cref="ConcurrencyLimit"/> behaves.</summary>
public sealed record ConcurrencyLimitOptions
{
    /// <summary>How many calls may run at once: 1 to 100,000; by default 10.</summary>
    public int MaxConcurrent { get; init; } = 10;

    /// <summary>How many further calls may wait for a place: 0 to 100,000; by default 0, so that a call that finds no place is rejected.</summary>
    public int MaxQueued { get; init; }

    /// <summary>How long a call may wait for a place: 1 ms to 24 hours; by default 1 s.</summary>
    public TimeSpan QueueTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Checks every bound.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range; the message names it.</exception>
    public void Validate()
    {
        Require(MaxConcurrent is >= 1 and <= 100_000, MaxConcurrent, nameof(MaxConcurrent), "must be 1 to 100,000");
        Require(MaxQueued is >= 0 and <= 100_000, MaxQueued, nameof(MaxQueued), "must be 0 to 100,000");
        Require(QueueTimeout >= TimeSpan.FromMilliseconds(1) && QueueTimeout <= TimeSpan.FromHours(24), QueueTimeout, nameof(QueueTimeout), "must be 1 ms to 24 hours");
    }

    private static void Require(bool met, object value, string name, string rule)
    {
        if (!met)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} {rule}.");
        }
    }
}
