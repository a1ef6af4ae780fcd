using System.Diagnostics;
using Polly;
using Polly.Retry;
using Polly.Timeout;
using Unfazed.Testing;

namespace Unfazed.Resilience.Tests;

public sealed class CircuitBreakerStrategySpecs
{
    private readonly FakeTimeProvider _clock = new();
    private readonly CircuitBreaker _breaker;

    public CircuitBreakerStrategySpecs() =>
        _breaker = new CircuitBreaker("service", new CircuitBreakerOptions { FailMax = 2 }, _clock);

    [Fact(Timeout = BreakerHarness.Limit)]
    [Trait("Case", "3")]
    public async Task An_unhandled_error_passes_unchanged_and_counts_for_nothing()
    {
        var pipeline = Build(o => o.Exception is TimeoutException);
        var error = new InvalidOperationException();
        _breaker.RecordFailure();
        Assert.Same(error, await Assert.ThrowsAsync<InvalidOperationException>(async () => await pipeline.ExecuteAsync<int>(_ => throw error)));
        Assert.Equal(1, _breaker.Failures);
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    [Trait("Case", "5")]
    public async Task A_result_can_count_as_a_failure()
    {
        var pipeline = Build(o => o.Result == 503);
        Assert.Equal(503, await pipeline.ExecuteAsync(_ => ValueTask.FromResult(503)));
        Assert.Equal((1, "the result counts as a failure"), (_breaker.Failures, _breaker.LastCause));
        Assert.Equal(200, await pipeline.ExecuteAsync(_ => ValueTask.FromResult(200)));
        Assert.Equal(0, _breaker.Failures);
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task A_pipeline_without_a_type_counts_and_rejects_calls_of_every_type()
    {
        var pipeline = new ResiliencePipelineBuilder().AddUnfazedConcurrencyLimit(new ConcurrencyLimit("service")).AddUnfazedCircuitBreaker(_breaker).Build();
        Assert.Equal((1, "one"), (await pipeline.ExecuteAsync(_ => ValueTask.FromResult(1)), await pipeline.ExecuteAsync(_ => ValueTask.FromResult("one"))));
        await Assert.ThrowsAsync<TimeoutException>(async () => await pipeline.ExecuteAsync<int>(_ => throw new TimeoutException()));
        Assert.Throws<IOException>(() => pipeline.Execute(() => throw new IOException("reset")));
        Assert.Equal((CircuitState.Open, "IOException: reset"), (_breaker.State, _breaker.LastCause));
        await Assert.ThrowsAsync<CircuitOpenException>(async () => await pipeline.ExecuteAsync(_ => ValueTask.CompletedTask));
        Assert.Throws<CircuitOpenException>(() => pipeline.Execute(() => "two"));
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task A_predicate_of_a_pipeline_without_a_type_sees_results_and_exceptions()
    {
        var pipeline = new ResiliencePipelineBuilder()
            .AddUnfazedCircuitBreaker(_breaker, new() { IsFailure = outcome => outcome.Result is 503 or "down" || outcome.Exception is IOException })
            .Build();
        await Assert.ThrowsAsync<TimeoutException>(async () => await pipeline.ExecuteAsync<int>(_ => throw new TimeoutException()));
        Assert.Equal(503, await pipeline.ExecuteAsync(_ => ValueTask.FromResult(503)));
        Assert.Equal((CircuitState.Closed, 1), (_breaker.State, _breaker.Failures));
        Assert.Equal("down", await pipeline.ExecuteAsync(_ => ValueTask.FromResult("down")));
        Assert.Equal(CircuitState.Open, _breaker.State);
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    [Trait("Case", "6")]
    [Trait("Case", "7")]
    public async Task The_tripping_call_shows_its_own_error_and_then_nothing_is_called()
    {
        var pipeline = Build();
        _breaker.RecordFailure();
        var error = new TimeoutException("real");
        Assert.Same(error, await Assert.ThrowsAsync<TimeoutException>(async () => await pipeline.ExecuteAsync<int>(async _ =>
        {
            await Task.Yield();
            throw error;
        })));
        var called = false;
        var rejected = await Assert.ThrowsAsync<CircuitOpenException>(async () => await pipeline.ExecuteAsync(_ =>
        {
            called = true;
            return ValueTask.FromResult(1);
        }));
        Assert.False(called);
        Assert.Equal("TimeoutException: real", rejected.LastCause);
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    [Trait("Case", "13")]
    public async Task A_probe_whose_caller_cancels_is_neutral_whatever_it_throws_or_returns()
    {
        var pipeline = Build();
        foreach (var end in (Func<int>[])[() => throw new OperationCanceledException(), () => throw new InvalidOperationException(), () => 1])
        {
            await OpenAndLetTheBreakPassAsync();
            using var caller = new CancellationTokenSource();
            await Record.ExceptionAsync(async () => await pipeline.ExecuteAsync(
                async _ =>
                {
                    await caller.CancelAsync();
                    return end();
                },
                caller.Token));
            Assert.True(_breaker.TryAdmit(out var next, out _));
            Assert.True(next.IsProbe);
            _breaker.RecordSuccess(next);
        }
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    [Trait("Case", "17")]
    public async Task A_predicate_that_throws_in_a_probe_frees_the_place()
    {
        var pipeline = Build(_ => throw new FormatException());
        await OpenAndLetTheBreakPassAsync();
        await Assert.ThrowsAsync<FormatException>(async () => await pipeline.ExecuteAsync(_ => ValueTask.FromResult(1)));
        Assert.True(_breaker.TryAdmit(out var next, out _));
        Assert.True(next.IsProbe);
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task A_callback_that_throws_instead_of_giving_an_outcome_is_counted()
    {
        var pipeline = Build();
        var context = ResilienceContextPool.Shared.Get();
        var outcome = await pipeline.ExecuteOutcomeAsync<int, int>((_, _) => throw new TimeoutException(), context, 0);
        ResilienceContextPool.Shared.Return(context);
        Assert.IsType<TimeoutException>(outcome.Exception);
        Assert.Equal(1, _breaker.Failures);
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    [Trait("Case", "25")]
    public async Task Rejections_do_not_grow_a_stack_trace()
    {
        var pipeline = Build();
        _breaker.Isolate();
        var depths = new List<int>();
        for (var i = 0; i < 20; i++)
        {
            var error = await Assert.ThrowsAsync<CircuitOpenException>(async () => await pipeline.ExecuteAsync(_ => ValueTask.FromResult(1)));
            depths.Add(new StackTrace(error).FrameCount);
        }

        Assert.Equal(depths[0], depths[^1]);
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    [Trait("Case", "53")]
    public async Task In_the_order_of_the_pipeline_the_breaker_sees_each_attempt_and_its_timeout()
    {
        var attempts = 0;
        var pipeline = new ResiliencePipelineBuilder<int> { TimeProvider = _clock }
            .AddTimeout(TimeSpan.FromMinutes(5))
            .AddRetry(new RetryStrategyOptions<int>
            {
                MaxRetryAttempts = 1,
                Delay = TimeSpan.Zero,
                ShouldHandle = args => ValueTask.FromResult(args.Outcome.Exception is TimeoutRejectedException),
            })
            .AddUnfazedCircuitBreaker(_breaker)
            .AddTimeout(TimeSpan.FromSeconds(1))
            .Build();
        var call = pipeline.ExecuteAsync(async token =>
        {
            Interlocked.Increment(ref attempts);
            await Task.Delay(Timeout.InfiniteTimeSpan, _clock, token);
            return 1;
        }).AsTask();
        for (var attempt = 0; attempt < 2; attempt++)
        {
            // The total's timer and the attempt's.
            await _clock.WaitForTimersAsync(2);
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        await Assert.ThrowsAsync<TimeoutRejectedException>(() => call);
        Assert.Equal((2, CircuitState.Open), (attempts, _breaker.State));
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    [Trait("Case", "42")]
    public async Task A_result_that_is_retried_is_disposed()
    {
        var results = new List<Disposable>();
        var pipeline = new ResiliencePipelineBuilder<Disposable>()
            .AddRetry(new RetryStrategyOptions<Disposable>
            {
                MaxRetryAttempts = 1,
                Delay = TimeSpan.Zero,
                ShouldHandle = args => ValueTask.FromResult(args.AttemptNumber == 0),
            })
            .AddUnfazedCircuitBreaker(_breaker)
            .Build();
        var kept = await pipeline.ExecuteAsync(_ =>
        {
            results.Add(new Disposable());
            return ValueTask.FromResult(results[^1]);
        });
        Assert.Equal((true, false), (results[0].Disposed, kept.Disposed));
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task A_result_whose_predicate_throws_is_disposed()
    {
        var breaker = new CircuitBreaker("service");
        var result = new Disposable();
        var pipeline = new ResiliencePipelineBuilder<Disposable>()
            .AddUnfazedCircuitBreaker(breaker, new() { IsFailure = static _ => throw new FormatException() })
            .Build();

        await Assert.ThrowsAsync<FormatException>(async () => await pipeline.ExecuteAsync(_ => ValueTask.FromResult(result)));

        Assert.Equal((true, 0), (result.Disposed, breaker.Failures));
    }

    [Fact]
    public void Options_that_would_fail_at_the_first_call_are_refused_when_the_pipeline_is_built()
    {
        var builder = new ResiliencePipelineBuilder<int>();
        var breaker = new CircuitBreaker("service");
        Assert.Throws<ArgumentException>(() => builder.AddUnfazedCircuitBreaker(breaker, new() { IsFailure = null! }));
        Assert.Throws<ArgumentOutOfRangeException>(() => builder.AddUnfazedCircuitBreaker(breaker, new() { OperationTimeout = TimeSpan.Zero }));
    }

    private Task OpenAndLetTheBreakPassAsync()
    {
        _breaker.RecordFailure();
        _breaker.RecordFailure();
        _clock.Advance(_breaker.Options.ResetTimeout);
        return Task.CompletedTask;
    }

    private ResiliencePipeline<int> Build(Func<Outcome<int>, bool>? isFailure = null)
    {
        var options = new UnfazedCircuitBreakerStrategyOptions<int>();
        options.IsFailure = isFailure ?? options.IsFailure;
        return new ResiliencePipelineBuilder<int>().AddUnfazedCircuitBreaker(_breaker, options).Build();
    }
}

internal sealed class Disposable : IDisposable
{
    public bool Disposed { get; private set; }

    public void Dispose() => Disposed = true;
}
