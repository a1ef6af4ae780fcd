using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Unfazed.Core.Reports;

namespace Unfazed.Core.Tests.Reports;

public sealed class JsonReportTests
{
    private static readonly string[] Check =
        ["name", "version", "command", "directory", "exit_code", "status", "message", "details", "duration_ms", "cached", "attempts", "log", "killed_processes"];

    private static readonly string[] FindingKeys =
        ["tool", "rule", "severity", "path", "line", "column", "end_line", "end_column", "message", "fingerprint", "state", "url"];

    private static readonly string[] Result =
        ["dimension", "tier", "status", "passed", "message", "details", "fix_suggestion", "agent", "duration_ms", "cached", "attempts", "checks", "findings"];

    [Fact]
    public void Every_report_is_one_line_of_JSON_with_all_keys_in_their_order() =>
        Prop.ForAll(AnyReport.Arbitrary, static report =>
        {
            var bytes = Write(report);
            Assert.Equal(bytes.Length - 1, Array.IndexOf(bytes, (byte)'\n'));
            using var document = JsonDocument.Parse(bytes);
            var root = document.RootElement;

            AssertKeys(root, "schema_version", "tool", "run", "verdict", "exit_code", "tiers", "suggestions", "integrations");
            AssertKeys(root.GetProperty("tool"), "name", "version");
            AssertKeys(
                root.GetProperty("run"),
                "id", "project", "root", "started_at", "duration_ms", "deadline_ms", "state", "inputs_changed", "index_changed", "partially_staged", "new_since", "baseline");
            Assert.Equal(3, root.GetProperty("tiers").GetArrayLength());
            AssertKeys(root.GetProperty("tiers")[0], "tier", "name", "passed", "results");
            foreach (var result in root.GetProperty("tiers").EnumerateArray().SelectMany(static tier => tier.GetProperty("results").EnumerateArray()))
            {
                AssertKeys(result, Result);
                Assert.All(result.GetProperty("checks").EnumerateArray(), static check => AssertKeys(check, Check));
                Assert.All(result.GetProperty("findings").EnumerateArray(), static finding => AssertKeys(finding, FindingKeys));
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_text_comes_back_as_it_was_but_for_halves_of_surrogate_pairs() =>
        Prop.ForAll(AnyReport.Arbitrary, static report =>
        {
            using var document = JsonDocument.Parse(Write(report));
            var messages = document.RootElement.GetProperty("tiers").EnumerateArray()
                .SelectMany(static tier => tier.GetProperty("results").EnumerateArray())
                .SelectMany(static result => result.GetProperty("checks").EnumerateArray())
                .Select(static check => check.GetProperty("message").GetString());
            Assert.Equal(report.Checks.Select(static check => Whole(check.Message)), messages);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void No_control_character_reaches_a_terminal() =>
        Prop.ForAll(AnyReport.Arbitrary, static report =>
        {
            var text = System.Text.Encoding.UTF8.GetString(Write(report));
            Assert.DoesNotContain(text[..^1], char.IsControl);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Equal_reports_give_equal_bytes() =>
        Prop.ForAll(AnyReport.Arbitrary, static report => Assert.Equal(Write(report), Write(report with { }))).QuickCheckThrowOnFailure();

    [Fact]
    public void The_reason_of_an_error_stands_among_the_details_in_their_order()
    {
        var check = Samples.Check("bandit", CheckStatus.Error) with
        {
            Observation = Samples.Seen(ObservationEnding.Error) with
            {
                Error = ErrorCodes.Signal,
                Details = Observation.NoDetails.Add("zeal", 1L).Add("signal", "SIGSEGV").Add("apex", true),
            },
        };

        using var document = JsonDocument.Parse(Write(Samples.Report(check)));

        var details = document.RootElement.GetProperty("tiers")[0].GetProperty("results")[0].GetProperty("checks")[0].GetProperty("details");
        Assert.Equal("""{"apex":true,"error":"signal","signal":"SIGSEGV","zeal":1}""", details.GetRawText());
    }

    [Fact]
    public void Times_are_UTC_to_the_millisecond_and_durations_whole_milliseconds()
    {
        var report = Samples.Report(Samples.Check("mypy", CheckStatus.Passed));
        report = report with
        {
            Run = report.Run with
            {
                StartedAt = new DateTimeOffset(2026, 11, 22, 15, 5, 1, 7, TimeSpan.FromHours(1)),
                Duration = TimeSpan.FromMilliseconds(1234.9),
                Deadline = TimeSpan.FromMinutes(10),
            },
        };

        using var document = JsonDocument.Parse(Write(report));

        var run = document.RootElement.GetProperty("run");
        Assert.Equal("2026-11-22T14:05:01.007Z", run.GetProperty("started_at").GetString());
        Assert.Equal("1234", run.GetProperty("duration_ms").GetRawText());
        Assert.Equal("600000", run.GetProperty("deadline_ms").GetRawText());
    }

    private static byte[] Write(ValidationReport report)
    {
        var output = new MemoryStream();
        JsonReport.Write(report, output);
        return output.ToArray();
    }

    private static void AssertKeys(JsonElement element, params string[] keys) =>
        Assert.Equal(keys, element.EnumerateObject().Select(static property => property.Name));

    private static string Whole(string text) => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));
}
