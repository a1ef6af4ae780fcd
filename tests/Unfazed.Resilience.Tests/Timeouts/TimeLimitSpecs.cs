using Unfazed.Testing;

namespace Unfazed.Resilience.Tests;

public sealed class TimeLimitSpecs : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _clock = new();

    // An operation whose time is over before its thread runs is not called.
    private readonly SemaphoreSlim _entered = new(0);

    private TimeLimitOptions Options => new() { TimeProvider = _clock, Grace = Second, MaxAbandoned = 1_000 };

    public void Dispose() => _entered.Dispose();

    [Fact(Timeout = BreakerHarness.Limit)]
    [Trait("Case", "44")]
    public async Task Work_that_listens_stops_at_its_timeout()
    {
        var call = Start(token => Task.Delay(Timeout.InfiniteTimeSpan, _clock, token));
        await _entered.WaitAsync();
        _clock.Advance(2 * Second);
        var error = await Assert.ThrowsAsync<OperationTimeoutException>(() => call);
        Assert.Equal(("work", 2 * Second, false), (error.OperationName, error.Timeout, error.Abandoned));
        Assert.Equal("'work' exceeded its timeout of 2 s.", error.Message);
        Assert.IsAssignableFrom<OperationCanceledException>(error.InnerException);
        Assert.Equal(TimeoutScope.Operation, error.Scope);
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    [Trait("Case", "45")]
    public async Task A_task_that_never_ends_is_abandoned_after_the_grace()
    {
        var never = new TaskCompletionSource();
        var call = Start(_ => never.Task, name: "never");
        var error = await TimesOutAsync(call);
        Assert.True(error.Abandoned);
        // Other tests abandon work at the same time: the count of this name is ours alone.
        Assert.Equal(1, AbandonedWork.CountOf("never"));
        Assert.InRange(AbandonedWork.Count, 1, int.MaxValue);
        never.SetResult();
        SpinWait.SpinUntil(() => AbandonedWork.CountOf("never") == 0);
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    [Trait("Case", "46")]
    public async Task A_blocked_thread_is_abandoned_after_the_grace()
    {
        using var release = new ManualResetEventSlim();
        var error = await TimesOutAsync(Start(_ =>
        {
            release.Wait(CancellationToken.None);
            return Task.CompletedTask;
        }));
        Assert.True(error.Abandoned);
        release.Set();
    }

    [Theory(Timeout = BreakerHarness.Limit)]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Case", "47")]
    public async Task The_callers_cancellation_is_no_timeout_and_carries_the_callers_token(bool listens)
    {
        using var caller = new CancellationTokenSource();
        var never = new TaskCompletionSource();
        var call = Start(token => listens ? Task.Delay(Timeout.InfiniteTimeSpan, _clock, token) : never.Task, caller: caller.Token);
        await _entered.WaitAsync();
        await caller.CancelAsync();
        if (!listens)
        {
            await _clock.WaitForTimersAsync(2);
            _clock.Advance(Second);
        }

        var error = await Assert.ThrowsAsync<OperationCanceledException>(() => call);
        Assert.Equal(caller.Token, error.CancellationToken);
        never.SetResult();
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    [Trait("Case", "47")]
    public async Task Cancelled_before_the_start_nothing_is_called()
    {
        using var caller = new CancellationTokenSource();
        await caller.CancelAsync();
        var called = false;
        await Assert.ThrowsAsync<OperationCanceledException>(() => Start(
            _ =>
            {
                called = true;
                return Task.CompletedTask;
            },
            caller: caller.Token));
        Assert.False(called);
    }

    [Theory(Timeout = BreakerHarness.Limit)]
    [InlineData(1, 5, "inner")]
    [InlineData(5, 1, "outer")]
    [Trait("Case", "48")]
    public async Task Of_nested_limits_the_one_that_ran_out_is_named(int inner, int outer, string named)
    {
        var call = TimeLimit.WithTimeout(
            token => TimeLimit.WithTimeout(
                Entering(async innermost =>
                {
                    await Task.Delay(Timeout.InfiniteTimeSpan, _clock, innermost);
                    return true;
                }),
                inner * Second, "inner", Options, token),
            outer * Second, "outer", Options);
        await _entered.WaitAsync();
        _clock.Advance(Second);
        var error = await Assert.ThrowsAsync<OperationTimeoutException>(() => call);
        Assert.Equal((named, Second), (error.OperationName, error.Timeout));
    }

    [Theory(Timeout = BreakerHarness.Limit)]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Case", "49")]
    [Trait("Case", "42")]
    public async Task A_cancellation_that_is_swallowed_or_dressed_is_a_timeout_all_the_same(bool swallows)
    {
        var late = new Disposable();
        Func<CancellationToken, Task<Disposable>> operation = async token =>
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Delay(Timeout.InfiniteTimeSpan, _clock, token));
            return swallows ? late : throw new InvalidOperationException("dressed");
        };
        var call = Entering(operation).WithTimeout(Second, "work", Options);
        await _entered.WaitAsync();
        _clock.Advance(Second);
        var error = await Assert.ThrowsAsync<OperationTimeoutException>(() => call);
        Assert.Equal((swallows, swallows ? null : "dressed"), (late.Disposed, error.InnerException?.Message));
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    [Trait("Case", "50")]
    public async Task Zero_and_negative_are_refused_and_infinite_never_fires()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = TimeLimit.WithTimeout(_ => Task.CompletedTask, TimeSpan.Zero, "work"); });
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = TimeLimit.WithTimeout(_ => Task.CompletedTask, -Second, "work"); });
        Assert.Throws<ArgumentOutOfRangeException>(
            () => { _ = TimeLimit.WithTimeout(_ => Task.CompletedTask, Second, "work", Options with { Grace = -Second }); });
        Assert.Equal(7, await TimeLimit.WithTimeout(_ => Task.FromResult(7), Timeout.InfiniteTimeSpan, "work", Options));
        Assert.Equal(0, _clock.ArmedTimers);
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    [Trait("Case", "51")]
    public async Task What_abandoned_work_throws_is_observed_and_what_it_gives_is_disposed()
    {
        var unobserved = 0;
        void Heard(object? sender, UnobservedTaskExceptionEventArgs e)
        {
            if (e.Exception.InnerException is FormatException)
            {
                Interlocked.Increment(ref unobserved);
            }
        }

        TaskScheduler.UnobservedTaskException += Heard;
        await AbandonAsync();
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        TaskScheduler.UnobservedTaskException -= Heard;
        Assert.Equal(0, unobserved);
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task Too_much_abandoned_work_lets_nothing_else_start()
    {
        var error = await Assert.ThrowsAsync<AbandonedWorkLimitException>(
            () => TimeLimit.WithTimeout(_ => Task.CompletedTask, Second, "work", Options with { MaxAbandoned = 0 }));
        Assert.Equal(("work", 0), (error.OperationName, error.Limit));
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task An_error_in_time_passes_unchanged()
    {
        var error = new FormatException();
        Assert.Same(error, await Assert.ThrowsAsync<FormatException>(() => Start(_ => throw error)));
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task An_operation_is_not_called_after_its_timeout_was_reported()
    {
        var called = 0;
        var options = new TimeLimitOptions { TimeProvider = new AlreadyDue(), Grace = TimeSpan.Zero };

        await Assert.ThrowsAsync<OperationTimeoutException>(() => TimeLimit.WithTimeout(
            _ =>
            {
                Interlocked.Increment(ref called);
                return Task.CompletedTask;
            },
            Second, "late", options));

        SpinWait.SpinUntil(() => AbandonedWork.CountOf("late") == 0);
        Assert.Equal(0, called);
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task Hung_calls_of_one_operation_keep_no_other_one_from_starting()
    {
        var never = new TaskCompletionSource();
        var options = Options with { MaxAbandoned = 1, Grace = TimeSpan.Zero };
        var hung = Entering(async _ =>
        {
            await never.Task;
            return true;
        });
        var call = hung.WithTimeout(Second, "hung", options);
        await _entered.WaitAsync();
        _clock.Advance(Second);
        await Assert.ThrowsAsync<OperationTimeoutException>(() => call);

        var refused = await Assert.ThrowsAsync<AbandonedWorkLimitException>(() => hung.WithTimeout(Second, "hung", options));
        Assert.IsAssignableFrom<TimeoutException>(refused);
        Assert.Equal(1, AbandonedWork.CountOf("hung"));
        Assert.Equal(7, await TimeLimit.WithTimeout(_ => Task.FromResult(7), Second, "other", options));
        never.SetResult();
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task No_more_run_at_once_than_are_allowed()
    {
        var never = new TaskCompletionSource<int>();
        Func<CancellationToken, Task<int>> operation = _ => never.Task;
        var calls = Enumerable.Range(0, 150).Select(_ => operation.WithTimeout(Second, "many", Options with { MaxRunning = 8 })).ToList();

        Assert.Equal(142, calls.Count(static call => call.IsFaulted && call.Exception!.InnerException is AbandonedWorkLimitException));
        never.SetResult(1);
        await Task.WhenAll(calls.Where(static call => !call.IsFaulted));
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task Twenty_operations_that_block_after_an_await_are_all_answered_in_time()
    {
        using var release = new ManualResetEventSlim();
        var onThePool = 0;
        var started = TimeProvider.System.GetTimestamp();
        var calls = Enumerable.Range(0, 20).Select(_ => TimeLimit.WithTimeout(
            async token =>
            {
                await Task.Yield();
                Interlocked.Add(ref onThePool, Thread.CurrentThread.IsThreadPoolThread ? 1 : 0);
                release.Wait(CancellationToken.None);
            },
            TimeSpan.FromSeconds(0.5), "blocks", new TimeLimitOptions { Grace = TimeSpan.FromSeconds(0.1) }));

        await Task.WhenAll(calls.Select(static call => Assert.ThrowsAsync<OperationTimeoutException>(() => call)));

        // Blocked on threads of the pool, the last of them took 18 s.
        Assert.Equal(0, onThePool);
        Assert.InRange(TimeProvider.System.GetElapsedTime(started), TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(15));
        release.Set();
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task Twenty_operations_that_block_their_threads_are_all_answered_when_timeout_and_grace_are_over()
    {
        using var release = new ManualResetEventSlim();
        var calls = Enumerable.Range(0, 20).Select(_ => Entering(token =>
        {
            release.Wait(CancellationToken.None);
            return Task.FromResult(Thread.CurrentThread.IsThreadPoolThread);
        }).WithTimeout(TimeSpan.FromSeconds(0.5), "all blocked", new TimeLimitOptions { Grace = TimeSpan.FromSeconds(0.1), TimeProvider = _clock })).ToList();

        // All run at once, whatever the number of processors: none waits for the thread of another.
        for (var entered = 0; entered < calls.Count; entered++)
        {
            await _entered.WaitAsync();
        }

        _clock.Advance(TimeSpan.FromSeconds(0.5));
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        await Task.WhenAll(calls.Select(static call => Assert.ThrowsAsync<OperationTimeoutException>(() => call)));
        release.Set();
    }

    [Fact]
    public void A_timeout_that_no_timer_can_wait_for_is_refused_by_name() =>
        Assert.Equal("timeout", Assert.Throws<ArgumentOutOfRangeException>(() => { _ = TimeLimit.WithTimeout(_ => Task.CompletedTask, TimeSpan.MaxValue, "work"); }).ParamName);

    private Task Start(Func<CancellationToken, Task> operation, string name = "work", CancellationToken caller = default) =>
        Entering(async token =>
        {
            await operation(token);
            return true;
        }).WithTimeout(2 * Second, name, Options, caller);

    private Func<CancellationToken, Task<T>> Entering<T>(Func<CancellationToken, Task<T>> operation) => token =>
    {
        _entered.Release();
        return operation(token);
    };

    private async Task<OperationTimeoutException> TimesOutAsync(Task call)
    {
        await _entered.WaitAsync();
        _clock.Advance(2 * Second);
        await _clock.WaitForTimersAsync();
        _clock.Advance(Second);
        return await Assert.ThrowsAsync<OperationTimeoutException>(() => call);
    }

    private async Task AbandonAsync()
    {
        var (fails, gives) = (new TaskCompletionSource<Disposable>(), new TaskCompletionSource<Disposable>());
        await TimesOutAsync(Start(_ => fails.Task));
        Func<CancellationToken, Task<Disposable>> giving = _ => gives.Task;
        await TimesOutAsync(Entering(giving).WithTimeout(2 * Second, "work", Options));
        var late = new Disposable();
        gives.SetResult(late);
        fails.SetException(new FormatException());
        SpinWait.SpinUntil(() => late.Disposed);
    }

    /// <summary>A clock on which everything is due the moment it is asked for.</summary>
    private sealed class AlreadyDue : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            callback(state);
            return System.CreateTimer(static _ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}
