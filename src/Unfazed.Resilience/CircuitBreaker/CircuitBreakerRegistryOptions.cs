namespace Unfazed.Resilience;

/// <summary>Where a <see cref="CircuitBreakerRegistry"/> keeps its breakers and what clock it uses.</summary>
public sealed record CircuitBreakerRegistryOptions
{
    /// <summary>
    /// Keeps the state of the breakers beyond the process, such as <c>SqliteBreakerStore</c> of the package <c>Unfazed.Resilience.Sqlite</c>;
    /// breakers live in memory if null.
    /// </summary>
    public IBreakerStoreFactory? Store { get; init; }

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

    /// <summary>
    /// Called once for each breaker that <see cref="CircuitBreakerRegistry.GetOrAdd"/> was asked for with other options than it has. What it
    /// throws is swallowed. If null the conflict goes to <see cref="System.Diagnostics.Trace"/>.
    /// </summary>
    public Action<CircuitOptionsConflict>? OnOptionsConflict { get; init; }

    /// <summary>The options of a breaker that is asked for without any.</summary>
    public CircuitBreakerOptions Defaults { get; init; } = CircuitBreakerOptions.Default;

    /// <summary>
    /// The options of a breaker that is asked for without any, by its name; <see cref="Defaults"/> where it gives null, or if it is null itself.
    /// </summary>
    public Func<string, CircuitBreakerOptions?>? OptionsOf { get; init; }

    /// <summary>Bounds the retries of every <see cref="RetryWithBreaker"/> behind a breaker of the registry that has no budget of its own.</summary>
    public RetryBudget? RetryBudget { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>
    /// Measures how long the store takes. Not <see cref="TimeProvider"/>: a file is slow by the time that callers wait, whatever clock the breakers use.
    /// </summary>
    internal TimeProvider StoreClock { get; init; } = TimeProvider.System;

    internal void Validate()
    {
        if (StoreBudget < TimeSpan.FromMilliseconds(10) || StoreBudget > TimeSpan.FromMinutes(1))
        {
            throw new ArgumentOutOfRangeException(nameof(StoreBudget), StoreBudget, "StoreBudget must be 10 ms to 1 minute.");
        }

        ArgumentNullException.ThrowIfNull(TimeProvider);
        Defaults.Validate();
    }
}

/// <summary>A breaker was requested with other options than it has. The first ones count.</summary>
/// <param name="Name">The breaker's name.</param>
/// <param name="Options">The options that it has.</param>
/// <param name="Requested">The options that change nothing.</param>
public sealed record CircuitOptionsConflict(string Name, CircuitBreakerOptions Options, CircuitBreakerOptions Requested);
