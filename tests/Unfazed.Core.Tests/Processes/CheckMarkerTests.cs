using System.Text;
using Unfazed.Core.Processes;

namespace Unfazed.Core.Tests.Processes;

public sealed class CheckMarkerTests
{
    [Theory]
    [InlineData("flake8")]
    [InlineData("run-7/mypy~2")]
    [InlineData("odd, name@with.all=of\nit")]
    public void A_marker_is_read_as_it_was_written(string check)
    {
        var marker = CheckMarker.Next(check);

        Assert.Equal([marker], CheckMarker.ParseAll(marker.ToString()));
        Assert.Equal(System.Environment.ProcessId, marker.OwnerId);
        Assert.NotEqual(0UL, marker.OwnerStart);
    }

    [Fact]
    public void A_run_within_a_run_has_both_markers()
    {
        var outer = CheckMarker.Next("outer");
        var inner = CheckMarker.Next("inner");

        Assert.Equal([outer, inner], ProcessMarkers.Find(Encoding.UTF8.GetBytes($"A=1\0UNFAZED_CHECK_ID={outer},{inner}\0B=2\0")));
    }

    [Fact]
    public void What_others_wrote_into_the_variable_or_the_process_table_breaks_nothing()
    {
        var random = new Random(20261122);
        var line = $"42 (a ) b) S 1 42 42 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 777 0 0 {CheckMarker.Next("x")}";
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = Encoding.UTF8.GetBytes(line);
            for (var change = random.Next(6); change >= 0; change--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            var text = PosixText.Decode(bytes.AsSpan(0, random.Next(bytes.Length)));
            ProcessTable.Parse(text);
            Assert.InRange(CheckMarker.ParseAll(text).Count(), 0, text.Length);
        }

        Assert.Equal("a ) b", ProcessTable.Parse(line)!.Name);
        Assert.Equal(777UL, ProcessTable.Parse(line)!.StartTime);
    }
}
