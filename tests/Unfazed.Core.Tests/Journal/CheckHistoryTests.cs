using Unfazed.Core.Journal;
using Unfazed.Testing;

namespace Unfazed.Core.Tests.Journal;

public sealed class CheckHistoryTests : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_median_of_the_last_five_is_expected()
    {
        foreach (var seconds in new[] { 500, 3, 9, 4, 5, 6 })
        {
            CheckHistory.Read(_folder.Path).Add("run", [Result("mypy", ".", CheckStatus.Passed, seconds)]);
        }

        Assert.Equal(TimeSpan.FromSeconds(5), CheckHistory.Read(_folder.Path).Expected("mypy", "."));
        Assert.Null(CheckHistory.Read(_folder.Path).Expected("mypy", "other"));
    }

    [Theory]
    [InlineData(CheckStatus.TimedOut)]
    [InlineData(CheckStatus.Cancelled)]
    [InlineData(CheckStatus.Error)]
    public void What_did_not_come_to_its_end_tells_no_duration(CheckStatus status)
    {
        CheckHistory.Read(_folder.Path).Add("run", [Result("mypy", ".", status, 1)]);

        Assert.Null(CheckHistory.Read(_folder.Path).Expected("mypy", "."));
    }

    [Fact]
    public void Names_with_tabs_and_lines_are_kept_apart_and_whole()
    {
        CheckHistory.Read(_folder.Path).Add("run", [Result("a\tb\nc", ".", CheckStatus.Passed, 7)]);

        Assert.Equal(TimeSpan.FromSeconds(7), CheckHistory.Read(_folder.Path).Expected("a\tb\nc", "."));
    }

    [Fact]
    public void A_history_of_garbage_or_none_is_no_harm()
    {
        File.WriteAllBytes(Path.Combine(_folder.Path, "history.tsv"), [0, 255, 9, 10, 9, 9, 9, 9, 10]);

        Assert.Null(CheckHistory.Read(_folder.Path).Expected("mypy", "."));
        Assert.Null(CheckHistory.Read(null).Expected("mypy", "."));
        CheckHistory.Read(Path.Combine(_folder.Path, "missing")).Add("run", [Result("a", ".", CheckStatus.Passed, 1)]);
    }

    [Fact]
    public void A_long_history_is_shortened_to_its_newest_part()
    {
        var path = Path.Combine(_folder.Path, "history.tsv");
        File.WriteAllText(path, string.Concat(Enumerable.Repeat("run\t1000\tpassed\told\t.\n", 60_000)));
        CheckHistory.Read(_folder.Path).Add("run", [Result("new", ".", CheckStatus.Passed, 2)]);

        Assert.True(new FileInfo(path).Length < 200_000);
        Assert.Equal(TimeSpan.FromSeconds(2), CheckHistory.Read(_folder.Path).Expected("new", "."));
        Assert.Equal(TimeSpan.FromSeconds(1), CheckHistory.Read(_folder.Path).Expected("old", "."));
    }

    private static CheckResult Result(string name, string directory, CheckStatus status, int seconds) => new()
    {
        Name = name,
        Dimension = Dimension.TypeSafety,
        Tier = ValidationTier.Blocker,
        Directory = directory,
        Status = status,
        Message = "",
        Observation = new Observation { Ending = ObservationEnding.Completed, Attempts = 1 },
        Duration = TimeSpan.FromSeconds(seconds),
    };
}
