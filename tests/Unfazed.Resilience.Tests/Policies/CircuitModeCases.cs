namespace Unfazed.Resilience.Tests.Policies;

/// <summary>Modes, restoring and removing, in memory and in a file.</summary>
public abstract class CircuitModeCases(bool durable) : BreakerHarness(durable)
{
    [Fact]
    public void A_disabled_breaker_admits_every_call_and_records_nothing()
    {
        var registry = CreateRegistry();
        var breaker = registry.GetBreaker("service", Options);
        breaker.Isolate("by hand");
        registry.Reconfigure("service", Options with { Mode = CircuitMode.Disabled });
        Fail(breaker, 10);
        Assert.Equal((0, CircuitMode.Disabled), (breaker.Failures, breaker.Snapshot().Mode));
        registry.Reconfigure("service", Options);
        Assert.Equal(CircuitState.Isolated, Reject(breaker).State);
    }

    [Fact]
    public async Task A_metrics_only_breaker_reports_what_it_would_do_and_rejects_nobody()
    {
        var registry = CreateRegistry();
        var heard = new List<(CircuitState, CircuitMode)>();
        registry.Transitioned += transition => heard.Add((transition.To, transition.Mode));
        var breaker = registry.GetBreaker("service", Options with { Mode = CircuitMode.MetricsOnly });
        Fail(breaker, 10);
        Assert.Equal((CircuitState.Open, Options.FailMax), (breaker.State, breaker.Failures));
        Clock.Advance(Options.ResetTimeout);
        var probe = Admit(breaker);
        Assert.True(probe.IsProbe && !Admit(breaker).IsProbe);
        breaker.RecordSuccess(probe);
        await breaker.WhenDelivered();
        Assert.Equal(
            [(CircuitState.Open, CircuitMode.MetricsOnly), (CircuitState.HalfOpen, CircuitMode.MetricsOnly), (CircuitState.Closed, CircuitMode.MetricsOnly)],
            heard);
    }

    [Fact]
    public void A_metrics_only_breaker_rejects_no_call_of_another_process()
    {
        var trial = CreateRegistry().GetBreaker("service", Options with { Mode = CircuitMode.MetricsOnly });
        Fail(trial, 10);
        Assert.False(trial.Snapshot().Durable);
        Admit(CreateRegistry().GetBreaker("service", Options));
    }

    [Fact]
    public void A_breaker_that_becomes_active_keeps_the_state_that_it_has()
    {
        var registry = CreateRegistry();
        var breaker = registry.GetBreaker("service", Options with { Mode = CircuitMode.MetricsOnly });
        Fail(breaker, Options.FailMax);
        Clock.Advance(TimeSpan.FromSeconds(10));
        registry.Reconfigure("service", Options);
        Assert.Equal((CircuitState.Open, TimeSpan.FromSeconds(20)), (Reject(breaker).State, Reject(breaker).RetryAfter));
        Assert.Equal(Durable, breaker.Snapshot().Durable);
    }

    [Fact]
    public void A_snapshot_is_restored_with_its_break_its_failures_and_its_cause()
    {
        var one = Trip(CreateRegistry().GetBreaker("one", Options));
        Clock.Advance(TimeSpan.FromSeconds(10));
        var other = CreateRegistry().GetBreaker("other", Options);
        var early = Admit(other);
        other.Restore(one.Snapshot());
        Assert.Equal((CircuitState.Open, TimeSpan.FromSeconds(20), "refused", 3), (Reject(other).State, Reject(other).RetryAfter, Reject(other).LastCause, other.Failures));
        Assert.Equal(one.Snapshot() with { Name = "other" }, other.Snapshot());
        other.RecordSuccess(early);
        Assert.Equal(CircuitState.Open, other.State);
        Clock.Advance(TimeSpan.FromSeconds(20));
        other.RecordSuccess(Admit(other));
        Assert.Equal(CircuitState.Closed, other.State);
    }

