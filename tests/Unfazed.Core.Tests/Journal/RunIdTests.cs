using Unfazed.Core.Journal;

namespace Unfazed.Core.Tests.Journal;

public sealed class RunIdTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 14, 5, 1, 123, TimeSpan.Zero);

    [Fact]
    public void An_id_has_the_start_in_milliseconds_and_a_counter()
    {
        Assert.Matches("^20261122T140501123Z-00[0-9a-f]{4}$", RunId.New(Start, []));
        Assert.Equal(Start.UtcDateTime, RunId.TimeOf(RunId.New(Start, [])));
    }

    [Fact]
    public void Runs_that_begin_in_the_same_millisecond_sort_in_the_order_in_which_they_began()
    {
        var ids = new List<string>();
        for (var count = 0; count < 600; count++)
        {
            ids.Add(RunId.New(Start, ids));
        }

        Assert.Equal(ids, ids.Order(StringComparer.Ordinal));
        Assert.Equal(ids[^1], RunId.NewestFirst(ids, Start).First());
    }

    [Fact]
    public void A_clock_that_was_set_back_a_little_makes_no_older_run_of_a_newer_one()
    {
        var before = RunId.New(Start + TimeSpan.FromMinutes(10), []);

        Assert.True(string.CompareOrdinal(RunId.New(Start, [before]), before) > 0);
    }

    [Fact]
    public void A_run_of_an_earlier_version_in_the_same_second_is_older()
    {
        const string before = "20261122T140501Z-ffffff";

        Assert.True(string.CompareOrdinal(RunId.New(Start, [before]), before) > 0);
    }

    [Fact]
    public void A_run_that_a_wrong_clock_dated_ahead_is_not_the_last_one_for_ever()
    {
        var ahead = RunId.New(Start + TimeSpan.FromDays(400), []);
        var next = RunId.New(Start, [ahead]);

        Assert.StartsWith("20261122T140501123Z-", next, StringComparison.Ordinal);
        Assert.Equal([next, ahead], RunId.NewestFirst([ahead, next], Start));
    }

    [Theory]
    [InlineData("mine")]
    [InlineData("")]
    [InlineData("20261122T140501Z")]
    [InlineData("20261322T140501Z-1a2b3c")]
    public void What_is_no_id_has_no_start(string name) => Assert.Null(RunId.TimeOf(name));
}
