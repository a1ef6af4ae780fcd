namespace Unfazed.Resilience.Tests;

/// <summary>The breaker, case by case; the numbers are those of the specification.</summary>
public abstract class CircuitBreakerCases(bool durable) : BreakerHarness(durable)
{
    [Fact]
    [Trait("Case", "1")]
    public void Opens_at_exactly_the_last_of_the_allowed_failures()
    {
        var breaker = CreateBreaker();
        Fail(breaker, 2);
        Assert.Equal((CircuitState.Closed, 2), (breaker.State, breaker.Failures));
        Fail(breaker);
        Assert.Equal((CircuitState.Open, 3), (breaker.State, breaker.Failures));
    }

    [Fact]
    [Trait("Case", "2")]
    public void A_success_resets_the_count()
    {
        var breaker = CreateBreaker();
        Fail(breaker, 2);
        breaker.RecordSuccess(Admit(breaker));
        Assert.Equal(0, breaker.Failures);
        Fail(breaker, 2);
        Assert.Equal(CircuitState.Closed, breaker.State);
    }

    [Fact]
    [Trait("Case", "4")]
    public void A_neutral_outcome_moves_nothing()
    {
        var breaker = CreateBreaker();
        Fail(breaker, 2);
        breaker.RecordNeutral(Admit(breaker));
        Assert.Equal((CircuitState.Closed, 2), (breaker.State, breaker.Failures));
    }

