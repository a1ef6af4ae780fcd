namespace Unfazed.Resilience.Tests;

public abstract class CircuitBreakerRegistryCases(bool durable) : BreakerHarness(durable)
{
    [Fact(Timeout = Limit)]
    [Trait("Case", "28")]
    public async Task The_same_name_gives_the_same_instance_under_a_race()
    {
        var registry = CreateRegistry();
        using var start = new Barrier(8);
        var breakers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                return registry.GetBreaker("service", Options);
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        Assert.Single(breakers.Distinct());
    }

    [Fact]
    [Trait("Case", "29")]
    public void Conflicting_options_are_an_error_that_names_both()
    {
        var registry = CreateRegistry();
        registry.GetBreaker("service", Options with { FailMax = 7 });
        var error = Assert.Throws<InvalidOperationException>(() => registry.GetBreaker("service", Options with { FailMax = 9 }));
        Assert.Contains("FailMax = 7", error.Message, StringComparison.Ordinal);
        Assert.Contains("FailMax = 9", error.Message, StringComparison.Ordinal);
        Assert.Same(registry.GetBreaker("service"), registry.GetBreaker("service", Options with { FailMax = 7 }));
    }

    [Fact]
    public void Options_from_the_same_line_are_no_conflict()
    {
        var registry = CreateRegistry();
        Assert.Same(Asked(1), Asked(2));

        CircuitBreaker Asked(int factor) =>
            registry.GetBreaker("service", Options with { BreakDuration = attempts => TimeSpan.FromSeconds(factor * attempts) });
    }

    [Fact]
    public void Whoever_asks_without_options_decides_nothing()
    {
        var registry = CreateRegistry();
        Assert.False(registry.TryGet("service", out _));
        var shown = registry.GetBreaker("service");
        Assert.Same(shown, registry.GetBreaker("service", Options with { FailMax = 7 }));
        Assert.Equal(7, shown.Options.FailMax);
        Assert.True(registry.TryGet("service", out var found));
        Assert.Same(shown, found);
    }

    [Fact]
    public void Get_or_add_keeps_the_first_options()
    {
        var registry = CreateRegistry();
        var first = registry.GetOrAdd("service", Options with { FailMax = 7 });
        Assert.Same(first, registry.GetOrAdd("service", Options with { FailMax = 9 }));
        Assert.Equal(7, first.Options.FailMax);
    }

    [Fact]
    [Trait("Case", "30")]
    public void Reset_of_all_during_calls_closes_all_and_ignores_the_calls()
    {
        var registry = CreateRegistry();
        var (open, isolated, probed) = (registry.GetBreaker("open", Options), registry.GetBreaker("isolated", Options), registry.GetBreaker("probed", Options));
        Trip(open);
        isolated.Isolate();
        var probe = Probe(probed);
        registry.ResetAll();
        probed.RecordFailure(probe);
        Assert.All(registry.Snapshots(), s => Assert.Equal((CircuitState.Closed, 0), (s.State, s.Failures)));
        Assert.Equal(["isolated", "open", "probed"], registry.Snapshots().Select(s => s.Name));
    }

    [Fact]
    [Trait("Case", "31")]
    public void A_reload_of_the_configuration_keeps_the_state()
    {
        var registry = CreateRegistry();
        var breaker = Trip(registry.GetBreaker("service", Options));
        Assert.Same(breaker, registry.Reconfigure("service", Options with { FailMax = 1, ResetTimeout = TimeSpan.FromSeconds(5) }));
        Assert.Equal((CircuitState.Open, 3), (breaker.State, breaker.Failures));
        Clock.Advance(Options.ResetTimeout);
        breaker.RecordFailure(Admit(breaker));
        Assert.Equal(TimeSpan.FromSeconds(5), Reject(breaker).RetryAfter);
    }

    [Fact]
    [Trait("Case", "32")]
    public void Distinct_names_are_isolated_from_each_other()
    {
        var registry = CreateRegistry();
        Trip(registry.GetBreaker("https://one", Options));
        Assert.Equal(CircuitState.Closed, registry.GetBreaker("https://two", Options).State);
    }

    [Fact(Timeout = Limit)]
    public async Task The_registry_hears_of_every_breaker()
    {
        var registry = CreateRegistry();
        var heard = new List<string>();
        registry.Transitioned += t => heard.Add($"{t.Name} {t.From}-{t.To}");
        var breaker = Trip(registry.GetBreaker("service", Options));
        await breaker.WhenDelivered();
        Assert.Equal(["service Closed-Open"], heard);
    }
}

public sealed class MemoryCircuitBreakerRegistrySpecs() : CircuitBreakerRegistryCases(durable: false);

public sealed class SqliteCircuitBreakerRegistrySpecs() : CircuitBreakerRegistryCases(durable: true);
