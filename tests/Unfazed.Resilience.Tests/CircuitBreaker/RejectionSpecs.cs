using System.Net;
using Unfazed.Testing;

namespace Unfazed.Resilience.Tests;

/// <summary>What is refused, wrapped or out of range, and what a breaker makes of it.</summary>
public sealed class RejectionSpecs
{
    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task A_probe_that_is_not_started_for_abandoned_work_waits_like_a_failed_one()
    {
        const string Name = "hung-probe";
        var clock = new FakeTimeProvider();
        var breaker = new CircuitBreaker(Name, new CircuitBreakerOptions { FailMax = 1, ResetTimeout = TimeSpan.FromMinutes(1) }, clock);
        var retry = new RetryWithBreaker(breaker, new RetryWithBreakerOptions { AttemptTimeout = TimeSpan.FromSeconds(1) });
        breaker.RecordFailure();
        clock.Advance(TimeSpan.FromMinutes(1));
        for (var hung = 0; hung < TimeLimitOptions.Default.MaxAbandoned; hung++)
        {
            AbandonedWork.TryStart(Name, TimeLimitOptions.Default);
            AbandonedWork.Abandon(Name);
        }

        var refused = await retry.TryExecuteAsync(static _ => new ValueTask<int>(1));
        for (var hung = 0; hung < TimeLimitOptions.Default.MaxAbandoned; hung++)
        {
            AbandonedWork.End(Name, wasAbandoned: true);
        }

        Assert.IsType<AbandonedWorkLimitException>(refused.Exception);
        Assert.False(breaker.TryAdmit(out _, out var rejection));
        Assert.Equal(TimeSpan.FromMinutes(1), rejection.RetryAfter);
    }

    [Fact]
    public void A_rejection_says_what_and_why()
    {
        var breaker = new CircuitBreaker("mail", new CircuitBreakerOptions { FailMax = 1, ResetTimeout = TimeSpan.FromMinutes(1) }, new FakeTimeProvider());
        Assert.True(breaker.TryAdmit(out var permit, out _));
        breaker.RecordFailure(permit, "HTTP 503");
        Assert.False(breaker.TryAdmit(out _, out var rejection));
        Assert.Equal("mail is open, retry after 60 s (HTTP 503)", rejection.ToString());
        breaker.Isolate("maintenance");
        Assert.False(breaker.TryAdmit(out _, out rejection));
        Assert.Equal("mail is isolated (maintenance)", rejection.ToString());
        Assert.Equal("no rejection", default(CircuitRejection).ToString());
    }

    [Fact]
    public void An_error_in_an_aggregate_alone_counts_as_itself()
    {
        Assert.True(TransientErrors.Includes(new AggregateException(new HttpRequestException("down"))));
        Assert.False(TransientErrors.Includes(new AggregateException(new InvalidOperationException("ours"))));
        Assert.False(TransientErrors.Includes(new AggregateException(new HttpRequestException("down"), new InvalidOperationException("ours"))));
        Assert.False(TransientErrors.Includes(new AggregateException()));
    }

    [Theory]
    [InlineData("99999999999")]
    [InlineData("99999999999999999999999999")]
    public void A_wait_beyond_what_can_be_said_is_long_and_not_none(string header)
    {
        using var response = new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
        response.Headers.TryAddWithoutValidation("Retry-After", header);
        Assert.True(new AttemptOutcome(null, response).RetryAfter(DateTimeOffset.UnixEpoch) > TimeSpan.FromDays(365));
    }

    [Fact]
    public void A_grace_that_makes_an_attempt_too_long_is_refused_at_once()
    {
        var breaker = new CircuitBreaker("mail", CircuitBreakerOptions.Default);
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryWithBreaker(
            breaker, new RetryWithBreakerOptions { AttemptTimeout = TimeSpan.FromHours(1), Grace = TimeSpan.FromDays(30) }));
    }
}
