using Unfazed.Testing;

namespace Unfazed.Resilience.Tests.Policies;

public sealed class SlidingWindowTests
{
    private static readonly CircuitBreakerOptions Options = new()
    {
        SlidingWindow = SlidingWindow.OfCalls(10),
        MinimumThroughput = 4,
        FailureRateThreshold = 0.5,
        ResetTimeout = TimeSpan.FromSeconds(30),
    };

    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Half_of_the_calls_fail_and_the_breaker_opens_with_the_last_failure_as_the_cause()
    {
        var breaker = Create(Options);
        Record(breaker, failures: 0, successes: 2);
        Record(breaker, failures: 1, successes: 0);
        Assert.Equal(CircuitState.Closed, breaker.State);
        Record(breaker, failures: 1, successes: 0);
        var snapshot = breaker.Snapshot();
        Assert.Equal((CircuitState.Open, 4, 2, "refused"), (snapshot.State, snapshot.Calls, snapshot.FailedCalls, snapshot.LastCause));
        Assert.Equal(0.5, snapshot.FailureRate);
        Assert.Null(snapshot.SlowCallRate);
        Assert.Equal("CircuitBreaker(service: Open, 2 failures in 4 calls)", breaker.ToString());
    }

    [Fact]
    public void Failures_in_a_row_below_the_minimum_throughput_open_nothing()
    {
        var breaker = Create(Options with { MinimumThroughput = 10, FailMax = 1 });
        Record(breaker, failures: 9, successes: 0);
        Assert.Equal((CircuitState.Closed, 9), (breaker.State, breaker.Failures));
        Assert.Null(breaker.Snapshot().FailureRate);
    }

    [Fact]
    public void A_call_that_leaves_the_window_counts_no_more()
    {
        var breaker = Create(Options with { SlidingWindow = SlidingWindow.OfTime(TimeSpan.FromSeconds(10)) });
        Record(breaker, failures: 3, successes: 0);
        _clock.Advance(TimeSpan.FromSeconds(10));
        Record(breaker, failures: 1, successes: 3);
        Assert.Equal((CircuitState.Closed, 4), (breaker.State, breaker.Snapshot().Calls));
    }

    [Fact]
    public void Outcomes_of_calls_from_before_a_transition_do_not_count_in_the_new_window()
    {
        var breaker = Create(Options);
        var late = Enumerable.Range(0, 4).Select(_ => Admit(breaker)).ToList();
        breaker.Isolate();
        breaker.Reset();
        late.ForEach(permit => breaker.RecordFailure(permit, "late"));
        Assert.Equal((CircuitState.Closed, 0), (breaker.State, breaker.Snapshot().Calls));
    }

    [Fact]
    public void Slow_successes_open_the_breaker_and_the_cause_says_so()
    {
        var breaker = Create(Options with { SlowCallDuration = TimeSpan.FromSeconds(2), SlowCallRateThreshold = 0.75 });
        for (var i = 0; i < 4; i++)
        {
            var permit = Admit(breaker);
            _clock.Advance(TimeSpan.FromSeconds(i == 0 ? 2 : 2.001));
            breaker.RecordSuccess(permit);
        }

        Assert.Equal((CircuitState.Open, 3), (breaker.State, breaker.Snapshot().SlowCalls));
        Assert.Equal("3 of 4 calls took longer than 2 s", breaker.LastCause);
    }

    [Fact]
    public void A_slow_probe_opens_again_where_successes_are_counted()
    {
        var breaker = Create(Options with { SlowCallDuration = TimeSpan.FromSeconds(2), SuccessThreshold = 2 });
        Record(breaker, failures: 4, successes: 0);
        _clock.Advance(TimeSpan.FromSeconds(30));
        var probe = Admit(breaker);
        Assert.True(probe.IsProbe);
        _clock.Advance(TimeSpan.FromSeconds(3));
        breaker.RecordSuccess(probe);
        Assert.Equal((CircuitState.Open, "a probe took longer than 2 s"), (breaker.State, breaker.LastCause));
    }

    [Fact]
    public async Task Thirty_two_threads_lose_no_call_of_a_window()
    {
        var breaker = Create(Options with { SlidingWindow = SlidingWindow.OfTime(TimeSpan.FromHours(1)), MinimumThroughput = 100_000 });
        await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => Record(breaker, failures: 1_000, successes: 1_000))));
        var snapshot = breaker.Snapshot();
        Assert.Equal((CircuitState.Closed, 64_000, 32_000), (snapshot.State, snapshot.Calls, snapshot.FailedCalls));
    }

    [Fact]
    public async Task Thirty_two_threads_open_a_breaker_once()
    {
        var opened = 0;
        var breaker = Create(Options);
        breaker.Transitioned += transition => Interlocked.Add(ref opened, transition.To == CircuitState.Open ? 1 : 0);
        var permits = Enumerable.Range(0, 32).Select(_ => Admit(breaker)).ToList();
        await Task.WhenAll(permits.Select(permit => Task.Run(() => breaker.RecordFailure(permit, "refused"))));
        await breaker.WhenDelivered();
        Assert.Equal((1, CircuitState.Open), (opened, breaker.State));
    }

    [Fact]
    public void A_healthy_call_with_a_window_allocates_nothing()
    {
        var breaker = new CircuitBreaker("service", Options with { SlowCallDuration = TimeSpan.FromSeconds(60), FailureRateThreshold = 1 });
        Record(breaker, failures: 1, successes: 100);
        Assert.Equal(0, AllocatedBytes.Smallest(0, () => Record(breaker, failures: 0, successes: 1_000)));
    }

    [Fact]
    public void Another_window_by_reconfiguration_begins_empty_and_the_same_one_goes_on()
    {
        var registry = new CircuitBreakerRegistry(new CircuitBreakerRegistryOptions { TimeProvider = _clock });
        var breaker = registry.GetBreaker("service", Options);
        Record(breaker, failures: 1, successes: 1);
        registry.Reconfigure("service", Options with { FailureRateThreshold = 0.9 });
        Assert.Equal(2, breaker.Snapshot().Calls);
        registry.Reconfigure("service", Options with { SlidingWindow = SlidingWindow.OfCalls(20) });
        Assert.Equal(0, breaker.Snapshot().Calls);
    }

    private CircuitBreaker Create(CircuitBreakerOptions options) => new("service", options, _clock);

    private static CircuitPermit Admit(CircuitBreaker breaker)
    {
        Assert.True(breaker.TryAdmit(out var permit, out _));
        return permit;
    }

    private static void Record(CircuitBreaker breaker, int failures, int successes)
    {
        for (var i = 0; i < successes; i++)
        {
            breaker.TryAdmit(out var permit, out _);
            breaker.RecordSuccess(permit);
        }

        for (var i = 0; i < failures; i++)
        {
            breaker.TryAdmit(out var permit, out _);
            breaker.RecordFailure(permit, "refused");
        }
    }
}
