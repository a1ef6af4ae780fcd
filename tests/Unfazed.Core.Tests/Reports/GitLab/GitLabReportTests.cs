using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace Unfazed.Core.Tests.Reports.GitLab;

public sealed class GitLabReportTests
{
    private static readonly string[] Severities = ["info", "minor", "major", "critical", "blocker"];

    [Fact]
    public void Every_issue_has_what_GitLab_asks_for_and_a_fingerprint_of_its_own() =>
        Prop.ForAll(AnyReport.Arbitrary, static report =>
        {
            using var document = JsonDocument.Parse(Written.Bytes("gitlab", report));
            var issues = document.RootElement.EnumerateArray().ToList();
            Assert.All(issues, static issue =>
            {
                Assert.Equal(["description", "check_name", "fingerprint", "severity", "location"], issue.EnumerateObject().Select(static property => property.Name));
                Assert.Contains(issue.GetProperty("severity").GetString(), Severities);
                Assert.True(issue.GetProperty("location").GetProperty("lines").GetProperty("begin").GetInt32() >= 1);
            });
            Assert.Distinct(issues.Select(static issue => issue.GetProperty("fingerprint").GetString()));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Issues_keep_the_fingerprints_of_their_findings_and_what_is_known_is_left_out()
    {
        var report = Samples.Report(Written.Failed("flake8", Written.Finding("one"), Written.Finding("two"), Written.Finding("old") with { State = FindingState.Known }));
        using var document = JsonDocument.Parse(Written.Bytes("gitlab", report));
        var prints = document.RootElement.EnumerateArray().Select(static issue => issue.GetProperty("fingerprint").GetString()!).ToList();

        Assert.Equal("0123456789abcdef", prints[0]);
        Assert.Equal(2, prints.Count);
        Assert.NotEqual(prints[0], prints[1]);
    }

    [Fact]
    public void The_fingerprint_of_a_missing_answer_does_not_move_with_its_times()
    {
        static string Print(string message)
        {
            using var document = JsonDocument.Parse(Written.Bytes("gitlab", Samples.Report(Written.TimedOut("reports") with { Message = message })));
            return document.RootElement[0].GetProperty("fingerprint").GetString()!;
        }

        Assert.Equal(Print("timed out after 2s"), Print("timed out after 3s"));
    }
}
