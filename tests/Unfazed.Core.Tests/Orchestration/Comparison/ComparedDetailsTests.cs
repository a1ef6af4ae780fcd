using System.Collections.Immutable;
using Unfazed.Core.Orchestration.Comparison;

namespace Unfazed.Core.Tests.Orchestration.Comparison;

public class ComparedDetailsTests
{
    private static readonly KnownSince Since = new("origin/main", "1a2b", null);

    [Fact]
    public void What_was_there_is_known_what_a_tool_suppresses_stays_ignored_and_all_of_it_can_be_forgotten()
    {
        var seen = new Observation
        {
            Ending = ObservationEnding.Completed,
            Findings = [Finding("a"), Finding("b"), Finding("c") with { State = FindingState.Ignored }],
            Details = Observation.NoDetails.Add("waited_ms", 3L),
        };

        var known = ComparedDetails.Known(seen, Since, new BaseAnswer(ImmutableDictionary<string, int>.Empty.Add("a", 1).Add("c", 1), null));

        Assert.Equal([FindingState.Known, FindingState.New, FindingState.Ignored], known.Findings.Select(static finding => finding.State));
        Assert.Equal("1a2b", known.Details[ComparedDetails.With].Value);
        var forgotten = ComparedDetails.Forget(known);
        Assert.Equal<Finding>(seen.Findings, forgotten.Findings);
        Assert.Equal(seen.Details.Keys, forgotten.Details.Keys);
    }

    [Fact]
    public void Why_nothing_was_compared_is_said_and_forgotten_too()
    {
        var seen = new Observation { Ending = ObservationEnding.Completed, Findings = [Finding("a")] };

        var unknown = ComparedDetails.Known(seen, Since with { Commit = null }, BaseAnswer.Unknown("it timed out there"));

        Assert.Equal("it timed out there", ComparedDetails.Problem(unknown));
        Assert.Equal(FindingState.New, unknown.Findings.Single().State);
        Assert.Empty(ComparedDetails.Forget(unknown).Details);
    }

    private static Finding Finding(string fingerprint) =>
        new() { Tool = "flake8", Rule = "E501", Severity = Severity.Error, Message = "m", Path = "a.py", Fingerprint = fingerprint };
}
