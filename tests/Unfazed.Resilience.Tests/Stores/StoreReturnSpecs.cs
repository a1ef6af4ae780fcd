using System.Collections.Concurrent;
using Unfazed.Testing;

namespace Unfazed.Resilience.Tests;

/// <summary>A process that lives long: its store has a hiccup now and then, and comes back.</summary>
public sealed class StoreReturnSpecs : IDisposable
{
    private static readonly CircuitBreakerOptions Options = new() { FailMax = 2, ResetTimeout = TimeSpan.FromHours(1) };
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private readonly TemporaryDirectory _folder = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly ConcurrentQueue<StoreWarning> _warnings = new();
    private BreakerStoreException? _fault;

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task A_store_that_works_again_is_used_again_after_a_pause()
    {
        await using var registry = Faulty();
        var breaker = registry.GetBreaker("service", Options);
        breaker.RecordFailure();
        Assert.True(breaker.Snapshot().Durable);

        _fault = new BreakerStoreException(StoreFault.Locked, "hiccup");
        breaker.RecordFailure();
        _fault = null;
        Assert.False(breaker.Snapshot().Durable);
        _clock.Advance(Pause);

        Assert.True(breaker.Snapshot().Durable);
        Assert.Single(_warnings);
    }

    [Theory(Timeout = BreakerHarness.Limit)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_opened_in_memory_is_open_in_the_store_afterwards(bool byHand)
    {
        await using var registry = Create();
        var breaker = registry.GetBreaker("service", Options);
        breaker.RecordFailure();
        File.Move(StorePath, StorePath + ".away");
        if (byHand)
        {
            breaker.Isolate("maintenance");
        }
        else
        {
            breaker.RecordFailure();
        }

        Assert.False(breaker.Snapshot().Durable);
        var expected = byHand ? CircuitState.Isolated : CircuitState.Open;
        Assert.Equal(expected, breaker.State);
        File.Move(StorePath + ".away", StorePath);
        _clock.Advance(Pause);

        Assert.Equal(expected, breaker.State);
        Assert.True(breaker.Snapshot().Durable);
        await using var other = Create();
        Assert.Equal(expected, other.GetBreaker("service", Options).State);
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task An_outcome_of_a_call_that_was_admitted_in_memory_moves_nothing_in_the_store()
    {
        await using var registry = Faulty();
        var breaker = registry.GetBreaker("service", Options);
        breaker.RecordFailure();
        _fault = new BreakerStoreException(StoreFault.Locked, "hiccup");
        breaker.RecordFailure();
        _clock.Advance(Options.ResetTimeout);
        Assert.True(breaker.TryAdmit(out var probe, out _));
        Assert.True(probe.IsProbe);
        _fault = null;
        _clock.Advance(TimeSpan.FromHours(1));

        breaker.RecordFailure(probe, "late");

        Assert.True(breaker.Snapshot().Durable);
        Assert.Equal(1, breaker.Failures);
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task A_store_that_stays_broken_is_asked_less_and_less_often()
    {
        await using var registry = Faulty();
        var breaker = registry.GetBreaker("service", Options);
        _fault = new BreakerStoreException(StoreFault.Locked, "broken");
        var asked = 0;
        for (var second = 0; second < 3_600; second++)
        {
            var before = _asked;
            _ = breaker.State;
            asked += _asked > before ? 1 : 0;
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.InRange(asked, 5, 12);
        Assert.Single(_warnings);
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task The_queue_of_many_threads_is_not_the_slowness_of_the_store()
    {
        // Each turn takes 20 ms, which is less than the usual pace: the budget of 150 ms stays whole however many wait for their turn.
        var storeClock = new FakeTimeProvider();
        var store = new BrokenStore(() => storeClock.Advance(TimeSpan.FromMilliseconds(20)));
        await using var registry = new CircuitBreakerRegistry(Configured() with { Store = store, StoreClock = storeClock });
        using var start = new Barrier(32);
        await Task.WhenAll(Enumerable.Range(0, 32).Select(index => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                var breaker = registry.GetBreaker($"service-{index}", Options with { FailMax = 1_000 });
                for (var call = 0; call < 50; call++)
                {
                    breaker.RecordFailure();
                }
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        Assert.Equal(32, registry.Snapshots().Count(static snapshot => snapshot is { Durable: true, Failures: 50 }));
    }

    [Fact]
    public void A_budget_that_was_spent_is_refilled_by_the_minute()
    {
        var budget = new StoreBudget(TimeSpan.FromMilliseconds(150), _clock);
        for (var hiccup = 0; hiccup < 5; hiccup++)
        {
            budget.Spend(TimeSpan.FromMilliseconds(55));
        }

        Assert.Equal(TimeSpan.Zero, budget.Left);
        _clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(TimeSpan.FromMilliseconds(75), budget.Left);
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(TimeSpan.FromMilliseconds(150), budget.Left);
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task A_warning_may_wait_for_another_thread_that_uses_the_breaker()
    {
        CircuitBreaker? breaker = null;
        var heard = false;
        var options = Configured() with { OnStoreWarning = _ => heard = Task.Run(() => breaker!.State).Wait(TimeSpan.FromSeconds(20)) };
        await using var registry = new CircuitBreakerRegistry(options with { Store = Broken() });
        breaker = registry.GetBreaker("service", Options);
        _fault = new BreakerStoreException(StoreFault.Locked, "broken");
        breaker.RecordFailure();

        Assert.True(heard);
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task A_store_that_cannot_be_closed_does_not_end_the_process()
    {
        Thread? worker = null;
        using var closing = new SemaphoreSlim(0);
        var store = new BrokenStore(static () => { })
        {
            Disposal = () =>
            {
                worker = Thread.CurrentThread;
                closing.Release();
                throw new InvalidOperationException("not closable");
            },
        };
        var registry = new CircuitBreakerRegistry(Configured() with { Store = store });
        registry.GetBreaker("service", Options).RecordFailure();
        await registry.DisposeAsync();
        await closing.WaitAsync();

        // The thread has ended, and this process has not.
        Assert.True(worker!.Join(TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public void A_path_that_is_no_path_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new SqliteBreakerStore(""));
        Assert.Throws<ArgumentException>(() => new SqliteBreakerStore(" "));
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task A_relative_path_is_made_absolute_at_once()
    {
        // A folder in place of the file: the warning names the path that is used.
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, Directory.CreateDirectory(StorePath).FullName);
        await using var registry = new CircuitBreakerRegistry(Configured() with { Store = new SqliteBreakerStore(relative) });
        registry.GetBreaker("service", Options).RecordFailure();
        Assert.Equal(StorePath, Assert.Single(_warnings).Location);
    }

    private int _asked;

    private string StorePath => _folder["breakers.db"];

    private CircuitBreakerRegistryOptions Configured() => new()
    {
        Store = new SqliteBreakerStore(StorePath),
        TimeProvider = _clock,
        OnStoreWarning = _warnings.Enqueue,
    };

    private CircuitBreakerRegistry Create() => new(Configured() with { StoreBudget = TimeSpan.FromSeconds(30) });

    private CircuitBreakerRegistry Faulty() => new(Configured() with { StoreBudget = TimeSpan.FromSeconds(30), Store = Broken() });

    private BrokenStore Broken() => new(() =>
    {
        Interlocked.Increment(ref _asked);
        if (_fault is { } fault)
        {
            throw fault;
        }
    });
}
