using System.Collections.Immutable;

namespace Unfazed.Core.Configuration.Schema;

/// <summary>The keys under <c>resilience</c>.</summary>
internal static class ResilienceKeys
{
    private static readonly ObjectShape<BreakerSettings> Breaker = new(
        "a circuit breaker's settings",
        new BreakerSettings(),
        [
            new ValueKey<BreakerSettings, int>("fail_max", "Failures in a row that open it; 5 by default.", Shapes.Whole("a number of failures", 1, 1000))
            {
                Get = static breaker => breaker.FailMax,
                Set = static (breaker, value) => breaker with { FailMax = value },
            },
            new ValueKey<BreakerSettings, TimeSpan>("reset_timeout", "How long it stays open before one probe is let through; 60s by default.", Shapes.Duration)
            {
                Get = static breaker => breaker.ResetTimeout,
                Set = static (breaker, value) => breaker with { ResetTimeout = value },
            },
        ]);

    private static readonly ObjectShape<RetrySettings> Retry = new(
        "the settings of retries",
        new RetrySettings(),
        [
            new ValueKey<RetrySettings, int>("max_attempts", "Attempts of a call to a service, the first included; 3 by default.", Shapes.Whole("a number of attempts", 1, 10))
            {
                Get = static retry => retry.MaxAttempts,
                Set = static (retry, value) => retry with { MaxAttempts = value },
            },
            new ValueKey<RetrySettings, TimeSpan>("base_delay", "The delay before the second attempt; 200ms by default.", Shapes.Duration)
            {
                Get = static retry => retry.BaseDelay,
                Set = static (retry, value) => retry with { BaseDelay = value },
            },
            new ValueKey<RetrySettings, TimeSpan>("max_delay", "The longest delay; 5s by default.", Shapes.Duration)
            {
                Get = static retry => retry.MaxDelay,
                Set = static (retry, value) => retry with { MaxDelay = value },
            },
        ]);

    /// <summary>What stands under <c>resilience</c>.</summary>
    public static ObjectShape<ResilienceSettings> Shape { get; } = new(
        "the settings of resilience",
        new ResilienceSettings(),
        [
            new ValueKey<ResilienceSettings, bool>("enabled", "Whether circuit breakers and retries are in force.", Shapes.Boolean)
            {
                Get = static resilience => resilience.Enabled,
                Set = static (resilience, value) => resilience with { Enabled = value },
            },
            new ValueKey<ResilienceSettings, ImmutableArray<TableEntry<BreakerSettings>>>(
                "breakers",
                "Circuit breakers by service or check; \"default\" for all others.",
                new TableShape<BreakerSettings>("a mapping of circuit breakers", static (key, _) => NameShapes.NameProblem(key), Breaker))
            {
                Get = static resilience => Setting<ImmutableArray<TableEntry<BreakerSettings>>>.Default(
                    [.. resilience.Breakers.OrderBy(static pair => pair.Key, StringComparer.Ordinal)
                        .Select(static pair => new TableEntry<BreakerSettings>(pair.Key, pair.Value, SettingSource.Default))]),
                Set = static (resilience, value) => resilience with
                {
                    Breakers = value.Value.ToImmutableDictionary(static entry => entry.Key, static entry => entry.Value, StringComparer.Ordinal),
                },
            },
            new ValueKey<ResilienceSettings, RetrySettings>("retry", "How calls of services are tried again.", Retry)
            {
                Get = static resilience => Setting<RetrySettings>.Default(resilience.Retry),
                Set = static (resilience, value) => resilience with { Retry = value.Value },
            },
        ]);
}
