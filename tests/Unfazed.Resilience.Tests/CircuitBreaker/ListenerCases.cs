using System.Collections.Concurrent;

namespace Unfazed.Resilience.Tests;

public abstract class ListenerCases(bool durable) : BreakerHarness(durable)
{
    [Fact(Timeout = Limit)]
    [Trait("Case", "18")]
    public async Task A_listener_that_throws_harms_neither_the_call_nor_the_other_listeners()
    {
        var breaker = CreateBreaker();
        var heard = new ConcurrentQueue<CircuitState>();
        breaker.Transitioned += _ => throw new InvalidOperationException("listener");
        breaker.Transitioned += t => heard.Enqueue(t.To);
        breaker.RecordSuccess(Probe(breaker));
        await breaker.WhenDelivered();
        Assert.Equal([CircuitState.Open, CircuitState.HalfOpen, CircuitState.Closed], heard);
    }

    [Fact(Timeout = Limit)]
    [Trait("Case", "19")]
    public async Task A_listener_that_calls_back_into_the_breaker_does_not_deadlock()
    {
        var breaker = CreateBreaker();
        var heard = new ConcurrentQueue<CircuitState>();
        breaker.Transitioned += t =>
        {
            heard.Enqueue(t.To);
            if (t.To == CircuitState.Open)
            {
                breaker.Reset();
                Assert.True(breaker.TryAdmit(out _, out _));
            }
        };
        Fail(breaker, Options.FailMax);
        await breaker.WhenDelivered();
        Assert.Equal([CircuitState.Open, CircuitState.Closed], heard);
        Assert.Equal(CircuitState.Closed, breaker.State);
    }

    [Fact(Timeout = Limit)]
    [Trait("Case", "20")]
    public async Task Transitions_come_in_order_and_once_under_a_storm()
    {
        var breaker = CreateBreaker(Options with { FailMax = 1 });
        var heard = new ConcurrentQueue<CircuitTransition>();
        breaker.Transitioned += heard.Enqueue;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(seed => Task.Run(() => Storm(breaker, seed))));
        await breaker.WhenDelivered();
        var transitions = heard.ToList();
        Assert.NotEmpty(transitions);
        Assert.Equal(transitions.Select(t => t.Generation).Distinct(), transitions.Select(t => t.Generation));
        Assert.Equal(transitions.Select(t => t.Generation).Order(), transitions.Select(t => t.Generation));
        Assert.Equal(CircuitState.Closed, transitions[0].From);
        Assert.All(transitions.Zip(transitions.Skip(1)), pair => Assert.Equal(pair.First.To, pair.Second.From));
    }

    [Fact(Timeout = Limit)]
    [Trait("Case", "27")]
    public async Task Disposal_waits_for_pending_listeners_but_not_for_one_that_hangs()
    {
        var registry = CreateRegistry();
        var breaker = registry.GetBreaker("service", Options);
        using var release = new ManualResetEventSlim();
        registry.Transitioned += _ => release.Wait();
        Fail(breaker, Options.FailMax);

        // Nobody moves the registry's clock any more.
        await registry.DisposeAsync();
        Assert.Equal(CircuitState.Open, breaker.State);
        release.Set();
        await breaker.WhenDelivered();
    }

    private void Storm(CircuitBreaker breaker, int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 200; i++)
        {
            if (!breaker.TryAdmit(out var permit, out _))
            {
                lock (Clock)
                {
                    Clock.Advance(Options.ResetTimeout);
                }
            }
            else if (random.Next(3) == 0)
            {
                breaker.RecordSuccess(permit);
            }
            else
            {
                breaker.RecordFailure(permit);
            }
        }
    }
}

public sealed class MemoryListenerSpecs() : ListenerCases(durable: false);

public sealed class SqliteListenerSpecs() : ListenerCases(durable: true);
