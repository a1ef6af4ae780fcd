using System.Collections.Immutable;
using System.Globalization;
using Unfazed.Core.Journal;
using Unfazed.Core.Processes;
using Unfazed.Testing;

namespace Unfazed.Core.Tests.Journal;

public sealed class RunRetentionTests : IDisposable
{
    private static readonly DateTime Now = new(2026, 11, 22, 14, 5, 1, DateTimeKind.Utc);

    private readonly TemporaryDirectory _root = new();
    private readonly TemporaryDirectory _state = new();

    private string Runs => _root[".unfazed/runs"];

    public void Dispose()
    {
        _root.Dispose();
        _state.Dispose();
    }

    [Fact]
    public void The_last_twenty_stay_and_what_is_no_run()
    {
        Add(Enumerable.Range(0, 24).Select(static hours => 2.0 * hours));
        _root.MakeFolder(".unfazed/runs/mine");

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
        _root.Write($".unfazed/runs/{Id(0)}/journal.jsonl", "x");
        State.Add(Id(0));

        Apply(largestSum: 2_500);

        Assert.Equal(4, Left().Count);
    }

    [Fact]
    public void What_began_within_the_hour_or_is_at_work_stays()
    {
        Add([0, 0.5, 24 * 8, 24 * 9]);
        State.Add(Id(24 * 10));
        using (var journal = JournalWriter.Open(_root.MakeFolder($".unfazed/runs/{Id(24 * 10)}")))
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
        var begun = Path.GetFileName(_root.MakeFolder($".unfazed/runs/{Id(24 * 10)}"));
        State.Add(begun);

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
    public void Runs_that_the_repository_brought_along_displace_none_of_the_users()
    {
        Add(Enumerable.Range(0, 20).Select(static hours => 2.0 * hours));
        for (var day = 1; day <= 30; day++)
        {
            _root.Write($".unfazed/runs/{Id(-24 * day)}/journal.jsonl", "x");
        }

        Apply();

        Assert.Equal(20, State.Ids().Count(id => State.FolderOf(id) is not null));
    }

    [Fact]
    public void A_run_that_is_removed_is_listed_no_longer()
    {
        Add([0, 24 * 8]);

        Apply();

        Assert.Equal([Id(0)], State.Ids());
    }

    [Fact]
    public void One_run_clears_away_five_at_most()
    {
        Add(Enumerable.Range(0, 100).Select(static days => 24.0 * days));

        Apply();

        Assert.Equal(95, Left().Count);
        Assert.DoesNotContain(Id(24.0 * 99), Left());
    }

    private void Apply(long largestSum = 1L << 30) => RunRetention.Apply(State, Id(0), largestSum);

    private RootState State => RootState.Of(_root.Path, new ProcessEnvironment(ImmutableDictionary<string, string>.Empty.Add("UNFAZED_STATE_DIR", _state.Path), "/"));

    private void Add(IEnumerable<double> hoursAgo)
    {
        foreach (var hours in hoursAgo)
        {
            _root.Write($".unfazed/runs/{Id(hours)}/scratch/check.log", new string('x', 1_000));
            State.Add(Id(hours));
        }
    }

    /// <summary>The folders that are left, the newest run first.</summary>
    private List<string> Left() =>
    [
        .. new DirectoryInfo(Runs).EnumerateDirectories().Select(static folder => folder.Name)
            .OrderBy(static name => name == "mine").ThenByDescending(static name => name, StringComparer.Ordinal),
    ];

    private static string Id(double hoursAgo) =>
        (Now - TimeSpan.FromHours(hoursAgo)).ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture) + "-1a2b3c";
}
