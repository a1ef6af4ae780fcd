namespace Unfazed.Resilience.Tests.Policies;

/// <summary>A simulated hour of each kind of trouble: how many calls the breaker rejects, and how many it lets fail.</summary>
public sealed class SimulatedHourTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static readonly CircuitBreakerOptions InARow = new() { FailMax = 5, ResetTimeout = TimeSpan.FromSeconds(60) };

    private static readonly CircuitBreakerOptions ByRate = new()
    {
        SlidingWindow = SlidingWindow.OfTime(TimeSpan.FromSeconds(10)),
        MinimumThroughput = 10,
        FailureRateThreshold = 0.5,
        ResetTimeout = TimeSpan.FromSeconds(10),
        HalfOpenMaxCalls = 3,
        SuccessThreshold = 3,
    };

    [Fact]
    public void A_service_that_is_slow_and_healthy_after_an_outage_is_closed_by_one_probe()
    {
        var hour = new SimulatedHour(InARow, Second, at => at < TimeSpan.FromSeconds(10) ? new(false, Second / 2) : new(true, TimeSpan.FromSeconds(45))).Run();

        // 60 s of break and 45 s of the probe, of 3,600.
        Assert.Equal((1, CircuitState.Closed), (hour.Probes, hour.Ends));
        Assert.InRange(hour.Share().RejectedShare, 0.02, 0.03);
        Assert.Equal(0, hour.Share(from: TimeSpan.FromMinutes(2)).Rejected);
    }

    [Fact]
    public void A_slow_and_healthy_service_closes_by_three_probes_though_each_takes_longer_than_the_lease_first_asked_for()
    {
        var options = ByRate with { HalfOpenMaxCalls = 1, SuccessThreshold = 1 };
        var hour = new SimulatedHour(options, Second, at => at < TimeSpan.FromSeconds(20) ? new(false, Second / 2) : new(true, TimeSpan.FromSeconds(45)))
        {
            Timeout = TimeSpan.FromSeconds(25),
        }.Run();
        Assert.InRange(hour.Probes, 2, 3);
        Assert.Equal(CircuitState.Closed, hour.Ends);
        Assert.InRange(hour.Share().RejectedShare, 0.01, 0.05);
    }

    [Fact]
    public void A_service_that_is_too_slow_is_left_alone_and_a_window_without_slow_calls_would_not_notice()
    {
        static ServiceAnswer Slow(TimeSpan at) => new(true, at < TimeSpan.FromMinutes(30) ? TimeSpan.FromSeconds(8) : Second / 10);
        var blind = new SimulatedHour(ByRate, Second, Slow).Run();
        Assert.Equal(0, blind.Share().Rejected);
        var hour = new SimulatedHour(ByRate with { SlowCallDuration = TimeSpan.FromSeconds(5), SlowCallRateThreshold = 0.8 }, Second, Slow).Run();
        Assert.InRange(hour.Share(to: TimeSpan.FromMinutes(30)).RejectedShare, 0.75, 0.95);
        Assert.Equal((0, CircuitState.Closed), (hour.Share(from: TimeSpan.FromMinutes(31)).Rejected, hour.Ends));
    }

    [Fact]
    public void A_service_that_flaps_every_30_s_fails_few_calls_and_loses_few_good_ones()
    {
        var hour = new SimulatedHour(ByRate, Second / 10, at => new((int)at.TotalSeconds / 30 % 2 == 0, Second / 5)).Run();
        var all = hour.Share();

        // Down for half of the time: without a breaker half of the calls would fail.
        Assert.InRange(all.FailedShare, 0.02, 0.12);
        Assert.InRange(all.RejectedShare, 0.35, 0.6);
    }

    [Fact]
    public void A_dead_service_gets_a_probe_a_minute_and_nothing_else()
    {
        var hour = new SimulatedHour(InARow, Second, _ => new(false, 2 * Second)).Run();

        // 5 failures in a row and those under way meanwhile, then one probe for each 62 s.
        Assert.InRange(hour.Probes, 55, 60);
        Assert.InRange(hour.Share().RejectedShare, 0.98, 0.985);
    }

    [Fact]
    public void A_service_that_recovers_slowly_is_closed_once_it_works_and_never_rejected_after()
    {
        var hour = new SimulatedHour(
            ByRate,
            Second / 2,
            at => at < TimeSpan.FromMinutes(10) ? new(false, Second) : new(at >= TimeSpan.FromMinutes(20) || (int)(at.TotalSeconds * 2) % 2 == 0, Second / 5)).Run();
        Assert.InRange(hour.Share(to: TimeSpan.FromMinutes(10)).RejectedShare, 0.8, 0.95);
        Assert.InRange(hour.Share(TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(20)).RejectedShare, 0.3, 0.95);
        Assert.Equal((0, CircuitState.Closed), (hour.Share(from: TimeSpan.FromMinutes(21)).Rejected, hour.Ends));
    }
}
