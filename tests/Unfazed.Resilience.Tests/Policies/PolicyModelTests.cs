using Unfazed.Testing;

namespace Unfazed.Resilience.Tests.Policies;

/// <summary>Each policy on a real breaker and on the model of it, in memory and in a file.</summary>
public sealed class PolicyModelTests : IDisposable
{
    private const int Steps = 100_000;
    private const int Seeds = 3;
    private const int DurableSteps = 4_000;

    private static readonly CircuitBreakerOptions Probes = new()
    {
        FailMax = 3,
        ResetTimeout = TimeSpan.FromSeconds(4),
        OperationTimeout = TimeSpan.FromSeconds(2),
        LeaseGrace = TimeSpan.FromSeconds(1),
    };

    private static readonly CircuitBreakerOptions Window = Probes with
    {
        SlidingWindow = SlidingWindow.OfCalls(8),
        MinimumThroughput = 5,
        FailureRateThreshold = 0.6,
    };

    private static readonly Dictionary<string, CircuitBreakerOptions> Policies = new(StringComparer.Ordinal)
    {
        ["one probe"] = Probes,
        ["several probes"] = Probes with { HalfOpenMaxCalls = 3 },
        ["three successes, one at a time"] = Probes with { SuccessThreshold = 3 },
        ["three successes of two at a time"] = Probes with { HalfOpenMaxCalls = 2, SuccessThreshold = 3 },
        ["window of calls"] = Window,
        ["window of calls, probes by rate"] = Window with { HalfOpenMaxCalls = 4 },
        ["window of calls, slow calls"] = Window with { SlowCallDuration = TimeSpan.FromSeconds(2), SlowCallRateThreshold = 0.5, HalfOpenMaxCalls = 3 },
        ["window of calls, slow calls, two successes"] =
            Window with { SlowCallDuration = TimeSpan.FromSeconds(2), SlowCallRateThreshold = 0.5, SuccessThreshold = 2 },
        ["window of time"] = Window with { SlidingWindow = SlidingWindow.OfTime(TimeSpan.FromSeconds(6), 4), HalfOpenMaxCalls = 2 },
        ["window of time, slow calls"] = Window with
        {
            SlidingWindow = SlidingWindow.OfTime(TimeSpan.FromSeconds(10)),
            SlowCallDuration = TimeSpan.FromSeconds(2),
            SlowCallRateThreshold = 0.4,
            HalfOpenMaxCalls = 5,
        },
        ["metrics only"] = Window with { Mode = CircuitMode.MetricsOnly, HalfOpenMaxCalls = 2 },
    };

    private readonly TemporaryDirectory _folder = new();

    public static TheoryData<string> Names => [.. Policies.Keys];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void A_long_history_goes_as_the_model_of_its_policy_says(string policy)
    {
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var clock = new FakeTimeProvider();
            new PolicyRun(clock, Policies[policy], [new CircuitBreaker("service", Policies[policy], clock)], seed).Run(Steps);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_history_in_a_file_goes_as_the_model_of_its_policy_says(string policy)
    {
        var clock = new FakeTimeProvider();
        var options = Policies[policy];
        await using var one = Registry(clock);
        await using var another = Registry(clock);

        // A window is of one process; probes are shared.
        CircuitBreakerRegistry[] registries = options.SlidingWindow is null ? [one, another] : [one];
        new PolicyRun(clock, options, [.. registries.Select(registry => registry.GetBreaker("service", options))], seed: 1).Run(DurableSteps);
    }

    private CircuitBreakerRegistry Registry(FakeTimeProvider clock) => new(new CircuitBreakerRegistryOptions
    {
        Store = new SqliteBreakerStore(_folder["breakers.db"]),
        StoreBudget = TimeSpan.FromMinutes(1),
        TimeProvider = clock,
        OnStoreWarning = warning => Assert.Fail(warning.ToString()),
    });
}
