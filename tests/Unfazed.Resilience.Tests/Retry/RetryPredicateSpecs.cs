using System.Net;
using System.Net.Http.Headers;
using Unfazed.Testing;

namespace Unfazed.Resilience.Tests;

/// <summary>What is tried again, what counts, and how long is waited before.</summary>
public sealed class RetryPredicateSpecs
{
    private readonly FakeTimeProvider _clock = new();
    private readonly CircuitBreaker _breaker;
    private int _calls;

    public RetryPredicateSpecs() => _breaker = new CircuitBreaker("api", new CircuitBreakerOptions { FailMax = 3 }, _clock);

    [Theory(Timeout = BreakerHarness.Limit)]
    [InlineData(HttpStatusCode.Unauthorized, 1, 0)]
    [InlineData(HttpStatusCode.NotFound, 1, 0)]
    [InlineData(HttpStatusCode.TooManyRequests, 3, 3)]
    [InlineData(HttpStatusCode.ServiceUnavailable, 3, 3)]
    public async Task A_refused_login_and_a_missing_page_are_not_tried_again_and_open_nothing(HttpStatusCode status, int calls, int failures)
    {
        var retry = Retry(new() { BaseDelay = TimeSpan.Zero });
        await Assert.ThrowsAsync<HttpRequestException>(async () => await retry.ExecuteAsync(Throws));
        Assert.Equal((calls, failures), (_calls, _breaker.Failures));

        ValueTask<int> Throws(CancellationToken token)
        {
            _calls++;
            using var response = new HttpResponseMessage(status);
            response.EnsureSuccessStatusCode();
            return ValueTask.FromResult(1);
        }
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task A_response_that_says_unavailable_is_a_failure_and_tried_again()
    {
        var retry = Retry(new() { BaseDelay = TimeSpan.Zero });
        using var response = await retry.ExecuteAsync(_ => ValueTask.FromResult(new HttpResponseMessage(++_calls < 3 ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.OK)));
        Assert.Equal((HttpStatusCode.OK, 3, 0, "HTTP 503"), (response.StatusCode, _calls, _breaker.Failures, _breaker.LastCause));
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task The_delay_is_the_one_that_the_service_asks_for()
    {
        var call = Retry(new() { BaseDelay = TimeSpan.FromMilliseconds(1) }).ExecuteAsync(_ => ValueTask.FromResult(Response(seconds: 7))).AsTask();
        await _clock.WaitForTimersAsync();
        _clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(1, _calls);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await _clock.WaitForTimersAsync();
        Assert.Equal(2, _calls);
        _clock.Advance(TimeSpan.FromSeconds(7));
        (await call).Dispose();
    }

    [Theory(Timeout = BreakerHarness.Limit)]
    [InlineData(31, null)]
    [InlineData(7, 5)]
    public async Task A_delay_that_is_too_long_is_not_waited_for(int asked, int? total)
    {
        var retry = Retry(new() { TotalTimeout = total is { } seconds ? TimeSpan.FromSeconds(seconds) : null });
        using var response = await retry.ExecuteAsync(_ => ValueTask.FromResult(Response(asked)));
        Assert.Equal((HttpStatusCode.TooManyRequests, 1, 0), (response.StatusCode, _calls, _clock.ArmedTimers));
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task The_callers_predicates_decide_what_counts_and_what_is_tried_again()
    {
        var retry = Retry(new()
        {
            BaseDelay = TimeSpan.Zero,
            IsFailure = static outcome => outcome.Result is "busy" || outcome.Exception is FormatException,
            ShouldRetry = static outcome => outcome.Result is "busy",
        });
        Assert.Equal("done", await retry.ExecuteAsync(_ => ValueTask.FromResult(++_calls == 1 ? "busy" : "done")));
        Assert.Equal(2, _calls);
        await Assert.ThrowsAsync<FormatException>(async () => await retry.ExecuteAsync<string>(_ => throw new FormatException()));
        Assert.Equal(1, _breaker.Failures);
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task A_rejection_by_another_breaker_is_never_tried_again_whatever_is_listed()
    {
        var retry = Retry(new() { Exceptions = [typeof(Exception)], ShouldRetry = static _ => true });
        await Assert.ThrowsAsync<CircuitOpenException>(async () => await retry.ExecuteAsync<int>(_ =>
        {
            _calls++;
            throw new CircuitOpenException("inner", CircuitState.Open, TimeSpan.Zero, null);
        }));
        Assert.Equal((1, 0), (_calls, _breaker.Failures));
    }

    [Theory(Timeout = BreakerHarness.Limit)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_predicate_that_throws_is_the_error_of_the_call_and_its_result_is_disposed(bool whenAsked)
    {
        using var response = new ObservedResponse();
        var retry = Retry(new()
        {
            ShouldRetry = _ => whenAsked ? true : throw new FormatException("predicate"),
            RetryAfter = static _ => throw new FormatException("predicate"),
        });
        var outcome = await retry.TryExecuteAsync(_ => ValueTask.FromResult<HttpResponseMessage>(response));
        Assert.Equal("predicate", Assert.IsType<FormatException>(outcome.Exception).Message);
        Assert.True(response.IsDisposed);
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task A_delay_below_zero_is_none()
    {
        var retry = Retry(new() { BaseDelay = TimeSpan.FromMinutes(1), MaxDelay = TimeSpan.FromMinutes(1), RetryAfter = static _ => TimeSpan.FromSeconds(-5) });
        Assert.Equal(2, await retry.ExecuteAsync(_ => ++_calls == 1 ? throw new TimeoutException() : ValueTask.FromResult(_calls)));
        Assert.Equal(0, _clock.ArmedTimers);
    }

    [Theory(Timeout = BreakerHarness.Limit)]
    [InlineData("0", 2)]
    [InlineData("Thu, 01 Jan 1970 00:00:00 GMT", 2)]
    [InlineData("-5", 2)]
    [InlineData("soon", 2)]
    [InlineData("99999999999999999999", 1)]
    [InlineData("2147483647", 1)]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT", 1)]
    public async Task A_strange_wish_of_the_service_neither_breaks_the_call_nor_holds_it(string retryAfter, int calls)
    {
        var retry = Retry(new() { MaxAttempts = 2, BaseDelay = TimeSpan.Zero });
        using var response = await retry.ExecuteAsync(_ =>
        {
            _calls++;
            var busy = new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
            busy.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
            return ValueTask.FromResult(busy);
        });
        Assert.Equal((HttpStatusCode.ServiceUnavailable, calls, 0), (response.StatusCode, _calls, _clock.ArmedTimers));
    }

    [Fact]
    public void A_type_that_is_no_exception_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Retry(new() { Exceptions = [typeof(string)] }));
        Assert.Throws<ArgumentException>(() => Retry(new() { Exceptions = [null!] }));
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task Operations_that_give_a_task_fit_like_those_that_give_a_value_task()
    {
        var retry = Retry(new());
        Assert.Equal("text", await retry.ExecuteAsync(_ => Task.FromResult("text")));
        Assert.Equal("text", await retry.ExecuteAsync(_ => ValueTask.FromResult("text")));
        Assert.Equal("text", await retry.ExecuteAsync(async token =>
        {
            await Task.Yield();
            return "text";
        }));
        await retry.ExecuteAsync(_ => Task.CompletedTask);
        Assert.Equal(7, await retry.Wrap(_ => Task.FromResult(7))(CancellationToken.None));
        Assert.Equal(7, await TimeLimit.WithTimeout(_ => ValueTask.FromResult(7), TimeSpan.FromMinutes(1), "seven"));
    }

    private RetryWithBreaker Retry(RetryWithBreakerOptions options) => new(_breaker, options);

    private sealed class ObservedResponse() : HttpResponseMessage(HttpStatusCode.ServiceUnavailable)
    {
        public bool IsDisposed { get; private set; }

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }

    private HttpResponseMessage Response(int seconds)
    {
        _calls++;
        var response = new HttpResponseMessage(HttpStatusCode.TooManyRequests);
        response.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(seconds));
        return response;
    }
}
