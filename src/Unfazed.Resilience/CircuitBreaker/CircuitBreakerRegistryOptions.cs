namespace Unfazed.Resilience;

/// <summary>Where a <see cref="CircuitBreakerRegistry"/> keeps its breakers and what clock it uses.</summary>
public sealed record CircuitBreakerRegistryOptions
{
    /// <summary>
    /// The SQLite file that all processes of the user share; breakers live in memory if null. It is made at the first failure, with its
    /// folder; where nothing ever failed there is no file.
    /// </summary>
    public string? StorePath { get; init; }

    /// <summary>
    /// How long calls may wait for the store beyond its usual pace, in a minute, before breakers go on in memory for a while: 10 ms to
    /// 1 minute; by default 150 ms. After 30 s, and twice as long each time that it fails again (up to 8 minutes), the store is asked again.
    /// </summary>
    public TimeSpan StoreBudget { get; init; } = TimeSpan.FromMilliseconds(150);

    /// <summary>
    /// Called at most once a process, outside any lock, on the thread of the call that met the fault. What it throws is swallowed. If null the
    /// warning goes to <see cref="System.Diagnostics.Trace"/>.
    /// </summary>
    public Action<StoreWarning>? OnStoreWarning { get; init; }

    /// <summary>The options of a breaker that is asked for without any.</summary>
    public CircuitBreakerOptions Defaults { get; init; } = CircuitBreakerOptions.Default;

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    internal Func<string, bool> IsOnNetwork { get; init; } = NetworkFileSystem.Holds;

    internal void Validate()
    {
        if (StoreBudget < TimeSpan.FromMilliseconds(10) || StoreBudget > TimeSpan.FromMinutes(1))
        {
            throw new ArgumentOutOfRangeException(nameof(StoreBudget), StoreBudget, "StoreBudget must be 10 ms to 1 minute.");
        }

        if (StorePath is not null && string.IsNullOrWhiteSpace(StorePath))
        {
            throw new ArgumentException("StorePath must be a path; leave it out for breakers in memory.", nameof(StorePath));
        }

        ArgumentNullException.ThrowIfNull(TimeProvider);
        Defaults.Validate();
    }
}
