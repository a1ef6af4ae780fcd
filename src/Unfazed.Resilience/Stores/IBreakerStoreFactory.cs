namespace Unfazed.Resilience;

/// <summary>
/// Describes a store of breakers for <see cref="CircuitBreakerRegistryOptions.Store"/>. Several registries may use one description: each
/// creates a store of its own.
/// </summary>
public interface IBreakerStoreFactory
{
    /// <summary>Where the state is kept, such as the path of a file; named in warnings.</summary>
    string Location { get; }

    /// <summary>Whether there is anything to read. Must not create the store. Called on the store's own thread, within its budget, maybe before <see cref="Prepare"/>.</summary>
    bool Exists();

    /// <summary>Loads the store's code without touching its data. Called once, on the store's own thread, before the first operation.</summary>
    void Prepare();

    /// <summary>Creates the store without opening it: its first operation does.</summary>
    /// <param name="context">The clock, and the time that an operation may take.</param>
    IBreakerStore Create(BreakerStoreContext context);
}

/// <summary>What a registry gives to its store.</summary>
public sealed record BreakerStoreContext
{
    /// <summary>How long callers wait for slow operations, in a minute: <see cref="CircuitBreakerRegistryOptions.StoreBudget"/>.</summary>
    public TimeSpan Budget { get; init; } = TimeSpan.FromMilliseconds(150);

    /// <summary>The clock of the registry.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>To call when the store has replaced its damaged data, with one line for people. The registry reports it.</summary>
    public Action<string> OnRepaired { get; init; } = static _ => { };
}
