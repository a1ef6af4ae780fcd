using Unfazed.Testing;

namespace Unfazed.Resilience.Tests;

/// <summary>The timeouts of a retried call, also for work that does not listen.</summary>
public sealed class RetryTimeoutSpecs : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _clock = new();
    private readonly CircuitBreaker _breaker;

    // An operation whose time is over before its thread runs is not called.
    private readonly SemaphoreSlim _entered = new(0);

    public RetryTimeoutSpecs() => _breaker = new CircuitBreaker("service", new CircuitBreakerOptions { FailMax = 4 }, _clock);

    public void Dispose() => _entered.Dispose();

    [Theory(Timeout = BreakerHarness.Limit)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_attempt_that_does_not_listen_is_abandoned_and_counted_as_a_failure(bool blocks)
    {
        using var release = new ManualResetEventSlim();
        var never = new TaskCompletionSource<int>();
        var call = Retry(new() { MaxAttempts = 1, AttemptTimeout = Second, Grace = Second }).ExecuteAsync(_ =>
        {
            _entered.Release();
            if (blocks)
            {
                release.Wait(CancellationToken.None);
            }

            return new ValueTask<int>(never.Task);
        }).AsTask();
        await RunOutAsync();

        var error = await Assert.ThrowsAsync<OperationTimeoutException>(() => call);
        Assert.Equal((Second, TimeoutScope.Attempt, true, 1), (error.Timeout, error.Scope, error.Abandoned, _breaker.Failures));
        release.Set();
        never.SetResult(1);
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task The_total_bounds_an_attempt_that_does_not_listen_and_is_named()
    {
        var never = new TaskCompletionSource<int>();
        var retry = Retry(new() { BaseDelay = Second / 2, Jitter = 0, AttemptTimeout = 2 * Second, TotalTimeout = 3 * Second, Grace = TimeSpan.Zero });
        var call = retry.ExecuteAsync(_ =>
        {
            _entered.Release();
            return new ValueTask<int>(never.Task);
        }).AsTask();
        await _entered.WaitAsync();
        _clock.Advance(2 * Second);
        await _clock.WaitForTimersAsync();
        _clock.Advance(Second / 2);
        await _entered.WaitAsync();
        _clock.Advance(Second / 2);

        var error = await Assert.ThrowsAsync<OperationTimeoutException>(() => call);
        Assert.Equal(TimeoutScope.Total, error.Scope);
        Assert.Equal(3 * Second, error.Timeout);
        never.SetResult(1);
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task A_service_that_never_answers_opens_its_breaker_when_only_the_total_is_limited()
    {
        var never = new TaskCompletionSource<int>();
        var retry = Retry(new() { TotalTimeout = Second, Grace = TimeSpan.Zero });
        for (var call = 0; call < 4; call++)
        {
            var pending = retry.ExecuteAsync(_ =>
            {
                _entered.Release();
                return new ValueTask<int>(never.Task);
            }).AsTask();
            await RunOutAsync();
            await Assert.ThrowsAsync<OperationTimeoutException>(() => pending);
        }

        Assert.Equal(CircuitState.Open, _breaker.State);
        never.SetResult(1);
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task A_probe_that_takes_as_long_as_its_attempt_may_closes_the_breaker()
    {
        Open();
        var slow = new TaskCompletionSource<int>();
        var retry = Retry(new() { AttemptTimeout = TimeSpan.FromMinutes(2) });
        var probe = retry.ExecuteAsync(_ => new ValueTask<int>(slow.Task)).AsTask();
        await _clock.WaitForTimersAsync();

        // Above the breaker's own 30 s and 5 s of grace, which would have elected the next caller.
        _clock.Advance(TimeSpan.FromSeconds(45));
        await Assert.ThrowsAsync<CircuitOpenException>(async () => await retry.ExecuteAsync(_ => ValueTask.FromResult(1)));
        slow.SetResult(1);

        await probe;
        Assert.Equal(CircuitState.Closed, _breaker.State);
    }

    [Theory]
    [InlineData(null, 2)]
    [InlineData(120, 1)]
    public void A_simulated_hour_of_slow_and_healthy_calls_closes_within_two_probes(int? attemptSeconds, int maxProbes)
    {
        Open();
        TimeSpan? timeout = attemptSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
        var running = new Queue<(CircuitPermit Permit, int Ends)>();
        var (probes, rejected) = (0, 0);
        for (var second = 0; second < 3_600; second++)
        {
            while (running.TryPeek(out var first) && first.Ends <= second)
            {
                _breaker.RecordSuccess(running.Dequeue().Permit);
            }

            if (_breaker.TryAdmit(timeout, out var permit, out _))
            {
                running.Enqueue((permit, second + 45));
                probes += permit.IsProbe ? 1 : 0;
            }
            else
            {
                rejected++;
            }

            _clock.Advance(Second);
        }

        Assert.Equal((maxProbes, CircuitState.Closed), (probes, _breaker.State));
        Assert.InRange(rejected, 1, 100);
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task Twenty_blocked_calls_are_all_answered_on_a_starved_pool()
    {
        using var release = new ManualResetEventSlim();
        var retry = new RetryWithBreaker(
            new CircuitBreaker("blocked", failMax: 100), new() { MaxAttempts = 1, AttemptTimeout = TimeSpan.FromSeconds(0.5), Grace = TimeSpan.FromSeconds(0.1) });
        var onThePool = 0;
        var started = TimeProvider.System.GetTimestamp();
        var calls = Enumerable.Range(0, 20).Select(_ => Task.Factory.StartNew(
            () => Elapsed(() => retry.ExecuteAsync<int>(async _ =>
            {
                await Task.Yield();
                Interlocked.Add(ref onThePool, Thread.CurrentThread.IsThreadPoolThread ? 1 : 0);
                release.Wait(CancellationToken.None);
                return 1;
            })),
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap());

        var ended = await Task.WhenAll(calls);
        release.Set();

        // Blocked on threads of the pool, the last of them took 18 s.
        Assert.Equal(0, onThePool);
        Assert.All(ended, elapsed => Assert.InRange(elapsed, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(15)));

        async Task<TimeSpan> Elapsed(Func<ValueTask<int>> call)
        {
            await Assert.ThrowsAsync<OperationTimeoutException>(async () => await call().ConfigureAwait(false)).ConfigureAwait(false);
            return TimeProvider.System.GetElapsedTime(started);
        }
    }

    private RetryWithBreaker Retry(RetryWithBreakerOptions options) => new(_breaker, options);

    private async Task RunOutAsync()
    {
        await _entered.WaitAsync();
        _clock.Advance(Second);
        _clock.Advance(Second);
    }

    private void Open()
    {
        for (var failure = 0; failure < _breaker.Options.FailMax; failure++)
        {
            _breaker.RecordFailure();
        }

        _clock.Advance(_breaker.Options.ResetTimeout);
    }
}
