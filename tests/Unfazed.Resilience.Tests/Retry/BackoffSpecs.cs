namespace Unfazed.Resilience.Tests;

public sealed class BackoffSpecs
{
    private static readonly RetryWithBreakerOptions Options = new()
    {
        BaseDelay = TimeSpan.FromMilliseconds(100),
        MaxDelay = TimeSpan.FromSeconds(10),
        Jitter = 0.2,
    };

    [Theory]
    [InlineData(0, 100)]
    [InlineData(1, 200)]
    [InlineData(2, 400)]
    [InlineData(6, 6_400)]
    [Trait("Case", "37")]
    public void Without_jitter_the_delay_doubles_exactly(int retry, double milliseconds) =>
        Assert.Equal(milliseconds, Backoff.Delay(retry, Options with { Jitter = 0 }, () => 0.9).TotalMilliseconds);

    [Fact]
    public void Without_a_delay_there_is_none_however_many_attempts_were_made() =>
        Assert.Equal(TimeSpan.Zero, Backoff.Delay(999_999, Options with { BaseDelay = TimeSpan.Zero }, () => 0.9));

    [Theory]
    [InlineData(0.0, 160)]
    [InlineData(0.5, 200)]
    [InlineData(1.0, 240)]
    [Trait("Case", "37")]
    public void Jitter_stays_within_its_part_of_the_delay(double random, double milliseconds) =>
        Assert.Equal(milliseconds, Backoff.Delay(1, Options, () => random).TotalMilliseconds, 3);

    [Fact]
    [Trait("Case", "38")]
    [Trait("Case", "39")]
    public void Any_number_of_retries_stays_at_the_cap()
    {
        foreach (var retry in (int[])[7, 30, 63, 64, 1_000, 1_024, 100_000, int.MaxValue])
        {
            Assert.Equal(Options.MaxDelay, Backoff.Delay(retry, Options, () => 1));
            Assert.Equal(TimeSpan.FromSeconds(8), Backoff.Delay(retry, Options, () => 0));
        }

        Assert.Equal(TimeSpan.Zero, Backoff.Delay(5_000, Options with { BaseDelay = TimeSpan.Zero }, () => 1));
    }

    [Fact]
    public void Callers_that_have_reached_the_cap_do_not_come_back_in_step()
    {
        var random = new Random(1);
        var delays = Enumerable.Range(0, 200).Select(_ => Backoff.Delay(20, Options with { Jitter = 1 }, random.NextDouble)).ToList();

        Assert.Equal(200, delays.Distinct().Count());
        Assert.All(delays, delay => Assert.InRange(delay, TimeSpan.Zero, Options.MaxDelay));
    }
}
