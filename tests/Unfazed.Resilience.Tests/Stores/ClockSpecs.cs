using Unfazed.Testing;

namespace Unfazed.Resilience.Tests;

/// <summary>Case 59: a wall clock that is set back or forth.</summary>
public sealed class ClockSpecs : IDisposable
{
    private static readonly CircuitBreakerOptions Options = new() { FailMax = 1, ResetTimeout = TimeSpan.FromMinutes(5) };

    private readonly TemporaryDirectory _folder = new();
    private readonly FakeTimeProvider _clock = new();

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = BreakerHarness.Limit)]
    [Trait("Case", "59")]
    public async Task A_clock_set_back_an_hour_makes_a_stored_break_past()
    {
        await using var registry = Create();
        var breaker = Open(registry);
        _clock.StepWallClock(TimeSpan.FromHours(-1));
        Assert.Equal(CircuitState.HalfOpen, breaker.State);
        Assert.True(breaker.TryAdmit(out var hung, out _));
        Assert.True(hung.IsProbe);
        Assert.False(breaker.TryAdmit(out _, out _));
        _clock.StepWallClock(TimeSpan.FromHours(-1));
        Assert.True(breaker.TryAdmit(out var probe, out _));
        breaker.RecordSuccess(probe);
        Assert.Equal(CircuitState.Closed, breaker.State);
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    [Trait("Case", "59")]
    public async Task A_clock_set_forth_an_hour_makes_a_stored_break_past()
    {
        await using var registry = Create();
        var breaker = Open(registry);
        _clock.StepWallClock(TimeSpan.FromHours(1));
        Assert.True(breaker.TryAdmit(out var probe, out _));
        breaker.RecordFailure(probe, "again");
        Assert.False(breaker.TryAdmit(out _, out var rejection));
        Assert.Equal(Options.ResetTimeout, rejection.RetryAfter);
    }

    [Fact(Timeout = BreakerHarness.Limit)]
    [Trait("Case", "59")]
    public async Task A_small_skew_between_processes_counts_as_now_and_what_remains_is_never_above_the_break()
    {
        await using var registry = Create();
        var breaker = Open(registry);
        _clock.StepWallClock(TimeSpan.FromSeconds(-4));
        Assert.False(breaker.TryAdmit(out _, out var rejection));
        Assert.Equal(Options.ResetTimeout, rejection.RetryAfter);
    }

    [Fact]
    [Trait("Case", "59")]
    public void In_memory_the_wall_clock_has_no_say()
    {
        var breaker = new CircuitBreaker("service", Options, _clock);
        breaker.RecordFailure();
        _clock.StepWallClock(TimeSpan.FromHours(1));
        Assert.Equal(CircuitState.Open, breaker.State);
        _clock.StepWallClock(TimeSpan.FromHours(-2));
        Assert.Equal(CircuitState.Open, breaker.State);
        _clock.Advance(Options.ResetTimeout);
        Assert.Equal(CircuitState.HalfOpen, breaker.State);
    }

    [Fact]
    public void The_cheap_clock_of_the_system_rejects_like_the_exact_one()
    {
        var breaker = new CircuitBreaker("service", Options);
        breaker.RecordFailure();
        Assert.False(breaker.TryAdmit(out _, out var rejection));
        Assert.InRange(rejection.RetryAfter, Options.ResetTimeout - TimeSpan.FromMinutes(1), Options.ResetTimeout + TimeSpan.FromMilliseconds(20));
        var brief = new CircuitBreaker("brief", Options with { ResetTimeout = TimeSpan.FromMilliseconds(1) });
        brief.RecordFailure();
        SpinWait.SpinUntil(() => brief.State == CircuitState.HalfOpen);
        Assert.True(brief.TryAdmit(out var probe, out _));
        Assert.True(probe.IsProbe);
    }

    private CircuitBreakerRegistry Create() => new(new CircuitBreakerRegistryOptions
    {
        Store = new SqliteBreakerStore(_folder["breakers.db"]),
        StoreBudget = TimeSpan.FromSeconds(30),
        TimeProvider = _clock,
    });

    private static CircuitBreaker Open(CircuitBreakerRegistry registry)
    {
        var breaker = registry.GetBreaker("service", Options);
        breaker.RecordFailure();
        Assert.Equal(CircuitState.Open, breaker.State);
        return breaker;
    }
}