    [Fact]
    [Trait("Case", "8")]
    public void A_rejection_carries_name_state_time_and_cause()
    {
        var breaker = Trip(CreateBreaker());
        Clock.Advance(TimeSpan.FromSeconds(10));
        var rejection = Reject(breaker);
        Assert.Equal(("service", CircuitState.Open, "refused", 3), (rejection.Name, rejection.State, rejection.LastCause, rejection.Failures));
        Assert.Equal(TimeSpan.FromSeconds(20), rejection.RetryAfter);
        Assert.Equal(Clock.GetUtcNow().AddSeconds(20), rejection.OpenUntil);
        var thrown = rejection.ToException();
        Assert.Equal(("service", CircuitState.Open, "refused"), (thrown.Name, thrown.State, thrown.LastCause));
        Assert.Contains("'service'", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("20 s", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Case", "9")]
    public void One_tick_before_the_reset_rejects_and_at_the_reset_admits()
    {
        var breaker = Trip(CreateBreaker());
        Clock.Advance(Options.ResetTimeout - Tick);
        Assert.Equal(Tick, Reject(breaker).RetryAfter);
        Clock.Advance(Tick);
        Assert.True(Admit(breaker).IsProbe);
    }

    [Fact]
    [Trait("Case", "10")]
    public void A_successful_probe_closes_and_zeroes()
    {
        var breaker = CreateBreaker();
        breaker.RecordSuccess(Probe(breaker));
        Assert.Equal((CircuitState.Closed, 0, 0), (breaker.State, breaker.Failures, breaker.Snapshot().Probes));
        Assert.False(Admit(breaker).IsProbe);
    }

    [Fact]
    [Trait("Case", "11")]
    public void A_failed_probe_opens_for_a_full_period()
    {
        var breaker = CreateBreaker();
        var probe = Probe(breaker);
        Clock.Advance(TimeSpan.FromSeconds(7));
        breaker.RecordFailure(probe, "again");
        var rejection = Reject(breaker);
        Assert.Equal((Options.ResetTimeout, "again"), (rejection.RetryAfter, rejection.LastCause));
    }

    [Fact(Timeout = Limit)]
    [Trait("Case", "12")]
    public async Task Of_many_concurrent_callers_exactly_one_is_the_probe()
    {
        var breaker = Trip(CreateBreaker());
        Clock.Advance(Options.ResetTimeout);
        using var start = new Barrier(8);
        var admitted = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                return breaker.TryAdmit(out var permit, out var _) && permit.IsProbe;
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        Assert.Single(admitted, a => a);
        Assert.Equal(CircuitState.HalfOpen, Reject(breaker).State);
    }

    [Fact]
    [Trait("Case", "13")]
    public void A_cancelled_probe_frees_the_place_at_once()
    {
        var breaker = CreateBreaker();
        breaker.RecordNeutral(Probe(breaker));
        Assert.Equal(CircuitState.HalfOpen, breaker.State);
        var next = Admit(breaker);
        Assert.True(next.IsProbe);
        breaker.RecordSuccess(next);
        Assert.Equal(CircuitState.Closed, breaker.State);
    }

    [Fact]
    [Trait("Case", "14")]
    public void A_hung_probe_is_followed_by_another_when_its_lease_is_over()
    {
        var breaker = CreateBreaker();
        var hung = Probe(breaker);
        Clock.Advance(Lease - Tick);
        Assert.Equal((CircuitState.HalfOpen, Tick), (Reject(breaker).State, Reject(breaker).RetryAfter));
        Clock.Advance(Tick);
        var next = Admit(breaker);
        Assert.True(next.IsProbe);
        breaker.RecordSuccess(hung);
        Assert.Equal(CircuitState.HalfOpen, Reject(breaker).State);
        breaker.RecordSuccess(next);
        Assert.Equal(CircuitState.Closed, breaker.State);
    }

    [Fact]
    [Trait("Case", "14")]
    public void A_lease_is_as_long_as_the_call_that_asked_for_it()
    {
        var breaker = Trip(CreateBreaker());
        Clock.Advance(Options.ResetTimeout);
        Assert.True(breaker.TryAdmit(TimeSpan.FromSeconds(100), out _, out _));
        Assert.Equal(TimeSpan.FromSeconds(100) + Options.LeaseGrace, Reject(breaker).RetryAfter);
        Assert.Throws<ArgumentOutOfRangeException>(() => breaker.TryAdmit(TimeSpan.Zero, out _, out _));
    }

    [Fact]
    [Trait("Case", "15")]
    public void Outcomes_from_before_a_trip_are_ignored()
    {
        var breaker = CreateBreaker();
        var (late, later, latest) = (Admit(breaker), Admit(breaker), Admit(breaker));
        var probe = Probe(breaker);
        breaker.RecordSuccess(late);
        breaker.RecordFailure(later);
        Assert.Equal(CircuitState.HalfOpen, Reject(breaker).State);
        breaker.RecordSuccess(probe);
        breaker.RecordFailure(latest);
        Assert.Equal((CircuitState.Closed, 0), (breaker.State, breaker.Failures));
        breaker.RecordFailure(default(CircuitPermit));
        Assert.Equal(0, breaker.Failures);
    }

    [Fact(Timeout = Limit)]
    [Trait("Case", "16")]
    public async Task A_late_failure_while_open_neither_extends_nor_notifies()
    {
        var breaker = CreateBreaker();
        var late = Admit(breaker);
        Trip(breaker);
        await breaker.WhenDelivered();
        var heard = 0;
        breaker.Transitioned += _ => Interlocked.Increment(ref heard);
        Clock.Advance(TimeSpan.FromSeconds(10));
        breaker.RecordFailure(late, "late");
        breaker.RecordFailure();
        await breaker.WhenDelivered();
        var rejection = Reject(breaker);
        Assert.Equal((0, TimeSpan.FromSeconds(20), "refused", 3), (heard, rejection.RetryAfter, rejection.LastCause, rejection.Failures));
    }

    [Fact]
    [Trait("Case", "21")]
    public void Isolation_outlives_time_until_a_reset()
    {
        var breaker = CreateBreaker();
        breaker.Isolate("maintenance");
        Clock.Advance(TimeSpan.FromDays(365));
        var rejection = Reject(breaker);
        Assert.Equal((CircuitState.Isolated, "maintenance"), (rejection.State, rejection.LastCause));
        Assert.Equal(((DateTimeOffset?)null, TimeSpan.MaxValue), (rejection.OpenUntil, rejection.RetryAfter));
        Assert.Contains("until it is reset", rejection.ToException().Message, StringComparison.Ordinal);
        breaker.Reset();
        Assert.Equal(CircuitState.Closed, breaker.State);
        Admit(breaker);
    }

    [Fact]
    [Trait("Case", "22")]
    public void Isolation_during_a_probe_wins()
    {
        var breaker = CreateBreaker();
        var probe = Probe(breaker);
        breaker.Isolate();
        breaker.RecordSuccess(probe);
        breaker.RecordNeutral(probe);
        breaker.RecordFailure(probe);
        Assert.Equal(CircuitState.Isolated, breaker.State);
    }

    [Fact]
    [Trait("Case", "23")]
    public void The_break_grows_with_failed_probes_and_starts_again_after_a_success()
    {
        var breaker = CreateBreaker(Options with { BreakDuration = n => TimeSpan.FromSeconds(30 * Math.Pow(2, n)), MaxBreak = TimeSpan.FromSeconds(100) });
        breaker.RecordFailure(Probe(breaker));
        Assert.Equal(60, Reject(breaker).RetryAfter.TotalSeconds);
        Clock.Advance(TimeSpan.FromSeconds(60));
        breaker.RecordFailure(Admit(breaker));
        Assert.Equal(100, Reject(breaker).RetryAfter.TotalSeconds);
        Clock.Advance(TimeSpan.FromSeconds(100));
        breaker.RecordSuccess(Admit(breaker));
        Trip(breaker);
        Assert.Equal(30, Reject(breaker).RetryAfter.TotalSeconds);
    }

    [Fact]
    [Trait("Case", "24")]
    public void The_state_is_honest_without_a_call()
    {
        var breaker = Trip(CreateBreaker());
        Clock.Advance(Options.ResetTimeout - Tick);
        Assert.Equal(CircuitState.Open, breaker.State);
        Clock.Advance(Tick);
        Assert.Equal(CircuitState.HalfOpen, breaker.State);
        Assert.Equal("CircuitBreaker(service: HalfOpen, 3/3 failures)", breaker.ToString());
        var snapshot = breaker.Snapshot();
        Assert.Equal((CircuitState.HalfOpen, Clock.GetUtcNow()), (snapshot.State, snapshot.NextProbe));
        Assert.Equal(Clock.GetUtcNow() - Options.ResetTimeout, snapshot.OpenedAt);
        Assert.Equal(snapshot.OpenedAt, breaker.LastFailure);
    }

    [Fact]
    public void The_plain_trio_tells_the_probe_from_the_others()
    {
        var breaker = Trip(CreateBreaker());
        Assert.False(breaker.ShouldAttempt());
        Clock.Advance(Options.ResetTimeout);
        breaker.RecordSuccess();
        Assert.Equal(CircuitState.HalfOpen, breaker.State);
        Assert.True(breaker.ShouldAttempt());
        breaker.RecordFailure();
        Assert.Equal(CircuitState.Open, breaker.State);
        Clock.Advance(Options.ResetTimeout);
        Assert.True(breaker.ShouldAttempt());
        Assert.False(breaker.ShouldAttempt());
        breaker.RecordSuccess();
        Assert.Equal(CircuitState.Closed, breaker.State);
        breaker.RecordFailure();
        Assert.Equal(1, breaker.Failures);
    }

    [Fact]
    public void A_cause_is_kept_on_one_short_line()
    {
        var breaker = CreateBreaker();
        breaker.RecordFailure(Admit(breaker), new InvalidOperationException("first\r\n\tsecond " + new string('x', 1_000)));
        Assert.StartsWith("InvalidOperationException: first second xxx", breaker.LastCause, StringComparison.Ordinal);
        Assert.Equal(300, breaker.LastCause!.Length);
    }
}

public sealed class MemoryCircuitBreakerSpecs() : CircuitBreakerCases(durable: false);

public sealed class SqliteCircuitBreakerSpecs() : CircuitBreakerCases(durable: true);
