using Unfazed.Core.Journal;
using Unfazed.Resilience;

namespace Unfazed.Cli.Commands;

/// <summary>The circuit breakers that all processes of a user share.</summary>
internal static class BreakerStore
{
    private const string FileName = "breakers.db";

    /// <summary>A registry over the user's file; in memory where there is no place for one. Opens nothing yet.</summary>
    public static CircuitBreakerRegistry Open(Host host) => new(new CircuitBreakerRegistryOptions
    {
        StorePath = StateDirectory.Of(host.Environment) is { } folder ? Path.Combine(folder, FileName) : null,
        TimeProvider = host.Time,
        OnStoreWarning = warning => host.Say($"unfazed: {Explain(warning)}"),
    });

    private static string Explain(StoreWarning warning) => warning.FellBackToMemory
        ? $"circuit breakers count for this run alone: {warning.StorePath}: {warning.Detail}"
        : $"circuit breakers begin anew: {warning.StorePath} was damaged and has been moved aside";
}
