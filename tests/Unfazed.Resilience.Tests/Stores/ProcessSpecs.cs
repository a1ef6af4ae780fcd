using System.Globalization;
using Unfazed.Testing;

namespace Unfazed.Resilience.Tests;

/// <summary>Real processes on one file.</summary>
public sealed class ProcessSpecs : IDisposable
{
    private static readonly CircuitBreakerOptions Options = new()
    {
        FailMax = 1_000,
        ResetTimeout = TimeSpan.FromMinutes(1),
        OperationTimeout = TimeSpan.FromMinutes(1),
    };

    private readonly TemporaryDirectory _folder = new();

    private string StorePath => _folder["breakers.db"];

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = BreakerHarness.Limit)]
    [Trait("Case", "55")]
    public async Task State_survives_a_restart()
    {
        using (var puppet = await Puppet.StartAsync("fail", StorePath, 3))
        {
            Assert.Equal("3", await puppet.ActAsync());
        }

        await using var registry = At(TimeSpan.Zero);
        Assert.Equal(3, registry.GetBreaker(Puppet.Breaker, Options).Failures);
        registry.GetBreaker(Puppet.Breaker).Isolate();
        await using var restarted = At(TimeSpan.Zero);
        Assert.Equal(CircuitState.Isolated, restarted.GetBreaker(Puppet.Breaker, Options).State);
        Assert.Equal([Puppet.Breaker], restarted.Snapshots().Select(s => s.Name));
        await using var another = At(TimeSpan.Zero);
        another.ResetAll();
        Assert.Equal(CircuitState.Closed, Assert.Single(another.Snapshots()).State);
        Assert.Equal(CircuitState.Closed, another.GetBreaker(Puppet.Breaker, Options).State);
    }

    [Fact(Timeout = 2 * BreakerHarness.Limit)]
    [Trait("Case", "56")]
    public async Task Eight_processes_lose_no_increment()
    {
        var puppets = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Puppet.StartAsync("fail", StorePath, 50)));
        Assert.Equal(Enumerable.Repeat("50", 8), await Task.WhenAll(puppets.Select(p => p.ActAsync())));
        await using var registry = At(TimeSpan.Zero);
        Assert.Equal(400, registry.GetBreaker(Puppet.Breaker, Options).Failures);
        Array.ForEach(puppets, p => p.Dispose());
    }

    [Theory(Timeout = BreakerHarness.Limit)]
    [InlineData("admit", 1)]
    [InlineData("admit-three", 3)]
    [Trait("Case", "57")]
    public async Task A_process_killed_in_the_middle_of_its_probes_wedges_nothing(string command, int places)
    {
        await OpenAndLetTheBreakPassAsync();
        var options = Options with { HalfOpenMaxCalls = places, SuccessThreshold = places };
        using var puppet = await Puppet.StartAsync(command, StorePath, 8);
        Assert.Equal(places.ToString(CultureInfo.InvariantCulture), await puppet.ActAsync());
        puppet.Kill();
        await using var during = At(TimeSpan.Zero);
        Assert.False(during.GetBreaker(Puppet.Breaker, options).TryAdmit(out _, out var rejection));
        Assert.Equal(CircuitState.HalfOpen, rejection.State);
        await using var after = At(Options.OperationTimeout + Options.LeaseGrace + TimeSpan.FromSeconds(1));
        var breaker = after.GetBreaker(Puppet.Breaker, options);
        var probes = Enumerable.Range(0, places).Select(_ => breaker.TryAdmit(out var permit, out var _) ? permit : default).ToList();
        Assert.All(probes, probe => Assert.True(probe.IsProbe));
        probes.ForEach(breaker.RecordSuccess);
        Assert.Equal(CircuitState.Closed, breaker.State);
    }

    [Theory(Timeout = 2 * BreakerHarness.Limit)]
    [InlineData("admit", 1, 4)]
    [InlineData("admit-three", 3, 8)]
    [Trait("Case", "58")]
    public async Task As_many_probes_as_there_are_places_over_processes_and_threads(string command, int places, int processes)
    {
        await OpenAndLetTheBreakPassAsync();
        var puppets = await Task.WhenAll(Enumerable.Range(0, processes).Select(_ => Puppet.StartAsync(command, StorePath, 8)));
        var admitted = await Task.WhenAll(puppets.Select(p => p.ActAsync()));
        Assert.Equal(places, admitted.Sum(a => int.Parse(a, CultureInfo.InvariantCulture)));
        Array.ForEach(puppets, p => p.Dispose());
    }

    // Opened in the past by this process's clock, so that no test has to wait for a break.
    private async Task OpenAndLetTheBreakPassAsync()
    {
        await using var registry = At(-Options.ResetTimeout - TimeSpan.FromMinutes(1));
        var breaker = registry.GetBreaker(Puppet.Breaker, Options with { FailMax = 1 });
        Assert.True(breaker.TryAdmit(out var permit, out _));
        breaker.RecordFailure(permit, "refused");
    }

    private CircuitBreakerRegistry At(TimeSpan offset) => new(new CircuitBreakerRegistryOptions
    {
        Store = new SqliteBreakerStore(StorePath),
        StoreBudget = TimeSpan.FromMinutes(1),
        TimeProvider = new FakeTimeProvider(TimeProvider.System.GetUtcNow() + offset),
        OnStoreWarning = w => Assert.Fail(w.ToString()),
    });
}
