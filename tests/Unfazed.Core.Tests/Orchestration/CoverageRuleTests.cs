using System.Collections.Immutable;
using Unfazed.Core.Configuration;
using Unfazed.Core.Orchestration;

namespace Unfazed.Core.Tests.Orchestration;

public sealed class CoverageRuleTests
{
    private static readonly Check Check = new() { Name = "pytest-cov", Dimension = Dimension.Coverage };

    [Theory]
    [InlineData(80.0, CheckStatus.Passed, "80 % of lines (8 of 10), 50 % of branches (1 of 2); 3 tests")]
    [InlineData(80.1, CheckStatus.Failed, "line coverage 80 % is below 80.1 % (dimensions.coverage.threshold); 80 % of lines (8 of 10), 50 % of branches (1 of 2)")]
    [InlineData(null, CheckStatus.Passed, "80 % of lines (8 of 10), 50 % of branches (1 of 2); 3 tests")]
    public void The_same_observation_meets_the_threshold_of_now(double? threshold, CheckStatus status, string message)
    {
        var result = Judge(Seen(), threshold, null);

        Assert.Equal((status, message), (result.Status, result.Message));
    }

    [Fact]
    public void Nothing_is_rounded_up_to_a_threshold()
    {
        var seen = Seen(("lines_covered", 79_999), ("lines_valid", 100_000));

        Assert.Equal((CheckStatus.Failed, true), (Judge(seen, 80, null).Status, Judge(seen, 80, null).Message.Contains("79.99 %", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(1L, 2L, 50.0, CheckStatus.Passed, "50 % of changed lines (1 of 2)")]
    [InlineData(1L, 2L, 51.0, CheckStatus.Failed, "coverage of changed lines 50 % is below 51 % (dimensions.coverage.changed_threshold)")]
    [InlineData(0L, 0L, 100.0, CheckStatus.Passed, "no changed line that could be run")]
    public void Changed_lines_have_a_threshold_of_their_own(long covered, long valid, double threshold, CheckStatus status, string message)
    {
        var result = Judge(Seen(("changed_lines_covered", covered), ("changed_lines_valid", valid)), null, threshold);

        Assert.Equal(status, result.Status);
        Assert.Contains(message, result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Changed_lines_that_are_not_known_are_no_pass()
    {
        var seen = Seen() with { Details = Seen().Details.Add("changed_lines_unknown", "there is no git repository to compare with") };

        Assert.Equal(CheckStatus.Passed, Judge(seen, 50, null).Status);
        Assert.Equal((CheckStatus.Error, ErrorCodes.ToolError), (Judge(seen, 50, 50).Status, Judge(seen, 50, 50).Observation.Error));
    }

    [Fact]
    public void The_projects_own_threshold_counts_unless_one_of_ours_stands()
    {
        var seen = Seen() with { Details = Seen().Details.Add(CoverageDetails.BelowProjectThreshold, ImmutableArray.Create("Required test coverage of 90% not reached.")) };

        Assert.Equal(CheckStatus.Failed, Judge(seen, null, null).Status);
        Assert.StartsWith("Required test coverage of 90% not reached.; 80 % of lines", Judge(seen, null, null).Message, StringComparison.Ordinal);
        Assert.Equal(CheckStatus.Passed, Judge(seen, 70, null).Status);
    }

    [Fact]
    public void Failed_tests_fail_it_whatever_they_covered()
    {
        var seen = Seen() with { Findings = [new Finding { Tool = "pytest-cov", Rule = "test-failed", Severity = Severity.Error, Message = "m", Path = "a.py" }] };

        var result = Judge(seen, 10, null);

        Assert.Equal((CheckStatus.Failed, "1 problem in 1 file; 80 % of lines (8 of 10), 50 % of branches (1 of 2)"), (result.Status, result.Message));
    }

    [Fact]
    public void What_did_not_complete_is_not_judged_by_its_figures()
    {
        Assert.Equal(CheckStatus.TimedOut, Judge(Seen() with { Ending = ObservationEnding.TimedOut }, 10, null).Status);
    }

    private static Observation Seen(params (string Name, long Value)[] more) => new()
    {
        Ending = ObservationEnding.Completed,
        Summary = "3 tests",
        Details = Observation.NoDetails.Add("lines_covered", 8L).Add("lines_valid", 10L).Add("branches_covered", 1L).Add("branches_valid", 2L)
            .SetItems(more.Select(static detail => KeyValuePair.Create(detail.Name, (DetailValue)detail.Value))),
    };

    private static CheckResult Judge(Observation seen, double? threshold, double? changed)
    {
        var settings = new DimensionSettings
        {
            Threshold = threshold is { } total ? Setting<double>.Default(total) : null,
            ChangedThreshold = changed is { } ofChanged ? Setting<double>.Default(ofChanged) : null,
        };
        var configuration = new UnfazedConfiguration { Dimensions = ImmutableDictionary<string, DimensionSettings>.Empty.Add("coverage", settings) };
        return new CheckPolicy(configuration).Judge(Check, seen, TimeSpan.Zero);
    }
}
