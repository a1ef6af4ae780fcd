using System.Collections.Immutable;
using Unfazed.Core.Configuration;
using Unfazed.Core.Orchestration;

namespace Unfazed.Core.Tests.Orchestration;

public sealed class CheckPolicyTests
{
    private static readonly Check Check = new() { Name = "flake8", Dimension = Dimension.CodeQuality };

    [Theory]
    [InlineData(Severity.Error, CheckStatus.Failed)]
    [InlineData(Severity.Warning, CheckStatus.Failed)]
    [InlineData(Severity.Note, CheckStatus.Passed)]
    public void Errors_and_warnings_fail_a_check_and_notes_do_not(Severity severity, CheckStatus status) =>
        Assert.Equal(status, Judge(new UnfazedConfiguration(), Seen(Finding(severity))).Status);

    [Fact]
    public void A_changed_severity_changes_the_status_of_the_same_observation()
    {
        var seen = Seen(Finding(Severity.Warning));
        var softened = new UnfazedConfiguration
        {
            Severities = ImmutableDictionary<string, Setting<Severity>>.Empty.Add("flake8:E501", Setting<Severity>.Default(Severity.Note)),
        };

        Assert.Equal(CheckStatus.Failed, Judge(new UnfazedConfiguration(), seen).Status);
        Assert.Equal(CheckStatus.Passed, Judge(softened, seen).Status);
    }

    [Theory]
    [InlineData("flake8", "E501", "src/a.py", true)]
    [InlineData(null, "E501", null, true)]
    [InlineData("mypy", "E501", null, false)]
    [InlineData("flake8", "E501", "tests/**", false)]
    [InlineData(null, null, "src/**", true)]
    public void An_ignored_finding_is_kept_and_does_not_count(string? tool, string? rule, string? path, bool ignored)
    {
        var configuration = new UnfazedConfiguration { Ignore = [new IgnoreRule(tool, rule, path, SettingSource.Default)] };

        var result = Judge(configuration, Seen(Finding(Severity.Error)));

        Assert.Equal(ignored ? CheckStatus.Passed : CheckStatus.Failed, result.Status);
        Assert.Equal(ignored ? FindingState.Ignored : FindingState.New, result.Findings.Single().State);
    }

    [Theory]
    [InlineData(FindingState.New, CheckStatus.Failed)]
    [InlineData(FindingState.Known, CheckStatus.Error)]
    [InlineData(FindingState.Ignored, CheckStatus.Error)]
    public void What_was_not_read_whole_cannot_be_forgiven(FindingState state, CheckStatus status)
    {
        var seen = Seen(Finding(Severity.Error) with { State = state }) with { Incomplete = "it stopped at src/gen.rs:1" };

        Assert.Equal(status, Judge(new UnfazedConfiguration(), seen).Status);
        Assert.Equal(status == CheckStatus.Error, Judge(new UnfazedConfiguration(), seen).Message == "it stopped at src/gen.rs:1");
    }

    [Fact]
    public void Neither_a_changed_severity_nor_an_excluded_finding_forgives_what_was_not_read_whole()
    {
        var softened = new UnfazedConfiguration { Severities = ImmutableDictionary<string, Setting<Severity>>.Empty.Add("flake8", Setting<Severity>.Default(Severity.Note)) };

        Assert.Equal(CheckStatus.Error, Judge(softened, Seen(Finding(Severity.Error)) with { Incomplete = "it stopped" }).Status);
        Assert.Equal(CheckStatus.Error, Judge(new UnfazedConfiguration(), Seen() with { Incomplete = "it stopped" }).Status);
    }

    [Theory]
    [InlineData(ValidationTier.Blocker, CheckStatus.Error)]
    [InlineData(ValidationTier.Warning, CheckStatus.Passed)]
    public void A_check_that_blocks_cannot_pass_over_a_file_whose_staged_content_it_did_not_see(ValidationTier tier, CheckStatus status)
    {
        var seen = Seen() with { Details = Observation.NoDetails.Add("partially_staged", ImmutableArray.Create("a.py", "b.py")) };

        var result = new CheckPolicy(new UnfazedConfiguration()).Judge(Check with { Tier = tier }, seen, TimeSpan.Zero);

        Assert.Equal(status, result.Status);
        Assert.Equal(status == CheckStatus.Error ? ErrorCodes.StagedContentDiffers : null, result.Observation.Error);
        Assert.Equal(status == CheckStatus.Error, result.Message.Contains("a.py and 1 more", StringComparison.Ordinal));
    }

    [Fact]
    public void A_problem_in_a_partially_staged_file_is_certain()
    {
        var seen = Seen(Finding(Severity.Error)) with { Details = Observation.NoDetails.Add("partially_staged", ImmutableArray.Create("a.py")) };

        Assert.Equal(CheckStatus.Failed, Judge(new UnfazedConfiguration(), seen).Status);
    }

    [Fact]
    public void An_unreadable_file_is_an_error_and_what_was_found_elsewhere_still_blocks()
    {
        var unreadable = Seen() with { Ending = ObservationEnding.Error, Error = ErrorCodes.UnreadableFile, Message = "could not read b.py" };

        Assert.Equal(CheckStatus.Error, Judge(new UnfazedConfiguration(), unreadable).Status);
        var both = Judge(new UnfazedConfiguration(), unreadable with { Findings = [Finding(Severity.Error)] });
        Assert.Equal(CheckStatus.Failed, both.Status);
        Assert.Equal("1 problem in 1 file; could not read b.py", both.Message);
    }

    [Fact]
    public void An_exit_code_that_says_problems_fails_with_the_end_of_the_output()
    {
        var result = Judge(new UnfazedConfiguration(), Seen() with { ReportedProblems = true, ExitCode = 1, Message = "2 tests failed" });

        Assert.Equal(CheckStatus.Failed, result.Status);
        Assert.Equal("2 tests failed", result.Message);
    }

    private static CheckResult Judge(UnfazedConfiguration configuration, Observation seen) =>
        new CheckPolicy(configuration).Judge(Check, seen, TimeSpan.FromSeconds(1));

    private static Observation Seen(params ImmutableArray<Finding> findings) => new() { Ending = ObservationEnding.Completed, Findings = findings };

    private static Finding Finding(Severity severity) =>
        new() { Tool = "flake8", Rule = "E501", Severity = severity, Message = "line too long", Path = "src/a.py", Line = 3 };
}
