using System.Globalization;
using Unfazed.Core.Journal;
using Unfazed.Testing;

namespace Unfazed.Core.Tests.Journal;

public sealed class RunRetentionTests : IDisposable
{
    private static readonly DateTime Now = new(2026, 11, 22, 14, 5, 1, DateTimeKind.Utc);

    private readonly TemporaryDirectory _runs = new();

    public void Dispose() => _runs.Dispose();

    [Fact]
    public void The_last_twenty_stay_and_what_is_no_run()
    {
        Add(Enumerable.Range(0, 24).Select(static hours => 2.0 * hours));
        _runs.MakeFolder("mine");

        Apply();

        Assert.Equal([.. Enumerable.Range(0, 20).Select(static hours => Id(2.0 * hours)), "mine"], Left());
    }

    [Fact]
    public void What_is_older_than_seven_days_goes()
    {
        Add([0, 24 * 6.9, 24 * 7.1, 24 * 300]);

        Apply();

        Assert.Equal([Id(0), Id(24 * 6.9)], Left());
    }

    [Fact]
    public void What_would_exceed_the_sum_goes_the_oldest_first()
    {
        Add([0, 2, 3, 4]);

        Apply(largestSum: 2_500);

        Assert.Equal([Id(0), Id(2)], Left());
    }

    [Fact]
    public void A_run_that_kept_little_leaves_the_counting_of_the_sum_to_others()
    {
        Add([2, 3, 4]);
        _runs.Write($"{Id(0)}/journal.jsonl", "x");

        Apply(largestSum: 2_500);

        Assert.Equal(4, Left().Count);
    }

    [Fact]
    public void What_began_within_the_hour_or_is_at_work_stays()
    {
        Add([0, 0.5, 24 * 8, 24 * 9]);
        using (var journal = JournalWriter.Open(_runs.MakeFolder(Id(24 * 10))))
        {
            Apply(largestSum: 10);
            Assert.Equal([Id(0), Id(0.5), Id(24 * 10)], Left());
        }

        Apply(largestSum: 10);
        Assert.Equal([Id(0), Id(0.5)], Left());
    }

    [Fact]
    public void A_run_that_has_just_begun_and_has_no_journal_yet_stays()
    {
        Add([0]);
        var begun = Path.GetFileName(_runs.MakeFolder(Id(24 * 10)));

        Apply();

        Assert.Equal([Id(0), begun], Left());
    }

    [Fact]
    public void A_run_that_a_wrong_clock_dated_ahead_goes_before_the_others()
    {
        Add([.. Enumerable.Range(0, 20).Select(static hours => 2.0 * hours), -24 * 400]);

        Apply();

        Assert.DoesNotContain(Id(-24 * 400), Left());
        Assert.Equal(20, Left().Count);
    }

    [Fact]
    public void One_run_clears_away_five_at_most()
    {
        Add(Enumerable.Range(0, 100).Select(static days => 24.0 * days));

        Apply();

        Assert.Equal(95, Left().Count);
        Assert.DoesNotContain(Id(24.0 * 99), Left());
    }

    private void Apply(long largestSum = 1L << 30) => RunRetention.Apply(_runs.Path, Id(0), largestSum);

    private void Add(IEnumerable<double> hoursAgo)
    {
        foreach (var hours in hoursAgo)
        {
            _runs.Write($"{Id(hours)}/scratch/check.log", new string('x', 1_000));
        }
    }

    /// <summary>The folders that are left, the newest run first.</summary>
    private List<string> Left() =>
    [
        .. new DirectoryInfo(_runs.Path).EnumerateDirectories().Select(static folder => folder.Name)
            .OrderBy(static name => name == "mine").ThenByDescending(static name => name, StringComparer.Ordinal),
    ];

    private static string Id(double hoursAgo) =>
        (Now - TimeSpan.FromHours(hoursAgo)).ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture) + "-1a2b3c";
}
