using System.Collections.Immutable;
using Unfazed.Core.Baselines;

namespace Unfazed.Core.Tests.Baselines;

public sealed class BaselineChangeTests
{
    private static readonly Baseline Known = Baseline.Of([Entry("a", "a.py"), Entry("b", "src/b.py"), Entry("c", "gone.py")]);

    [Fact]
    public void The_first_one_holds_what_counts_and_nothing_else()
    {
        var report = Report(Check("flake8", Finding("a"), Finding("a"), Finding("b") with { Severity = Severity.Note }, Finding("c") with { State = FindingState.Ignored }));

        var change = BaselineChange.Create(report);

        Assert.Equal(2, Assert.Single(change.Result.Entries).Value.Count);
        Assert.Equal(2, change.Result.Total);
    }

    [Fact]
    public void What_is_fixed_goes_and_what_is_new_is_refused()
    {
        var change = Update(Report(Check("flake8", Finding("a"), Finding("d"))));

        Assert.Equal(["a"], Names(change.Result));
        Assert.Equal(2, change.Removed.Length);
        Assert.Equal("d", change.Refused.Single().Fingerprint);
        Assert.Empty(change.Added);
    }

    [Fact]
    public void What_is_new_comes_in_where_that_is_allowed()
    {
        var change = Update(Report(Check("flake8", Finding("a"), Finding("a"), Finding("d"))), allowNew: true);

        Assert.Equal(["a", "d"], Names(change.Result));
        Assert.Equal(3, change.Result.Total);
        Assert.Equal(2, change.Added.Sum(static entry => entry.Count));
    }

    [Fact]
    public void A_finding_that_stands_for_more_places_is_new_and_one_that_stands_for_fewer_shrinks()
    {
        var known = Baseline.Of([Entry("a", "a.py") with { Occurrences = 2 }]);
        var (fewer, more) = (Finding("a") with { Occurrences = 1 }, Finding("a") with { Occurrences = 3 });
        Assert.Equal((true, true, false), (known.Knows(fewer), known.Knows(fewer with { Occurrences = 2 }), known.Knows(more)));

        Assert.Equal(1, Update(Report(Check("flake8", fewer)), before: known).Result.Entries["a"].Occurrences);
        var refused = Update(Report(Check("flake8", more)), before: known);
        Assert.Equal((2, 1), (refused.Result.Entries["a"].Occurrences, Assert.Single(refused.Refused).Count));
        var taken = Update(Report(Check("flake8", more)), allowNew: true, before: known).Result;
        Assert.Equal((3, 1L), (taken.Entries["a"].Occurrences, taken.Total));
        Assert.Equal(3, BaselineReader.Parse(BaselineWriter.Content(Baseline.Of([taken.Entries["a"] with { Fingerprint = new string('a', 32) }]))).Baseline!.Entries.Values.Single().Occurrences);
    }

    [Fact]
    public void A_finding_that_became_a_note_stays_and_one_that_is_ignored_goes()
    {
        var change = Update(Report(Check("flake8", Finding("a") with { Severity = Severity.Note }, Finding("b") with { State = FindingState.Ignored })));

        Assert.Equal(["a"], Names(change.Result));
    }

    [Theory]
    [InlineData(ObservationEnding.TimedOut)]
    [InlineData(ObservationEnding.Error)]
    [InlineData(ObservationEnding.Unavailable)]
    [InlineData(ObservationEnding.CircuitOpen)]
    [InlineData(ObservationEnding.Cancelled)]
    [InlineData(ObservationEnding.Skipped)]
    public void What_a_check_without_an_answer_knew_stays_but_for_files_that_are_gone(ObservationEnding ending)
    {
        var change = Update(Report(Check("flake8") with { Observation = new Observation { Ending = ending } }));

        Assert.Equal(["a", "b"], Names(change.Result));
        Assert.Equal("c", change.Removed.Single().Fingerprint);
        Assert.Equal(2, change.Unseen);
    }

    [Fact]
    public void A_check_that_was_not_asked_for_or_runs_elsewhere_fixes_nothing()
    {
        Assert.Equal(["a", "b"], Names(Update(Report(Check("mypy"))).Result));
        Assert.Equal(["a"], Names(Update(Report(Check("flake8") with { Directory = "src" })).Result));
    }

    [Fact]
    public void Of_many_places_those_decide_that_hold_the_file()
    {
        var broken = Check("flake8") with { Directory = "lib", Observation = new Observation { Ending = ObservationEnding.Error } };

        Assert.Empty(Names(Update(Report(Check("flake8"), broken)).Result));
        Assert.Equal(["b"], Names(Update(Report(Check("flake8"), broken with { Directory = "src" })).Result));
    }

    [Fact]
    public void A_narrowed_run_speaks_of_what_it_was_narrowed_to()
    {
        var change = Update(Report(Check("flake8")), selected: static path => path == "a.py");

        Assert.Equal(["b", "c"], Names(change.Result));
    }

    [Fact]
    public void Without_a_path_only_a_whole_run_decides()
    {
        var whole = Baseline.Of([Entry("a", null)]);

        Assert.Empty(Names(Update(Report(Check("flake8")), before: whole).Result));
        Assert.Equal(["a"], Names(Update(Report(Check("flake8")), before: whole, selected: static _ => true).Result));
    }

    private static BaselineChange Update(ValidationReport report, bool allowNew = false, Func<string, bool>? selected = null, Baseline? before = null) =>
        BaselineChange.Update(before ?? Known, report, new BaselineScope(report) { Exists = static path => path != "gone.py", IsSelected = selected }, allowNew);

    private static IEnumerable<string> Names(Baseline baseline) => baseline.Entries.Keys;

    private static BaselineEntry Entry(string fingerprint, string? path) =>
        new() { Fingerprint = fingerprint, Check = "flake8", Tool = "flake8", Rule = "E501", Path = path };

    private static Finding Finding(string fingerprint) =>
        new() { Tool = "flake8", Rule = "E501", Severity = Severity.Error, Message = "m", Path = "a.py", Fingerprint = fingerprint };

    private static CheckResult Check(string name, params ImmutableArray<Finding> findings) => new()
    {
        Name = name,
        Dimension = Dimension.CodeQuality,
        Tier = ValidationTier.Blocker,
        Directory = ".",
        Status = CheckStatus.Passed,
        Message = "",
        Observation = new Observation { Ending = ObservationEnding.Completed, Findings = findings },
    };

    private static ValidationReport Report(params ImmutableArray<CheckResult> checks) => new()
    {
        Run = new RunInfo { Id = "r", Project = "p", Root = "/r", StartedAt = DateTimeOffset.UnixEpoch, Deadline = TimeSpan.FromMinutes(1) },
        Verdict = Verdict.Passed,
        ExitCode = 0,
        Tiers = [new TierResult(ValidationTier.Blocker, [new ValidationResult
        {
            Dimension = Dimension.CodeQuality,
            Tier = ValidationTier.Blocker,
            Status = CheckStatus.Passed,
            Message = "",
            Checks = checks,
            Findings = [.. checks.SelectMany(static check => check.Findings)],
        }])],
    };
}