    [Fact]
    public void A_restored_break_is_no_longer_than_the_options_allow_and_a_closed_one_stays_closed()
    {
        var breaker = CreateBreaker();
        var snapshot = breaker.Snapshot();
        breaker.Restore(snapshot with { State = CircuitState.Open, NextProbe = Clock.GetUtcNow().AddYears(100) });
        Assert.Equal(Options.ResetTimeout, Reject(breaker).RetryAfter);
        breaker.Restore(snapshot with { State = CircuitState.HalfOpen, NextProbe = null });
        Assert.True(Admit(breaker).IsProbe);
        breaker.Restore(snapshot with { State = CircuitState.Closed, Failures = 1_000, LastCause = "a\nb" });
        Assert.Equal((CircuitState.Closed, Options.FailMax - 1), (breaker.State, breaker.Failures));
        Assert.DoesNotContain('\n', breaker.LastCause!);
        Assert.Throws<ArgumentException>(() => breaker.Restore(snapshot with { Failures = -1 }));
        Assert.Throws<ArgumentException>(() => breaker.Restore(snapshot with { State = (CircuitState)7 }));
    }

    [Fact]
    public void A_removed_breaker_is_new_when_it_is_asked_for_again()
    {
        var registry = CreateRegistry();
        var held = Trip(registry.GetBreaker("service", Options));
        Assert.True(registry.Remove("service"));
        Assert.Empty(registry.Snapshots());
        Assert.False(registry.TryGet("service", out _));
        var anew = registry.GetBreaker("service", Options with { FailMax = 1 });
        Assert.NotSame(held, anew);
        Assert.Equal((CircuitState.Closed, 0), (anew.State, anew.Failures));
        Fail(held, 2);
        Assert.Equal((CircuitState.Closed, 2, 0), (held.State, held.Failures, anew.Failures));
        Assert.True(registry.Remove("service"));
        Assert.False(registry.Remove("service"));
        Assert.Empty(CreateRegistry().Snapshots());
    }

    [Fact(Timeout = 2 * Limit)]
    public async Task Breakers_may_be_removed_restored_and_reconfigured_while_threads_use_them()
    {
        var registry = CreateRegistry();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(() =>
        {
            for (var i = 0; i < 150; i++)
            {
                var breaker = registry.GetBreaker("service");
                if (breaker.TryAdmit(out var permit, out _) && (i + thread) % 3 != 0)
                {
                    breaker.RecordSuccess(permit);
                }
                else
                {
                    breaker.RecordFailure(permit, "refused");
                }

                switch (thread)
                {
                    case 0 when i % 5 == 0:
                        registry.Remove("service");
                        break;
                    case 1 when i % 5 == 0:
                        registry.Reconfigure("service", Options with { Mode = (CircuitMode)(i / 5 % 3), SlidingWindow = i % 2 == 0 ? null : SlidingWindow.OfCalls(5) });
                        break;
                    case 2 when i % 5 == 0:
                        breaker.Restore(breaker.Snapshot());
                        break;
                }
            }
        })));
        registry.Remove("service");
        Assert.Empty(registry.Snapshots());
        Admit(registry.GetBreaker("service", Options));
    }

    [Fact]
    public void An_outcome_from_before_the_removal_counts_for_no_breaker_that_is_made_later()
    {
        var registry = CreateRegistry();
        var held = registry.GetBreaker("service", Options);
        Fail(held, 1);
        var late = Admit(held);
        registry.Remove("service");
        Clock.Advance(TimeSpan.FromSeconds(1));
        var anew = registry.GetBreaker("service", Options);
        Fail(anew, 1);
        held.RecordFailure(late, "late");
        Assert.Equal((1, 0), (anew.Failures, held.Failures));
    }
}

public sealed class MemoryCircuitModeTests() : CircuitModeCases(durable: false);

public sealed class SqliteCircuitModeTests() : CircuitModeCases(durable: true);
