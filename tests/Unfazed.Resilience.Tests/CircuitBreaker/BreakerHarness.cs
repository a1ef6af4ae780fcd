using Unfazed.Testing;

namespace Unfazed.Resilience.Tests;

/// <summary>What the case lists run on: the same cases with rows in memory and in a file.</summary>
#pragma warning disable CA1001 // The test runner calls DisposeAsync.
public abstract class BreakerHarness(bool durable) : IAsyncLifetime
#pragma warning restore CA1001
{
    public const int Limit = 120_000;

    private readonly List<CircuitBreakerRegistry> _registries = [];
    private readonly List<StoreWarning> _warnings = [];
    private readonly TemporaryDirectory _folder = new();

    protected static CircuitBreakerOptions Options { get; } = new()
    {
        FailMax = 3,
        ResetTimeout = TimeSpan.FromSeconds(30),
        OperationTimeout = TimeSpan.FromSeconds(10),
        LeaseGrace = TimeSpan.FromSeconds(2),
    };

    protected static TimeSpan Lease => Options.OperationTimeout + Options.LeaseGrace;

    protected FakeTimeProvider Clock { get; } = new();

    protected bool Durable => durable;

    /// <summary>The smallest step of the store's clock.</summary>
    protected TimeSpan Tick => durable ? TimeSpan.FromMilliseconds(1) : TimeSpan.FromTicks(1);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var registry in _registries)
        {
            await registry.DisposeAsync();
        }

        _folder.Dispose();
        Assert.Empty(_warnings);
    }

    protected CircuitBreakerRegistry CreateRegistry()
    {
        var registry = new CircuitBreakerRegistry(new CircuitBreakerRegistryOptions
        {
            Store = durable ? new SqliteBreakerStore(_folder["breakers.db"]) : null,
            StoreBudget = TimeSpan.FromMinutes(1),
            TimeProvider = Clock,
            OnStoreWarning = _warnings.Add,
        });
        _registries.Add(registry);
        return registry;
    }

    protected CircuitBreaker CreateBreaker(CircuitBreakerOptions? options = null) => CreateRegistry().GetBreaker("service", options ?? Options);

    protected static CircuitPermit Admit(CircuitBreaker breaker)
    {
        Assert.True(breaker.TryAdmit(out var permit, out _));
        return permit;
    }

    protected static CircuitRejection Reject(CircuitBreaker breaker)
    {
        Assert.False(breaker.TryAdmit(out _, out var rejection));
        return rejection;
    }

    protected static void Fail(CircuitBreaker breaker, int times = 1)
    {
        for (var i = 0; i < times; i++)
        {
            breaker.RecordFailure(Admit(breaker), "refused");
        }
    }

    protected static CircuitBreaker Trip(CircuitBreaker breaker)
    {
        Fail(breaker, breaker.Options.FailMax);
        Assert.Equal(CircuitState.Open, breaker.State);
        return breaker;
    }

    /// <summary>Opens the breaker, lets the break pass, and takes the probe.</summary>
    protected CircuitPermit Probe(CircuitBreaker breaker)
    {
        Trip(breaker);
        Clock.Advance(breaker.Options.ResetTimeout);
        var permit = Admit(breaker);
        Assert.True(permit.IsProbe);
        return permit;
    }
}
