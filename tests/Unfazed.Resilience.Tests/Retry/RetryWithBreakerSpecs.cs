using Unfazed.Testing;

namespace Unfazed.Resilience.Tests;

public sealed class RetryWithBreakerSpecs
{
    private readonly FakeTimeProvider _clock = new();
    private readonly CircuitBreaker _breaker;
    private int _calls;

    public RetryWithBreakerSpecs() => _breaker = new CircuitBreaker("service", new CircuitBreakerOptions { FailMax = 4 }, _clock);

    [Theory(Timeout = BreakerHarness.Limit)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [Trait("Case", "33")]
    public async Task Attempts_are_counted_with_the_first(int maxAttempts)
    {
        await Assert.ThrowsAsync<TimeoutException>(() => RunAsync(Retry(new() { MaxAttempts = maxAttempts }), _ => throw new TimeoutException()));
        Assert.Equal((maxAttempts, maxAttempts), (_calls, _breaker.Failures));
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    [Trait("Case", "34")]
    public async Task Only_listed_exceptions_and_their_subclasses_are_retried_and_counted()
    {
        var retry = Retry(new() { Exceptions = [typeof(IOException)] });
        await Assert.ThrowsAsync<FileNotFoundException>(() => RunAsync(retry, _ => throw new FileNotFoundException()));
        Assert.Equal((3, 3), (_calls, _breaker.Failures));
        await Assert.ThrowsAsync<TimeoutException>(() => RunAsync(retry, _ => throw new TimeoutException()));
        Assert.Equal((4, 3), (_calls, _breaker.Failures));
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    [Trait("Case", "35")]
    public async Task An_open_breaker_means_no_delay_and_no_call()
    {
        _breaker.Isolate("closed for today");
        var retry = Retry(new() { Exceptions = [typeof(Exception)] });
        var rejected = await Assert.ThrowsAsync<CircuitOpenException>(async () => await retry.ExecuteAsync(Count));
        Assert.Equal((0, 0, "closed for today"), (_calls, _clock.ArmedTimers, rejected.LastCause));
        var outcome = await retry.TryExecuteAsync(Count);
        Assert.IsType<CircuitOpenException>(outcome.Exception);
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    [Trait("Case", "36")]
    public async Task A_breaker_that_trips_half_way_ends_the_attempts_with_the_real_error()
    {
        await Assert.ThrowsAsync<TimeoutException>(() => RunAsync(Retry(new() { MaxAttempts = 10 }), _ => throw new TimeoutException()));
        Assert.Equal((4, CircuitState.Open, 0), (_calls, _breaker.State, _clock.ArmedTimers));
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    [Trait("Case", "37")]
    public async Task The_delays_are_those_of_the_backoff()
    {
        var retry = Retry(new() { BaseDelay = TimeSpan.FromSeconds(1), Jitter = 0 });
        var started = _clock.GetUtcNow();
        var at = new List<double>();
        await RunAsync(
            retry,
            _ =>
            {
                at.Add((_clock.GetUtcNow() - started).TotalSeconds);
                return at.Count < 3 ? throw new TimeoutException() : ValueTask.FromResult(1);
            },
            TimeSpan.FromMilliseconds(500));
        Assert.Equal([0, 1, 3], at);
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    [Trait("Case", "40")]
    public async Task Cancelled_before_the_first_attempt_nothing_is_called()
    {
        using var caller = new CancellationTokenSource();
        await caller.CancelAsync();
        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Retry().ExecuteAsync(Count, caller.Token));
        Assert.Equal((0, caller.Token), (_calls, error.CancellationToken));
    }

    [Theory(Timeout = BreakerHarness.Limit)]
    [InlineData("cancelled")]
    [InlineData("dressed")]
    [InlineData("transient")]
    [InlineData("swallowed")]
    [Trait("Case", "40")]
    [Trait("Case", "49")]
    public async Task Cancelled_during_an_attempt_it_is_the_callers_whatever_the_attempt_does(string how)
    {
        using var caller = new CancellationTokenSource();
        var retry = Retry(new() { Exceptions = [typeof(Exception)], TotalTimeout = TimeSpan.FromMinutes(1) });
        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await retry.ExecuteAsync(
            async token =>
            {
                _calls++;
                await caller.CancelAsync();
                return how switch
                {
                    "cancelled" => throw new OperationCanceledException(token),
                    "dressed" => throw new InvalidOperationException("wrapped"),
                    "transient" => throw new TimeoutException(),
                    _ => 1,
                };
            },
            caller.Token));
        Assert.Equal((1, 0, caller.Token), (_calls, _breaker.Failures, error.CancellationToken));
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    [Trait("Case", "40")]
    public async Task Cancelled_in_a_delay_it_ends_at_once()
    {
        using var caller = new CancellationTokenSource();
        var call = Retry().ExecuteAsync(Throw, caller.Token).AsTask();
        await _clock.WaitForTimersAsync();
        await caller.CancelAsync();
        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal((1, 1, caller.Token), (_calls, _breaker.Failures, error.CancellationToken));
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    [Trait("Case", "41")]
    public async Task When_others_open_the_breaker_the_last_real_error_is_reported()
    {
        var real = new TimeoutException("real");
        var call = Retry().ExecuteAsync<int>(_ => throw real).AsTask();
        await _clock.WaitForTimersAsync();
        _breaker.Isolate();
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Same(real, await Assert.ThrowsAsync<TimeoutException>(() => call));
    }

    [Theory(Timeout = BreakerHarness.Limit)]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Case", "42")]
    [Trait("Case", "49")]
    public async Task An_attempt_that_swallows_or_dresses_its_timeout_has_timed_out_and_its_result_is_disposed(bool swallows)
    {
        var late = new Disposable();
        var retry = Retry(new() { MaxAttempts = 1, AttemptTimeout = TimeSpan.FromSeconds(1) });
        var entered = new TaskCompletionSource();
        var call = retry.ExecuteAsync(async token =>
        {
            entered.SetResult();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Delay(Timeout.InfiniteTimeSpan, _clock, token));
            return swallows ? late : throw new InvalidOperationException("dressed");
        }).AsTask();
        await entered.Task;
        _clock.Advance(TimeSpan.FromSeconds(1));
        var error = await Assert.ThrowsAsync<OperationTimeoutException>(() => call);
        Assert.Equal(("service", TimeSpan.FromSeconds(1), 1, swallows), (error.OperationName, error.Timeout, _breaker.Failures, late.Disposed));
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    [Trait("Case", "43")]
    public async Task A_delay_that_does_not_fit_into_the_total_is_not_waited_for_and_the_real_error_surfaces()
    {
        var retry = Retry(new() { BaseDelay = TimeSpan.FromSeconds(30), Jitter = 0, TotalTimeout = TimeSpan.FromSeconds(10) });
        await Assert.ThrowsAsync<TimeoutException>(async () => await retry.ExecuteAsync(Throw));
        Assert.Equal((1, 0), (_calls, _clock.ArmedTimers));
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task An_operation_without_a_result_is_retried_too()
    {
        var retry = Retry(new() { BaseDelay = TimeSpan.Zero });
        await retry.ExecuteAsync(_ => ++_calls == 1 ? throw new TimeoutException() : ValueTask.CompletedTask);
        Assert.Equal((2, 0), (_calls, _breaker.Failures));
    }

    [Fact]
    [Trait("Case", "26")]
    public void Options_out_of_range_are_refused_by_name()
    {
        var second = TimeSpan.FromSeconds(1);
        RetryWithBreakerOptions[] refused =
        [
            new() { MaxAttempts = 0 }, new() { MaxAttempts = 1_000_001 }, new() { BaseDelay = -second },
            new() { BaseDelay = TimeSpan.FromHours(25), MaxDelay = TimeSpan.FromHours(25) },
            new() { MaxDelay = TimeSpan.FromMilliseconds(199) }, new() { MaxDelay = TimeSpan.FromHours(25) }, new() { Jitter = -0.1 },
            new() { Jitter = 1.1 }, new() { AttemptTimeout = TimeSpan.FromMilliseconds(9) }, new() { TotalTimeout = TimeSpan.FromHours(25) },
            new() { AttemptTimeout = 2 * second, TotalTimeout = second },
        ];
        Assert.All(refused, options => Assert.Throws<ArgumentOutOfRangeException>(() => Retry(options)));
        var limit = new RetryWithBreakerOptions
        {
            MaxAttempts = 1_000_000,
            BaseDelay = TimeSpan.FromHours(24),
            MaxDelay = TimeSpan.FromHours(24),
            Jitter = 1,
            AttemptTimeout = TimeSpan.FromMilliseconds(10),
            TotalTimeout = TimeSpan.FromMilliseconds(10),
        };
        limit.Validate();
        (limit with { Jitter = 0, TotalTimeout = TimeSpan.FromHours(24), AttemptTimeout = TimeSpan.FromHours(24) }).Validate();
        var message = Assert.Throws<ArgumentOutOfRangeException>(() => Retry(refused[^1])).Message;
        Assert.StartsWith("AttemptTimeout must not be above TotalTimeout.", message, StringComparison.Ordinal);
    }

    private RetryWithBreaker Retry(RetryWithBreakerOptions? options = null) => new(_breaker, options);

    private ValueTask<int> Count(CancellationToken token)
    {
        _calls++;
        return ValueTask.FromResult(_calls);
    }

    private ValueTask<int> Throw(CancellationToken token)
    {
        _calls++;
        throw new TimeoutException();
    }

    /// <summary>Runs to the end, moving the clock whenever the retry waits.</summary>
    private async Task RunAsync(RetryWithBreaker retry, Func<CancellationToken, ValueTask<int>> operation, TimeSpan? step = null)
    {
        var call = retry.ExecuteAsync(token =>
        {
            _calls++;
            return operation(token);
        }).AsTask();
        while (!call.IsCompleted)
        {
            await Task.WhenAny(call, _clock.WaitForTimersAsync());
            _clock.Advance(step ?? TimeSpan.FromMinutes(1));
            await Task.Yield();
        }

        await call;
    }
}
