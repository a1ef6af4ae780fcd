namespace Unfazed.Resilience;

/// <summary>A store cannot be used. A store throws it; the registry catches it and keeps its breakers in memory, so no caller meets it.</summary>
/// <param name="fault">What is wrong.</param>
/// <param name="message">The store's own words, on one line.</param>
public sealed class BreakerStoreException(StoreFault fault, string message) : Exception(message)
{
    /// <summary>What is wrong.</summary>
    public StoreFault Fault { get; } = fault;
}
