namespace Unfazed.Resilience.Tests.Policies;

/// <summary>A half-open breaker that admits several probes, in memory and in a file.</summary>
public abstract class SeveralProbesCases(bool durable) : BreakerHarness(durable)
{
    private static readonly CircuitBreakerOptions Two = Options with { HalfOpenMaxCalls = 2, SuccessThreshold = 3 };

    [Fact]
    public void Two_probes_run_at_once_and_three_successes_close()
    {
        var breaker = CreateBreaker(Two);
        var first = Probe(breaker);
        var second = Admit(breaker);
        Assert.True(second.IsProbe && first != second);
        Assert.Equal(Lease, Reject(breaker).RetryAfter);
        breaker.RecordSuccess(first);
        breaker.RecordSuccess(Admit(breaker));
        Assert.Equal(CircuitState.HalfOpen, breaker.State);
        breaker.RecordSuccess(second);
        Assert.Equal((CircuitState.Closed, 0), (breaker.State, breaker.Failures));
    }

    [Fact]
    public void A_probe_that_fails_opens_and_the_other_ones_success_counts_no_more()
    {
        var breaker = CreateBreaker(Two with { SuccessThreshold = 1 });
        var first = Probe(breaker);
        var second = Admit(breaker);
        breaker.RecordFailure(first, "still refused");
        breaker.RecordSuccess(second);
        Assert.Equal((CircuitState.Open, "still refused"), (breaker.State, breaker.LastCause));
        Assert.Equal(Options.ResetTimeout, Reject(breaker).RetryAfter);
    }

    [Fact]
    public void A_probe_that_hangs_loses_its_own_place_alone()
    {
        var breaker = CreateBreaker(Two);
        var hung = Probe(breaker);
        Clock.Advance(TimeSpan.FromSeconds(5));
        var other = Admit(breaker);
        Reject(breaker);
        Clock.Advance(Lease - TimeSpan.FromSeconds(5));
        var third = Admit(breaker);
        breaker.RecordFailure(hung, "too late");
        breaker.RecordSuccess(other);
        breaker.RecordSuccess(third);
        Assert.Equal(CircuitState.HalfOpen, breaker.State);
        breaker.RecordSuccess(Admit(breaker));
        Assert.Equal(CircuitState.Closed, breaker.State);
    }

    [Fact]
    public void One_outcome_reported_twice_counts_once()
    {
        var breaker = CreateBreaker(Two);
        var probe = Probe(breaker);
        breaker.RecordSuccess(probe);
        breaker.RecordSuccess(probe);
        breaker.RecordFailure(probe, "again");
        Assert.Equal((CircuitState.HalfOpen, 1), (breaker.State, breaker.Snapshot().Calls));
    }

    [Fact]
    public void A_cancelled_probe_gives_its_place_back_and_the_others_go_on()
    {
        var breaker = CreateBreaker(Two with { SuccessThreshold = 1 });
        var cancelled = Probe(breaker);
        var other = Admit(breaker);
        breaker.RecordNeutral(cancelled);
        Assert.True(Admit(breaker).IsProbe);
        breaker.RecordSuccess(other);
        Assert.Equal(CircuitState.Closed, breaker.State);
    }

    [Fact]
    public async Task Many_callers_get_as_many_probes_as_there_are_places()
    {
        var breaker = CreateBreaker(Options with { HalfOpenMaxCalls = 5 });
        Trip(breaker);
        Clock.Advance(Options.ResetTimeout);
        var admitted = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => breaker.TryAdmit(out var _, out var _))));
        Assert.Equal(5, admitted.Count(isAdmitted => isAdmitted));
    }

    [Fact]
    public async Task Transitions_are_of_the_breaker_and_not_of_its_probes()
    {
        var breaker = CreateBreaker(Two);
        var heard = new List<CircuitState>();
        breaker.Transitioned += transition => heard.Add(transition.To);
        var first = Probe(breaker);
        breaker.RecordSuccess(Admit(breaker));
        breaker.RecordSuccess(Admit(breaker));
        breaker.RecordSuccess(first);
        await breaker.WhenDelivered();
        Assert.Equal([CircuitState.Open, CircuitState.HalfOpen, CircuitState.Closed], heard);
    }

    [Fact]
    public void A_break_grows_by_rounds_of_probes_and_not_by_probes()
    {
        var breaker = CreateBreaker(Two with { BreakDuration = failed => TimeSpan.FromSeconds(30 * (1 + failed)) });
        var first = Probe(breaker);
        breaker.RecordSuccess(Admit(breaker));
        breaker.RecordFailure(first, "refused");
        Assert.Equal(TimeSpan.FromSeconds(60), Reject(breaker).RetryAfter);
    }
}

public sealed class MemorySeveralProbesTests() : SeveralProbesCases(durable: false);

public sealed class SqliteSeveralProbesTests() : SeveralProbesCases(durable: true);
