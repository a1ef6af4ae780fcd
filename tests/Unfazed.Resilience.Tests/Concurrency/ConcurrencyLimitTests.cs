using Polly;
using Unfazed.Testing;

namespace Unfazed.Resilience.Tests.Concurrency;

public sealed class ConcurrencyLimitTests
{
    private static readonly ConcurrencyLimitOptions Two = new() { MaxConcurrent = 2, MaxQueued = 2, QueueTimeout = TimeSpan.FromSeconds(5) };

    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void A_call_over_the_limit_is_rejected_as_a_value_and_a_place_that_is_left_is_free()
    {
        var limit = new ConcurrencyLimit("search", Two with { MaxQueued = 0 }, _clock);
        Assert.True(limit.TryEnter(out var first, out _));
        Assert.True(limit.TryEnter(out _, out _));
        Assert.False(limit.TryEnter(out _, out var rejection));
        Assert.Equal(new ConcurrencyRejection("search", ConcurrencyRejectionReason.Full, 2), rejection);
        first.Dispose();
        first.Dispose();
        Assert.Equal(1, limit.Running);
        Assert.True(limit.TryEnter(out _, out _));
        Assert.Equal("ConcurrencyLimit(search: 2/2 running, 0/0 queued)", limit.ToString());
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task Waiting_calls_get_their_places_in_order_and_nobody_overtakes()
    {
        var limit = new ConcurrencyLimit("search", Two, _clock);
        var (one, two) = (await EnterAsync(limit), await EnterAsync(limit));
        var (first, second) = (limit.EnterAsync().AsTask(), limit.EnterAsync().AsTask());
        Assert.Equal(2, limit.Queued);
        Assert.Equal(ConcurrencyRejectionReason.Full, (await limit.EnterAsync()).Rejection.Reason);
        one.Dispose();
        Assert.False(limit.TryEnter(out _, out _));
        var place = (await first).Place!;
        Assert.False(second.IsCompleted);
        place.Dispose();
        two.Dispose();
        Assert.True((await second).IsAdmitted);
        Assert.Equal((1, 0), (limit.Running, limit.Queued));
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task A_wait_ends_at_its_timeout_and_leaves_the_queue()
    {
        var limit = new ConcurrencyLimit("search", Two, _clock);
        using var one = await EnterAsync(limit);
        using var two = await EnterAsync(limit);
        var wait = limit.EnterAsync().AsTask();
        _clock.Advance(TimeSpan.FromSeconds(5) - TimeSpan.FromTicks(1));
        Assert.Equal(1, limit.Queued);
        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(ConcurrencyRejectionReason.QueueTimeout, (await wait).Rejection.Reason);
        Assert.Equal((2, 0, 0), (limit.Running, limit.Queued, _clock.ArmedTimers));
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task A_cancelled_wait_carries_the_token_of_its_caller_and_leaves_the_queue()
    {
        var limit = new ConcurrencyLimit("search", Two, _clock);
        using var one = await EnterAsync(limit);
        using var two = await EnterAsync(limit);
        using var caller = new CancellationTokenSource();
        var wait = limit.EnterAsync(caller.Token).AsTask();
        await caller.CancelAsync();
        var error = await Assert.ThrowsAsync<OperationCanceledException>(() => wait);
        Assert.Equal((caller.Token, 0), (error.CancellationToken, limit.Queued));
        await Assert.ThrowsAsync<OperationCanceledException>(async () => await limit.EnterAsync(caller.Token));
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task A_call_that_throws_frees_its_place()
    {
        var limit = new ConcurrencyLimit("search", Two with { MaxConcurrent = 1, MaxQueued = 0 }, _clock);
        await Assert.ThrowsAsync<TimeoutException>(async () => await limit.ExecuteAsync(Throw));
        Assert.Equal(7, await limit.ExecuteAsync(_ => Task.FromResult(7)));
        using var place = await EnterAsync(limit);
        var error = await Assert.ThrowsAsync<ConcurrencyLimitException>(async () => await limit.ExecuteAsync(_ => Task.FromResult(7)));
        Assert.Equal(("search", 1), (error.Name, error.MaxConcurrent));
        Assert.Contains("'search'", error.Message, StringComparison.Ordinal);
        Assert.False(TransientErrors.Includes(error));

        static Task<int> Throw(CancellationToken token) => throw new TimeoutException();
    }

    [Fact(Timeout = 2 * BreakerHarness.Limit)]
    public async Task Thirty_two_threads_never_exceed_the_limit_and_lose_no_place()
    {
        var limit = new ConcurrencyLimit("search", new ConcurrencyLimitOptions { MaxConcurrent = 4, MaxQueued = 8, QueueTimeout = TimeSpan.FromMinutes(1) });
        var (running, most, rejected) = (0, 0, 0);
        await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(async () =>
        {
            for (var call = 0; call < 200; call++)
            {
                var entry = await limit.EnterAsync();
                if (entry.Place is not { } place)
                {
                    Interlocked.Increment(ref rejected);
                    continue;
                }

                var now = Interlocked.Increment(ref running);
                InterlockedMax(ref most, now);
                await Task.Yield();
                Interlocked.Decrement(ref running);
                place.Dispose();
            }
        })));
        Assert.InRange(most, 1, 4);
        Assert.InRange(rejected, 0, (32 * 200) - 1);
        Assert.Equal((0, 0), (limit.Running, limit.Queued));
    }

    [Fact(Timeout = 2 * BreakerHarness.Limit)]
    public async Task A_place_is_lost_in_no_race_between_leaving_timeout_and_cancellation()
    {
        var limit = new ConcurrencyLimit("search", Two with { MaxConcurrent = 1 }, _clock);
        for (var round = 0; round < 300; round++)
        {
            var held = await EnterAsync(limit);
            using var caller = new CancellationTokenSource();
            var wait = limit.EnterAsync(caller.Token).AsTask();
            await Task.WhenAll(
                Task.Run(held.Dispose), Task.Run(() => _clock.Advance(TimeSpan.FromSeconds(5))), Task.Run(() => caller.CancelAsync()));
            try
            {
                (await wait).Place?.Dispose();
            }
            catch (OperationCanceledException)
            {
                // One of the three has won; whichever it was, the place is free afterwards.
            }

            Assert.Equal((0, 0), (limit.Running, limit.Queued));
        }
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task In_a_pipeline_the_breaker_inside_does_not_count_a_rejection_and_the_retry_does_not_repeat_it()
    {
        var limit = new ConcurrencyLimit("search", Two with { MaxConcurrent = 1, MaxQueued = 0 }, _clock);
        var breaker = new CircuitBreaker("search", new CircuitBreakerOptions { FailMax = 1 }, _clock);
        var pipeline = new ResiliencePipelineBuilder<int>().AddUnfazedConcurrencyLimit(limit).AddUnfazedCircuitBreaker(breaker).Build();
        var retry = new RetryWithBreaker(breaker, new RetryWithBreakerOptions { ConcurrencyLimit = limit });
        var calls = 0;
        using (await EnterAsync(limit))
        {
            await Assert.ThrowsAsync<ConcurrencyLimitException>(async () => await pipeline.ExecuteAsync(_ => ValueTask.FromResult(++calls)));
            await Assert.ThrowsAsync<ConcurrencyLimitException>(async () => await retry.ExecuteAsync(_ => ValueTask.FromResult(++calls)));
        }

        Assert.Equal((0, 0), (calls, breaker.Failures));
        Assert.Equal(1, await pipeline.ExecuteAsync(_ => ValueTask.FromResult(++calls)));
        Assert.Equal(2, await retry.ExecuteAsync(_ => ValueTask.FromResult(++calls)));
        Assert.Equal(0, limit.Running);
    }

    [Theory]
    [InlineData("MaxConcurrent")]
    [InlineData("MaxQueued")]
    [InlineData("QueueTimeout")]
    public void Options_out_of_range_are_refused_by_name(string name)
    {
        var options = name switch
        {
            "MaxConcurrent" => Two with { MaxConcurrent = 0 },
            "MaxQueued" => Two with { MaxQueued = -1 },
            _ => Two with { QueueTimeout = TimeSpan.Zero },
        };
        Assert.Contains(name, Assert.Throws<ArgumentOutOfRangeException>(() => new ConcurrencyLimit("search", options)).Message, StringComparison.Ordinal);
    }

    private static async Task<ConcurrencyPlace> EnterAsync(ConcurrencyLimit limit)
    {
        var entry = await limit.EnterAsync();
        Assert.True(entry.IsAdmitted);
        return entry.Place;
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while (value > (seen = Volatile.Read(ref target)) && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }
}
