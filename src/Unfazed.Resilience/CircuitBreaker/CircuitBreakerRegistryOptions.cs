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
    /// How long, in all, this process may wait for the store beyond its usual pace before it gives it up for memory: 10 ms to 1 minute;
    /// 150 ms unless told.
    /// </summary>
    public TimeSpan StoreBudget { get; init; } = TimeSpan.FromMilliseconds(150);

    /// <summary>Told at most once a process, on the thread of the call that met the fault. What it throws is swallowed.</summary>
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

        Defaults.Validate();
    }
}
