namespace Unfazed.Resilience;

/// <summary>How <see cref="TimeLimit"/> ends an operation.</summary>
public sealed record TimeLimitOptions
{
    /// <summary>How long an operation may take to stop once its token has fired: 0 to 30 days; by default 0.5 s. Then it is abandoned.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>How many abandoned operations of one name may still run before no other of that name is started: 0 or more; by default 64.</summary>
    public int MaxAbandoned { get; init; } = 64;

    /// <summary>
    /// How many operations of one name may run at once, abandoned ones included: 1 or more; without limit if null. What is over the limit
    /// is not started.
    /// </summary>
    public int? MaxRunning { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    internal static TimeLimitOptions Default { get; } = new();

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Grace, TimeSpan.Zero, nameof(Grace));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Grace, CircuitBreakerOptions.Longest, nameof(Grace));
        ArgumentOutOfRangeException.ThrowIfNegative(MaxAbandoned, nameof(MaxAbandoned));
        ArgumentNullException.ThrowIfNull(TimeProvider);
        if (MaxRunning is < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(MaxRunning), MaxRunning, "MaxRunning must be 1 or more, or null.");
        }
    }
}
