using Unfazed.Testing;

namespace Unfazed.Resilience.Tests;

public sealed class RetryBudgetTests
{
    private static readonly RetryBudgetOptions TenPercent = new() { MaxRetryShare = 0.1, MinRetries = 0, Window = TimeSpan.FromSeconds(10) };

    private static readonly RetryWithBreakerOptions AtOnce = new() { BaseDelay = TimeSpan.Zero, MaxAttempts = 4 };

    private readonly FakeTimeProvider _clock = new();

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task An_exhausted_budget_ends_the_retry_with_the_real_error()
    {
        var budget = new RetryBudget("service", TenPercent with { MinRetries = 2, MaxRetryShare = 0 }, _clock);
        var retry = Retry(new CircuitBreaker("service", new CircuitBreakerOptions { FailMax = 1_000 }, _clock), AtOnce with { RetryBudget = budget });
        var attempts = 0;
        var error = await Assert.ThrowsAsync<TimeoutException>(async () => await retry.ExecuteAsync(Fail));
        Assert.Equal((3, "attempt 3"), (attempts, error.Message));
        error = await Assert.ThrowsAsync<TimeoutException>(async () => await retry.ExecuteAsync(Fail));
        Assert.Equal((4, "attempt 4"), (attempts, error.Message));
        Assert.Equal("RetryBudget(service: 2 retries, 2 calls)", budget.ToString());
        _clock.Advance(TimeSpan.FromSeconds(10));
        await Assert.ThrowsAsync<TimeoutException>(async () => await retry.ExecuteAsync(Fail));
        Assert.Equal(7, attempts);

        ValueTask<int> Fail(CancellationToken token) => throw new TimeoutException($"attempt {++attempts}");
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task A_failing_service_gets_at_most_the_share_of_further_calls()
    {
        var budget = new RetryBudget("service", TenPercent, _clock);
        var retry = Retry(new CircuitBreaker("service", new CircuitBreakerOptions { FailMax = 1_000 }, _clock), AtOnce with { RetryBudget = budget });
        var attempts = 0;
        for (var call = 0; call < 500; call++)
        {
            await retry.TryExecuteAsync<int>(_ =>
            {
                attempts++;
                throw new TimeoutException();
            });
        }

        Assert.InRange(attempts, 501, 550);
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task The_budget_of_a_registry_is_shared_by_its_breakers_and_one_of_its_own_comes_first()
    {
        var shared = new RetryBudget("all", TenPercent with { MinRetries = 1, MaxRetryShare = 0 }, _clock);
        var own = new RetryBudget("own", TenPercent with { MinRetries = 5 }, _clock);
        await using var registry = new CircuitBreakerRegistry(new CircuitBreakerRegistryOptions { TimeProvider = _clock, RetryBudget = shared });
        Assert.Equal(2, await AttemptsAsync(Retry(registry.GetBreaker("one"), AtOnce)));
        Assert.Equal(1, await AttemptsAsync(Retry(registry.GetBreaker("two"), AtOnce)));
        Assert.Equal(4, await AttemptsAsync(Retry(registry.GetBreaker("three"), AtOnce with { RetryBudget = own })));
        Assert.Equal((2, 1, 1, 3), (shared.Calls, shared.Retries, own.Calls, own.Retries));
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task Calls_that_an_open_breaker_rejects_allow_no_retries_later()
    {
        var budget = new RetryBudget("service", TenPercent, _clock);
        var breaker = new CircuitBreaker("service", new CircuitBreakerOptions(), _clock);
        var retry = Retry(breaker, AtOnce with { RetryBudget = budget });
        breaker.Isolate();
        for (var call = 0; call < 100; call++)
        {
            await retry.TryExecuteAsync(_ => ValueTask.FromResult(1));
        }

        breaker.Reset();
        Assert.Equal(0, budget.Calls);
        Assert.Equal(2, await AttemptsAsync(retry));
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task Thirty_two_threads_spend_no_more_than_there_is()
    {
        var budget = new RetryBudget("service", new RetryBudgetOptions { MaxRetryShare = 0.1, MinRetries = 10, Window = TimeSpan.FromDays(1) }, _clock);
        var spent = 0;
        await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 100; i++)
            {
                budget.RecordCall();
            }
        })));
        await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 100; i++)
            {
                Interlocked.Add(ref spent, budget.TrySpend() ? 1 : 0);
            }
        })));
        Assert.Equal(330, spent);
    }

    [Fact]
    public void Options_out_of_range_are_refused_by_name()
    {
        Assert.Contains("MaxRetryShare", Assert.Throws<ArgumentOutOfRangeException>(() => new RetryBudget("x", TenPercent with { MaxRetryShare = -1 })).Message, StringComparison.Ordinal);
        Assert.Contains("MinRetries", Assert.Throws<ArgumentOutOfRangeException>(() => new RetryBudget("x", TenPercent with { MinRetries = -1 })).Message, StringComparison.Ordinal);
        Assert.Contains("Window", Assert.Throws<ArgumentOutOfRangeException>(() => new RetryBudget("x", TenPercent with { Window = TimeSpan.Zero })).Message, StringComparison.Ordinal);
    }

    private static RetryWithBreaker Retry(CircuitBreaker breaker, RetryWithBreakerOptions options) => new(breaker, options);

    private static async Task<int> AttemptsAsync(RetryWithBreaker retry)
    {
        var attempts = 0;
        await retry.TryExecuteAsync<int>(_ =>
        {
            attempts++;
            throw new TimeoutException();
        });
        return attempts;
    }
}
