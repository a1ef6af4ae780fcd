using FsCheck;
using FsCheck.Fluent;
using Unfazed.Core.Configuration;

namespace Unfazed.Core.Tests.Configuration;

public sealed class DurationTextTests
{
    [Theory]
    [InlineData("250ms", 250)]
    [InlineData("30s", 30_000)]
    [InlineData("5m", 300_000)]
    [InlineData("1h", 3_600_000)]
    [InlineData("24h", 86_400_000)]
    [InlineData("007s", 7_000)]
    public void Whole_numbers_with_a_unit_are_read(string text, int milliseconds)
    {
        Assert.True(DurationText.TryParse(text, out var duration, out var error), error);
        Assert.Equal(milliseconds, duration.TotalMilliseconds);
    }

    [Theory]
    [InlineData("45", "\"45\" has no unit: write 45s for seconds")]
    [InlineData("", "\"\" is not a duration such as 250ms, 30s, 5m or 1h")]
    [InlineData("1.5s", "\"1.5s\" is not a duration such as 250ms, 30s, 5m or 1h")]
    [InlineData("-1s", "\"-1s\" is not a duration such as 250ms, 30s, 5m or 1h")]
    [InlineData("30S", "\"30S\" is not a duration such as 250ms, 30s, 5m or 1h")]
    [InlineData("1 s", "\"1 s\" is not a duration such as 250ms, 30s, 5m or 1h")]
    [InlineData("0m", "\"0m\" is no time at all: it must be more than zero")]
    [InlineData("25h", "\"25h\" is too long: at most 24h")]
    [InlineData("99999999999999999999s", "\"99999999999999999999s\" is too long: at most 24h")]
    public void Anything_else_says_what_would_be_right(string text, string expected)
    {
        Assert.False(DurationText.TryParse(text, out var duration, out var error));
        Assert.Equal(TimeSpan.Zero, duration);
        Assert.Equal(expected, error);
    }

    [Fact]
    public void What_is_written_reads_back_as_the_same() => Prop.ForAll(
        Gen.Choose(1, 86_400_000).ToArbitrary(),
        static milliseconds =>
        {
            var duration = TimeSpan.FromMilliseconds(milliseconds);
            return DurationText.TryParse(DurationText.Of(duration), out var read, out _) && read == duration;
        }).QuickCheckThrowOnFailure();
}
