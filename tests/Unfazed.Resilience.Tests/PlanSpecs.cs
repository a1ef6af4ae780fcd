using Unfazed.Testing;

namespace Unfazed.Resilience.Tests;

/// <summary>
/// The plan's tests by their names. Two more, on the table of timeouts by dimension, are where that table is, and that a run works with no
/// resilience layer is tested where there is a run; the last three are here for the layer alone and again for the orchestrator.
/// </summary>
public sealed class PlanSpecs
{
    private readonly FakeTimeProvider _clock = new();
    private readonly CircuitBreaker _breaker;

    public PlanSpecs() => _breaker = new CircuitBreaker("service", CircuitBreakerOptions.Default, _clock);

    [Fact]
    public void Closed_allows_calls()
    {
        Assert.Equal(CircuitState.Closed, _breaker.State);
        Assert.True(_breaker.ShouldAttempt());
    }

    [Fact]
    public void Opens_after_FailMax()
    {
        Open();
        Assert.Equal((CircuitState.Open, 5), (_breaker.State, _breaker.Failures));
    }

    [Fact]
    public void Rejects_when_open()
    {
        Open();
        Assert.False(_breaker.ShouldAttempt());
    }

    [Fact]
    public void Half_open_after_the_timeout()
    {
        Open();
        _clock.Advance(TimeSpan.FromSeconds(60));
        Assert.True(_breaker.ShouldAttempt());
        Assert.Equal(CircuitState.HalfOpen, _breaker.State);
    }

    [Fact]
    public void Closes_on_success()
    {
        Half_open_after_the_timeout();
        _breaker.RecordSuccess();
        Assert.Equal((CircuitState.Closed, 0), (_breaker.State, _breaker.Failures));
    }

    [Fact]
    public void Registry_isolation()
    {
        var registry = new CircuitBreakerRegistry();
        registry.GetBreaker("one").Isolate();
        Assert.Equal(CircuitState.Closed, registry.GetBreaker("two").State);
        registry.ResetAll();
        Assert.Equal(CircuitState.Closed, registry.GetBreaker("one").State);
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task Fast_work_completes() =>
        Assert.Equal("done", await TimeLimit.WithTimeout(_ => Task.FromResult("done"), TimeSpan.FromSeconds(1), "fast", Limits));

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task Slow_work_times_out()
    {
        var slow = SlowAsync();
        await _clock.WaitForTimersAsync(2);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<OperationTimeoutException>(() => slow);
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task Retry_succeeds_on_the_second_attempt()
    {
        var attempts = 0;
        Assert.Equal(2, await Retry().ExecuteAsync(_ => ++attempts == 1 ? throw new TimeoutException() : ValueTask.FromResult(attempts)));
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task Retry_respects_the_maximum()
    {
        var attempts = 0;
        await Assert.ThrowsAsync<TimeoutException>(async () => await Retry().ExecuteAsync(_ => ++attempts > 0 ? throw new TimeoutException() : default));
        Assert.Equal(3, attempts);
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task Retry_records_failures()
    {
        await Retry_respects_the_maximum();
        Assert.Equal(3, _breaker.Failures);
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task Retry_skips_when_open()
    {
        Open();
        var called = false;
        await Assert.ThrowsAsync<CircuitOpenException>(async () => await Retry().ExecuteAsync(_ => ValueTask.FromResult(called = true)));
        Assert.False(called);
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task Partial_results_on_timeout()
    {
        Task<string>[] checks = [SlowAsync(), TimeLimit.WithTimeout(_ => Task.FromResult("done"), TimeSpan.FromSeconds(1), "fast", Limits)];
        await _clock.WaitForTimersAsync(2);
        Assert.Equal("done", await checks[1]);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<OperationTimeoutException>(() => checks[0]);
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task Partial_results_on_exception()
    {
        var outcomes = await RunAllAsync(() => throw new InvalidOperationException(), () => 1);
        Assert.IsType<InvalidOperationException>(outcomes[0].Exception);
        Assert.Equal(1, outcomes[1].Result);
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    [Trait("Case", "54")]
    public async Task All_validators_run_despite_failures()
    {
        Open();
        var outcomes = await RunAllAsync(() => 1, () => 2, () => 3);
        Assert.All(outcomes, o => Assert.IsType<CircuitOpenException>(o.Exception));
        _breaker.Reset();
        outcomes = await RunAllAsync(() => throw new TimeoutException(), () => 2, () => throw new FormatException(), () => 4);
        Assert.Equal([true, false, true, false], outcomes.Select(o => o.Exception is not null));
    }

    private TimeLimitOptions Limits => new() { TimeProvider = _clock };

    private RetryWithBreaker Retry() => new(_breaker, new RetryWithBreakerOptions { BaseDelay = TimeSpan.Zero });

    private async Task<Polly.Outcome<int>[]> RunAllAsync(params Func<int>[] validators) =>
        await Task.WhenAll(validators.Select(v => new RetryWithBreaker(_breaker, new RetryWithBreakerOptions { MaxAttempts = 1 })
            .TryExecuteAsync(_ => ValueTask.FromResult(v())).AsTask()));

    private async Task<string> SlowAsync() => await TimeLimit.WithTimeout(
        async token =>
        {
            await Task.Delay(TimeSpan.FromHours(1), _clock, token);
            return "late";
        },
        TimeSpan.FromSeconds(1), "slow", Limits);

    private void Open()
    {
        for (var i = 0; i < 5; i++)
        {
            _breaker.RecordFailure();
        }
    }
}
