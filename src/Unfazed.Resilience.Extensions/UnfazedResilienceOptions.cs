namespace Unfazed.Resilience.Extensions;

/// <summary>What <c>AddUnfazedResilience</c> sets up: where breakers are kept, and the options of each.</summary>
public sealed class UnfazedResilienceOptions
{
    /// <summary>
    /// Keeps the state of the breakers beyond the process, such as <c>SqliteBreakerStore</c> of the package <c>Unfazed.Resilience.Sqlite</c>;
    /// breakers live in memory if null. Not part of the configuration section.
    /// </summary>
    public IBreakerStoreFactory? Store { get; set; }

    /// <summary>How long calls may wait for a slow store, in a minute: 10 ms to 1 minute; by default 150 ms.</summary>
    public TimeSpan StoreBudget { get; set; } = TimeSpan.FromMilliseconds(150);

    /// <summary>The options of each breaker that <see cref="Breakers"/> does not name.</summary>
    public CircuitBreakerOptions Defaults { get; set; } = CircuitBreakerOptions.Default;

    /// <summary>The options of single breakers, by name. Case does not matter here, as in a configuration; a breaker has the name it is asked for with.</summary>
    public IDictionary<string, CircuitBreakerOptions> Breakers { get; } = new Dictionary<string, CircuitBreakerOptions>(StringComparer.OrdinalIgnoreCase);

    internal CircuitBreakerOptions Of(string name) => Breakers.TryGetValue(name, out var options) ? options : Defaults;
}
