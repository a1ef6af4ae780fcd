using Unfazed.Core.Orchestration;
using Unfazed.Resilience;

namespace Unfazed.Cli.Commands;

/// <summary>The circuit breakers that all processes of a user share.</summary>
internal static class BreakerStore
{
    /// <summary>A registry over the user's file; in memory where there is no place for one. Opens nothing yet.</summary>
    public static CircuitBreakerRegistry Open(Host host) =>
        UserBreakers.Open(host.Environment, warning => host.Say($"unfazed: {Explain(warning)}"), host.Time);

    private static string Explain(StoreWarning warning) => warning.FellBackToMemory
        ? $"circuit breakers count for this run alone: {warning.Location}: {warning.Detail}"
        : $"circuit breakers begin anew: {warning.Location} was damaged and has been moved aside";
}
