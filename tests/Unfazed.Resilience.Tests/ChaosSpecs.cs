using System.Collections.Concurrent;
using Unfazed.Testing;

namespace Unfazed.Resilience.Tests;

/// <summary>Faults in the operation, the store, the clock and the listeners at once: every call ends, and nothing wedges.</summary>
public sealed class ChaosSpecs
{
    private const int Callers = 4;
    private const int CallsEach = 150;

    private static readonly CircuitBreakerOptions Options = new() { FailMax = 2, ResetTimeout = TimeSpan.FromSeconds(2) };

    private readonly FakeTimeProvider _clock = new();
    private readonly ConcurrentQueue<CircuitTransition> _heard = new();

    [Theory(Timeout = 2 * BreakerHarness.Limit)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Every_call_ends_and_nothing_wedges(int seed)
    {
        var warnings = 0;
        var options = new CircuitBreakerRegistryOptions
        {
            TimeProvider = _clock,
            StoreBudget = TimeSpan.FromSeconds(30),
            OnStoreWarning = _ =>
            {
                Interlocked.Increment(ref warnings);
                throw new InvalidOperationException("warning");
            },
        };
        var faults = 0;
        var store = new BrokenStore(() =>
        {
            if (Interlocked.Increment(ref faults) > 100 * seed)
            {
                throw new BreakerStoreException(StoreFault.Other, "chaos");
            }
        });
        await using var registry = new CircuitBreakerRegistry(options with { Store = store });
        var breaker = registry.GetBreaker("service", Options);
        registry.Transitioned += _heard.Enqueue;
        registry.Transitioned += _ => throw new InvalidOperationException("listener");
        registry.Transitioned += t => breaker.TryAdmit(out var _, out var _);

        await Task.WhenAll(Enumerable.Range(0, Callers).Select(i => Task.Run(() => CallAsync(breaker, new Random((seed * 100) + i)))));

        Assert.Equal(1, warnings);
        await breaker.WhenDelivered();
        var generations = _heard.Select(t => t.Generation).ToList();
        Assert.Equal(generations.Order().Distinct(), generations);
        _clock.Advance(TimeSpan.FromHours(1));
        breaker.Reset();
        Assert.True(breaker.TryAdmit(out var permit, out _));
        breaker.RecordSuccess(permit);
        Assert.Equal(CircuitState.Closed, breaker.State);
    }

    private async Task CallAsync(CircuitBreaker breaker, Random random)
    {
        var retry = new RetryWithBreaker(breaker, new RetryWithBreakerOptions { BaseDelay = TimeSpan.Zero, MaxAttempts = 2 });
        for (var i = 0; i < CallsEach; i++)
        {
            using var caller = new CancellationTokenSource();
            var fate = random.Next(6);
            var outcome = await retry.TryExecuteAsync(
                async token =>
                {
                    await Task.Yield();
                    return fate switch
                    {
                        0 or 1 => throw new TimeoutException(),
                        2 => throw new InvalidOperationException(),
                        3 => await CancelAsync(caller),
                        _ => i,
                    };
                },
                caller.Token);
            Assert.True(outcome.Exception is null or TimeoutException or InvalidOperationException or OperationCanceledException or CircuitOpenException);
            lock (_clock)
            {
                _clock.Advance(TimeSpan.FromMilliseconds(random.Next(1_500)));
                _clock.StepWallClock(TimeSpan.FromMinutes(random.Next(-90, 90)));
            }
        }
    }

    private static async Task<int> CancelAsync(CancellationTokenSource caller)
    {
        await caller.CancelAsync();
        throw new OperationCanceledException(caller.Token);
    }
}
