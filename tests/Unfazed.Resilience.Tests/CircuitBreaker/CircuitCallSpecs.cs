using Unfazed.Testing;

namespace Unfazed.Resilience.Tests;

/// <summary>Calls through the breaker itself, and the permit for <c>using</c>.</summary>
public sealed class CircuitCallSpecs
{
    private readonly FakeTimeProvider _clock = new();
    private readonly CircuitBreaker _breaker;

    public CircuitCallSpecs() => _breaker = new CircuitBreaker("service", new CircuitBreakerOptions { FailMax = 2 }, _clock);

    [Fact]
    public void A_probe_that_throws_before_it_reports_frees_its_place()
    {
        Open();
        Assert.Throws<InvalidOperationException>(Throwing);

        Assert.True(_breaker.TryBegin(null, out var next, out _));
        Assert.True(next.IsProbe);
        next.Succeed();
        next.Fail("once is enough");
        next.Dispose();
        Assert.Equal((CircuitState.Closed, 0), (_breaker.State, _breaker.Failures));
    }

    [Fact]
    public void A_call_reports_its_failure_with_the_cause()
    {
        Assert.True(_breaker.TryBegin(TimeSpan.FromMinutes(1), out var call, out _));
        using (call)
        {
            call.Fail(new TimeoutException("no answer"));
        }

        Assert.Equal((1, "TimeoutException: no answer"), (_breaker.Failures, _breaker.LastCause));
        Assert.Throws<ArgumentOutOfRangeException>(() => _breaker.TryBegin(TimeSpan.Zero, out _, out _));
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task A_call_through_the_breaker_reports_by_itself()
    {
        Assert.Equal(1, await _breaker.ExecuteAsync(_ => Task.FromResult(1)));
        Assert.Equal(2, await _breaker.ExecuteAsync(_ => ValueTask.FromResult(2)));
        Assert.Equal(3, _breaker.Execute(() => 3));
        Assert.Equal(4, await _breaker.Wrap(_ => Task.FromResult(4))(CancellationToken.None));
        await Assert.ThrowsAsync<FormatException>(async () => await _breaker.ExecuteAsync<int>(_ => throw new FormatException()));
        Assert.Equal(0, _breaker.Failures);

        await Assert.ThrowsAsync<TimeoutException>(async () => await _breaker.ExecuteAsync(async _ =>
        {
            await Task.Yield();
            throw new TimeoutException();
        }));
        Assert.Equal("busy", _breaker.Execute(() => "busy", static outcome => outcome.Result is "busy"));

        await Assert.ThrowsAsync<CircuitOpenException>(async () => await _breaker.ExecuteAsync(_ => Task.CompletedTask));
        Assert.Throws<CircuitOpenException>(() => _breaker.Execute(() => { }));
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task A_call_that_its_caller_cancels_is_neutral()
    {
        Open();
        using var caller = new CancellationTokenSource();
        await Assert.ThrowsAsync<TimeoutException>(async () => await _breaker.ExecuteAsync<int>(
            async _ =>
            {
                await caller.CancelAsync();
                throw new TimeoutException();
            },
            cancellationToken: caller.Token));
        Assert.Equal((CircuitState.HalfOpen, 2), (_breaker.State, _breaker.Failures));
        Assert.True(_breaker.ShouldAttempt());
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    public async Task A_result_that_nobody_receives_because_the_predicate_throws_is_disposed()
    {
        var (first, second) = (new Disposable(), new Disposable());

        await Assert.ThrowsAsync<FormatException>(async () => await _breaker.ExecuteAsync(_ => Task.FromResult(first), static _ => throw new FormatException()));
        Assert.Throws<FormatException>(() => _breaker.Execute(() => second, static _ => throw new FormatException()));

        Assert.Equal((true, true, 0), (first.Disposed, second.Disposed, _breaker.Failures));
    }

    [Theory]
    [InlineData("a\u001b[31mb\u0007c\0d", "a [31mb c d")]
    [InlineData("  two\r\nlines ", "two lines")]
    public void A_cause_is_one_clean_line(string cause, string kept)
    {
        Assert.True(_breaker.TryAdmit(out var permit, out _));
        _breaker.RecordFailure(permit, cause);
        Assert.Equal(kept, _breaker.LastCause);
    }

    [Theory]
    [InlineData(298)]
    [InlineData(297)]
    public void A_cause_is_never_cut_within_a_character(int before)
    {
        Assert.True(_breaker.TryAdmit(out var permit, out _));
        _breaker.RecordFailure(permit, new string('x', before) + "\U0001f600\U0001f600\U0001f600");
        Assert.EndsWith("…", _breaker.LastCause!, StringComparison.Ordinal);
        Assert.DoesNotContain("\ufffd", string.Concat(_breaker.LastCause!.EnumerateRunes()), StringComparison.Ordinal);
        Assert.InRange(_breaker.LastCause!.Length, 298, 300);
    }

    [Fact]
    public void A_broken_surrogate_in_a_cause_is_replaced()
    {
        Assert.True(_breaker.TryAdmit(out var permit, out _));
        _breaker.RecordFailure(permit, "half \ud83d");
        Assert.Equal("half \ufffd", _breaker.LastCause);
    }

    // In the code: attributes are stored in UTF-8, in which these names are one.
    [Fact]
    public void A_name_that_a_store_cannot_tell_from_others_is_refused() => Assert.All<string>(["s\ud800", "\udc00s", " "], static name =>
    {
        Assert.Throws<ArgumentException>(() => new CircuitBreaker(name));
        Assert.Throws<ArgumentException>(() => new CircuitBreakerRegistry().GetBreaker(name));
    });

    private void Throwing()
    {
        Assert.True(_breaker.TryBegin(null, out var call, out _));
        using (call)
        {
            throw new InvalidOperationException();
        }
    }

    private void Open()
    {
        _breaker.RecordFailure();
        _breaker.RecordFailure();
        _clock.Advance(_breaker.Options.ResetTimeout);
    }
}
