using Unfazed.Validators.Coverage;

namespace Unfazed.Validators.Tests.Coverage;

public sealed class CoveredLinesTests
{
    [Fact]
    public void Lines_in_any_order_and_any_number_of_times_count_as_a_dictionary_counts_them()
    {
        var random = new Random(20261130);
        for (var round = 0; round < 300; round++)
        {
            var lines = new CoveredLines();
            var expected = new SortedDictionary<int, bool>();
            for (var count = random.Next(200); count > 0; count--)
            {
                var (line, isCovered) = (random.Next(20) == 0 ? int.MaxValue - random.Next(3) : random.Next(1, 60), random.Next(3) == 0);
                lines.Add(line, isCovered);
                expected[line] = isCovered || expected.GetValueOrDefault(line);
                if (random.Next(10) == 0)
                {
                    Assert.Equal(expected.Count, lines.Count);
                }
            }

            Assert.Equal(expected.Keys, lines.Numbers);
            Assert.Equal(expected.Values.Count(static isCovered => isCovered), lines.Covered);
            Assert.All(expected, pair => Assert.Equal(pair.Value, lines.IsCovered(pair.Key)));
            Assert.Null(lines.IsCovered(61));
        }
    }

    [Fact]
    public void A_line_that_is_named_a_million_times_takes_the_memory_of_one()
    {
        var lines = new CoveredLines();
        for (var time = 0; time < 1_000_000; time++)
        {
            lines.Add(7, isCovered: time == 500_000);
        }

        Assert.Equal((1, 1), (lines.Count, lines.Covered));
        Assert.InRange(lines.Capacity, 1, 8);
    }
}
