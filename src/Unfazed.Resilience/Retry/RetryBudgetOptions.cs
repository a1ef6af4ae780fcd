namespace Unfazed.Resilience;

/// <summary>How much a <see cref="RetryBudget"/> allows.</summary>
public sealed record RetryBudgetOptions
{
    /// <summary>How many retries there may be for each call, in the <see cref="Window"/>, beyond <see cref="MinRetries"/>: 0 to 10; by default 0.2.</summary>
    public double MaxRetryShare { get; init; } = 0.2;

    /// <summary>How many retries there may be in the <see cref="Window"/> however few calls there are; the share of <see cref="MaxRetryShare"/> comes on top: 0 to 100,000; by default 10.</summary>
    public int MinRetries { get; init; } = 10;

    /// <summary>How long calls and retries count: 10 ms to 1 day; by default 10 s. They leave in ten equal parts.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Checks every bound.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range; the message names it.</exception>
    public void Validate()
    {
        Require(MaxRetryShare is >= 0 and <= 10, MaxRetryShare, nameof(MaxRetryShare), "must be 0 to 10");
        Require(MinRetries is >= 0 and <= 100_000, MinRetries, nameof(MinRetries), "must be 0 to 100,000");
        Require(Window >= TimeSpan.FromMilliseconds(10) && Window <= TimeSpan.FromDays(1), Window, nameof(Window), "must be 10 ms to 1 day");
    }

    private static void Require(bool met, object value, string name, string rule)
    {
        if (!met)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} {rule}.");
        }
    }
}
