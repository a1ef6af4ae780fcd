using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Unfazed.Core.Tests.Configuration.Schema;
using Unfazed.Testing;

namespace Unfazed.Core.Tests.Reports.Sarif;

public sealed class SarifReportTests
{
    private static readonly Lazy<JsonElement> Schema = new(static () => JsonDocument.Parse(
        File.ReadAllText(RepositoryRoot.Combine("tests", "Unfazed.Core.Tests", "Reports", "Sarif", "sarif-schema-2.1.0.json"))).RootElement);

    [Fact]
    public void Every_report_is_valid_by_the_schema() =>
        Prop.ForAll(AnyReport.Arbitrary, static report =>
        {
            var document = Write(report);
            Assert.True(SchemaValidator.IsValid(Schema.Value, document), document.ToJsonString());
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Each_finding_is_a_result_and_each_check_an_invocation() =>
        Prop.ForAll(AnyReport.Arbitrary, static report =>
        {
            var runs = Write(report)["runs"]!.AsArray();
            var silent = report.Checks.Count(static check => check.Status == CheckStatus.Failed
                && (check.Observation.Error is not null || !check.Findings.Any(static finding => finding.Counts)));
            Assert.Equal(report.Checks.Sum(static check => check.Findings.Length) + silent, runs.Sum(static run => run!["results"]!.AsArray().Count));
            Assert.Equal(report.Checks.Count(), runs.Sum(static run => run!["invocations"]!.AsArray().Count));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void More_results_than_code_scanning_takes_in_a_run_stand_in_further_runs_of_their_own_category()
    {
        var runs = Write(Samples.Report(Written.Failed("many", Many(60_000)), Written.Failed("few", Many(3))))["runs"]!.AsArray();

        Assert.Equal([25_000, 25_000, 10_000, 3], runs.Select(static run => run!["results"]!.AsArray().Count));
        Assert.Equal(["unfazed/many", "unfazed/many/2", "unfazed/many/3", "unfazed/few"], runs.Select(static run => Category(run!)));
        Assert.All(runs, static run => Assert.Null(run!["invocations"]![0]!["toolExecutionNotifications"]));
    }

    [Fact]
    public void Without_room_for_further_runs_the_most_severe_results_stay_and_the_number_of_others_is_said()
    {
        var checks = Enumerable.Range(0, 18).Select(static number => Written.Failed($"t{number:00}", Many(1))).Append(Written.Failed("zz", Many(25_001)));
        var run = Write(Samples.Report([.. checks]))["runs"]!.AsArray().Last()!;

        Assert.Equal(25_000, run["results"]!.AsArray().Count);
        Assert.Equal(8_334, run["results"]!.AsArray().Count(static result => result!["level"]!.GetValue<string>() == "error"));
        Assert.StartsWith("1 less severe results are left out", run["invocations"]![0]!["toolExecutionNotifications"]![0]!["message"]!["text"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_finding_keeps_its_place_its_rule_and_its_fingerprint()
    {
        var run = Write(Samples.Report(Written.Failed("flake8", Written.Finding("too long") with { Path = "app/a b.py", Url = "https://example.org/E501" })))["runs"]![0]!;
        var result = run["results"]![0]!;
        var place = result["locations"]![0]!["physicalLocation"]!;

        Assert.Equal("flake8", run["tool"]!["driver"]!["name"]!.GetValue<string>());
        Assert.Equal("https://example.org/E501", run["tool"]!["driver"]!["rules"]![0]!["helpUri"]!.GetValue<string>());
        Assert.Equal(("E501", 0, "warning"), (result["ruleId"]!.GetValue<string>(), result["ruleIndex"]!.GetValue<int>(), result["level"]!.GetValue<string>()));
        Assert.Equal("app/a%20b.py", place["artifactLocation"]!["uri"]!.GetValue<string>());
        Assert.Equal("""{"startLine":3,"startColumn":5,"endLine":3,"endColumn":9}""", place["region"]!.ToJsonString());
        Assert.Equal("0123456789abcdef", result["partialFingerprints"]!["primaryLocationLineHash"]!.GetValue<string>());
    }

    [Fact]
    public void A_name_that_is_not_UTF_8_keeps_its_bytes()
    {
        var run = Write(Samples.Report(Written.Failed("hygiene", Written.Finding("m") with { Path = "a\udcff:é" })))["runs"]![0]!;

        Assert.Equal("a%FF%3A%C3%A9", run["results"]![0]!["locations"]![0]!["physicalLocation"]!["artifactLocation"]!["uri"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(FindingState.New, 0)]
    [InlineData(FindingState.Known, 1)]
    [InlineData(FindingState.Ignored, 1)]
    public void What_is_known_or_ignored_is_suppressed_and_says_why(FindingState state, int suppressions)
    {
        var document = Write(Samples.Report(Written.Failed("flake8", Written.Finding("m") with { State = state })));
        var run = document["runs"]![0]!;

        Assert.Equal(suppressions, run["results"]![0]!["suppressions"]!.AsArray().Count);
        Assert.True(SchemaValidator.IsValid(Schema.Value, document));
    }

    [Fact]
    public void A_check_without_an_answer_is_a_notification_of_an_invocation_that_did_not_succeed()
    {
        var run = Write(Samples.Report(Written.TimedOut("reports")))["runs"]![0]!;
        var invocation = run["invocations"]![0]!;

        Assert.Empty(run["results"]!.AsArray());
        Assert.False(invocation["executionSuccessful"]!.GetValue<bool>());
        Assert.Equal("timeout", invocation["toolExecutionNotifications"]![0]!["descriptor"]!["id"]!.GetValue<string>());
        Assert.Equal("reports: timed out after 2s", invocation["toolExecutionNotifications"]![0]!["message"]!["text"]!.GetValue<string>());
        Assert.Equal("2026-11-22T14:05:01.250Z", invocation["startTimeUtc"]!.GetValue<string>());
        Assert.Equal("2026-11-22T14:05:03.250Z", invocation["endTimeUtc"]!.GetValue<string>());
    }

    [Fact]
    public void A_tool_that_is_not_there_is_a_matter_of_configuration()
    {
        var check = Samples.Check("bandit", CheckStatus.Unavailable) with { Observation = Samples.Seen(ObservationEnding.Unavailable) with { Error = ErrorCodes.ToolMissing } };
        var invocation = Write(Samples.Report(check))["runs"]![0]!["invocations"]![0]!;

        Assert.Equal("tool_missing", invocation["toolConfigurationNotifications"]![0]!["descriptor"]!["id"]!.GetValue<string>());
    }

    [Fact]
    public void A_tool_that_failed_through_its_exit_code_alone_has_a_result()
    {
        var run = Write(Samples.Report(Written.Failed("tests") with { Message = "2 failed, 40 passed" }))["runs"]![0]!;

        Assert.Equal("2 failed, 40 passed", Assert.Single(run["results"]!.AsArray())!["message"]!["text"]!.GetValue<string>());
        Assert.Equal("tests", run["results"]![0]!["ruleId"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(19, 19, 0)]
    [InlineData(20, 19, 2)]
    [InlineData(45, 19, 27)]
    public void There_are_never_twenty_runs_and_the_last_tools_share_one(int tools, int runs, int shared)
    {
        ImmutableArray<CheckResult> checks = [.. Enumerable.Range(0, tools).Select(static tool => Written.Failed(
            string.Create(CultureInfo.InvariantCulture, $"tool{tool}"), Written.Finding("m")))];

        var document = Write(Samples.Report(checks));

        Assert.True(SchemaValidator.IsValid(Schema.Value, document));
        Assert.Equal(runs, document["runs"]!.AsArray().Count);
        var last = document["runs"]!.AsArray()[^1]!;
        Assert.Equal(shared, last["tool"]!["extensions"]?.AsArray().Count ?? 0);
        Assert.Equal(tools, document["runs"]!.AsArray().Sum(static run => run!["results"]!.AsArray().Count));
        if (shared > 0)
        {
            Assert.Equal("unfazed", last["tool"]!["driver"]!["name"]!.GetValue<string>());
            Assert.Equal($"tool{tools - 1}", last["results"]!.AsArray()[^1]!["rule"]!["toolComponent"]!["name"]!.GetValue<string>());
        }
    }

    private static Finding[] Many(int count) =>
        [.. Enumerable.Range(0, count).Select(static number => Written.Finding("m") with { Severity = (Severity)(2 - (number % 3)), Path = "a.py", Line = number + 1, Fingerprint = $"{number:x32}" })];

    private static string Category(JsonNode run) => run["automationDetails"]!["id"]!.GetValue<string>() is var id ? id[..id.LastIndexOf('/')] : "";

    private static JsonNode Write(ValidationReport report) => JsonNode.Parse(Written.Bytes("sarif", report))!;
}
