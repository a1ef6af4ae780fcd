using System.Collections.Immutable;

namespace Unfazed.Core.Configuration;

/// <summary>What <c>resilience</c> says.</summary>
public sealed record ResilienceSettings
{
    /// <summary>The key under <c>resilience.breakers</c> that counts for every name without an entry of its own.</summary>
    public const string DefaultBreaker = "default";

    /// <summary>Whether the layer is on: circuit breakers and retries.</summary>
    public Setting<bool> Enabled { get; init; } = Setting<bool>.Default(true);

    /// <summary><c>resilience.breakers.NAME</c>, by service or check, and <see cref="DefaultBreaker"/>.</summary>
    public ImmutableDictionary<string, BreakerSettings> Breakers { get; init; } = ImmutableDictionary<string, BreakerSettings>.Empty;

    /// <summary><c>resilience.retry</c>: for calls of services.</summary>
    public RetrySettings Retry { get; init; } = new();
}

/// <summary>How a circuit breaker behaves; null where nothing is said.</summary>
public sealed record BreakerSettings
{
    /// <summary>Failures in a row that open it: 1 to 1,000; 5 by default.</summary>
    public Setting<int>? FailMax { get; init; }

    /// <summary>How long it stays open before one probe is let through; 60 s by default.</summary>
    public Setting<TimeSpan>? ResetTimeout { get; init; }
}

/// <summary>How calls of services are tried again.</summary>
public sealed record RetrySettings
{
    /// <summary>Attempts, the first included: 1 to 10; 3 by default.</summary>
    public Setting<int> MaxAttempts { get; init; } = Setting<int>.Default(3);

    /// <summary>The delay before the second attempt; 200 ms by default.</summary>
    public Setting<TimeSpan> BaseDelay { get; init; } = Setting<TimeSpan>.Default(TimeSpan.FromMilliseconds(200));

    /// <summary>The longest delay; 5 s by default.</summary>
    public Setting<TimeSpan> MaxDelay { get; init; } = Setting<TimeSpan>.Default(TimeSpan.FromSeconds(5));
}
