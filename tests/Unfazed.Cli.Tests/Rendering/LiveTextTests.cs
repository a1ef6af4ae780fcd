using System.Collections.Immutable;
using Unfazed.Cli.Rendering;
using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Rendering;

public sealed class LiveTextTests
{
    private static readonly LiveState Busy = new()
    {
        All = 9,
        Ended = 2,
        Running =
        [
            new("mypy", TimeSpan.FromSeconds(83.2), TimeSpan.FromMinutes(2)),
            new("eslint (packages/a-rather-long-name-of-a-package)", TimeSpan.FromSeconds(12.34), TimeSpan.FromSeconds(60)),
            new("evil\e[2J\n漢字漢字漢字漢字漢字漢字", TimeSpan.FromMilliseconds(87), TimeSpan.FromSeconds(1.5)),
        ],
        WaitingForCores = 3,
        WaitingForLocks = ImmutableSortedDictionary<string, int>.Empty.Add("database", 1),
    };

    private static readonly LiveState Crowd = new()
    {
        All = 60,
        Ended = 0,
        Running = [.. Enumerable.Range(1, 60).Select(static index => new LiveCheck($"check-{index}", TimeSpan.FromSeconds(index), TimeSpan.FromMinutes(1)))],
    };

    [Theory]
    [InlineData(40)]
    [InlineData(100)]
    public void The_lines_are_the_reviewed_ones(int columns)
    {
        var size = new WindowSize(columns, 24);
        var text = string.Join('\n', [.. LiveText.Lines(Busy, size, color: false), "", .. LiveText.Lines(Crowd, size, color: false)]);
        ExpectationFile.Check($"Expected/live.{columns}.txt", text);
    }

    [Fact]
    public void Sixty_checks_take_ten_lines_at_most_and_never_the_whole_height()
    {
        Assert.Contains(LiveText.Lines(Crowd, new WindowSize(80, 50), color: false), static line => line == "  … and 52 more");
        for (var rows = 2; rows < 60; rows++)
        {
            var size = new WindowSize(40, rows);
            Assert.InRange(LiveText.Lines(Crowd, size, color: false).Count, 1, Math.Min(rows - 1, 10));
        }
    }

    [Fact]
    public void No_line_is_as_wide_as_the_terminal_and_no_name_moves_the_cursor()
    {
        for (var columns = 40; columns < 140; columns++)
        {
            Assert.All(LiveText.Lines(Busy, new WindowSize(columns, 24), color: false), line =>
            {
                Assert.InRange(ColumnWidth.Of(line), 1, columns - 1);
                Assert.DoesNotContain(line, static unit => char.IsControl(unit));
            });
        }
    }
}
