namespace Unfazed.Resilience.Tests;

public sealed class CircuitBreakerOptionsSpecs
{
    public static TheoryData<string, CircuitBreakerOptions> OutOfRange => new()
    {
        { "FailMax", new() { FailMax = 0 } },
        { "FailMax", new() { FailMax = 1_001 } },
        { "ResetTimeout", new() { ResetTimeout = TimeSpan.Zero } },
        { "ResetTimeout", new() { ResetTimeout = TimeSpan.FromDays(31) } },
        { "OperationTimeout", new() { OperationTimeout = TimeSpan.FromSeconds(-1) } },
        { "LeaseGrace", new() { LeaseGrace = TimeSpan.FromTicks(-1) } },
        { "MaxBreak", new() { MaxBreak = TimeSpan.MaxValue } },
        { "Mode", new() { Mode = (CircuitMode)3 } },
        { "FailureRateThreshold", new() { FailureRateThreshold = 0 } },
        { "FailureRateThreshold", new() { FailureRateThreshold = double.NaN } },
        { "SlowCallRateThreshold", new() { SlowCallRateThreshold = 1.01 } },
        { "MinimumThroughput", new() { MinimumThroughput = 0 } },
        { "SlowCallDuration", new() { SlidingWindow = SlidingWindow.OfCalls(1), SlowCallDuration = TimeSpan.Zero } },
        { "HalfOpenMaxCalls", new() { HalfOpenMaxCalls = 101 } },
        { "SuccessThreshold", new() { SuccessThreshold = 0 } },
    };

    [Theory]
    [MemberData(nameof(OutOfRange))]
    [Trait("Case", "26")]
    public void Options_out_of_range_are_refused_by_name(string name, CircuitBreakerOptions options)
    {
        Assert.Contains(name, Assert.Throws<ArgumentOutOfRangeException>(() => new CircuitBreaker("service", options)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new CircuitBreakerRegistry().GetBreaker("service", options));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CircuitBreakerRegistry().Reconfigure("service", options));
    }

    [Fact]
    [Trait("Case", "26")]
    public void Bounds_themselves_are_accepted()
    {
        new CircuitBreakerOptions { FailMax = 1, ResetTimeout = TimeSpan.FromMilliseconds(1), LeaseGrace = TimeSpan.Zero }.Validate();
        new CircuitBreakerOptions { FailMax = 1_000, ResetTimeout = TimeSpan.FromDays(30), MaxBreak = TimeSpan.FromDays(30) }.Validate();
        new CircuitBreakerOptions { SlidingWindow = SlidingWindow.OfTime(TimeSpan.FromMilliseconds(10)), SlowCallDuration = TimeSpan.FromMilliseconds(1) }.Validate();
        Assert.Contains("SlidingWindow", Assert.Throws<ArgumentException>(() => new CircuitBreakerOptions { SlowCallDuration = TimeSpan.FromSeconds(1) }.Validate()).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => SlidingWindow.OfCalls(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => SlidingWindow.OfTime(TimeSpan.FromMilliseconds(10), slices: 11));
        Assert.Throws<ArgumentException>(() => new CircuitBreaker(" "));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new CircuitBreakerRegistry(new CircuitBreakerRegistryOptions { StoreBudget = TimeSpan.Zero }));
    }

    [Fact]
    [Trait("Case", "23")]
    public void A_break_generator_is_capped_and_may_overflow_or_throw()
    {
        var reset = TimeSpan.FromSeconds(60);
        Assert.Equal(reset, new CircuitBreakerOptions().BreakAfter(3));
        Assert.Equal(TimeSpan.FromMinutes(10), new CircuitBreakerOptions { BreakDuration = _ => TimeSpan.MaxValue }.BreakAfter(0));
        Assert.Equal(reset, new CircuitBreakerOptions { BreakDuration = n => TimeSpan.FromSeconds(Math.Pow(2, n + 1_000)) }.BreakAfter(0));
        Assert.Equal(reset, new CircuitBreakerOptions { BreakDuration = _ => TimeSpan.FromSeconds(-1) }.BreakAfter(0));
        Assert.Equal(reset, new CircuitBreakerOptions { BreakDuration = _ => throw new InvalidOperationException() }.BreakAfter(0));
        Assert.Equal(TimeSpan.FromMilliseconds(1), new CircuitBreakerOptions { BreakDuration = _ => TimeSpan.FromMilliseconds(1) }.BreakAfter(0));
        Assert.Equal(TimeSpan.FromMinutes(10), new CircuitBreakerOptions { BreakDuration = _ => TimeSpan.FromMinutes(10) }.BreakAfter(0));
    }
}
