using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Unfazed.Cli.Rendering;
using Unfazed.Core;
using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Rendering;

public sealed class ReportTextTests
{
    private static readonly Dictionary<string, RenderSettings> Environments = new(StringComparer.Ordinal)
    {
        ["plain"] = new(),
        ["colour"] = new() { Color = true, Width = 120 },
        ["narrow"] = new() { Width = 40 },
        ["github-actions"] = new() { GitHubActions = true },
        ["quiet"] = new() { Verbosity = Verbosity.Quiet },
        ["verbose"] = new() { Verbosity = Verbosity.Verbose, Command = "unfazed run samples/troubled" },
    };

    [Theory]
    [InlineData("plain")]
    [InlineData("colour")]
    [InlineData("narrow")]
    [InlineData("github-actions")]
    [InlineData("quiet")]
    [InlineData("verbose")]
    public void The_text_for_people_is_the_reviewed_one(string environment) =>
        ExpectationFile.Check($"Expected/pretty.{environment}.txt", PrettyReport.Render(SampleReport.Mixed, Environments[environment]).Replace("\e", "<ESC>", StringComparison.Ordinal));

    [Fact]
    public void The_text_for_agents_is_the_reviewed_one() =>
        ExpectationFile.Check("Expected/compact.txt", CompactReport.Render(SampleReport.Mixed, new RenderSettings()));

    [Fact]
    public void What_passes_is_short()
    {
        Assert.Equal("✓ mypy   812 files  1.2s\n- prose  skipped: no file of its kind\n\nPASSED: 1 check in 1m03s\n", PrettyReport.Render(SampleReport.Good, new RenderSettings()));
        Assert.Equal("PASSED: 1 check in 1m03s\n", PrettyReport.Render(SampleReport.Good, new RenderSettings { Verbosity = Verbosity.Quiet }));
        Assert.Equal("passed: 1 check in 1m03s\n", CompactReport.Render(SampleReport.Good, new RenderSettings()));
    }

    [Fact]
    public void No_line_is_wider_than_the_terminal() =>
        Prop.ForAll(Gen.Choose(40, 200).ToArbitrary(), static width =>
        {
            var text = PrettyReport.Render(SampleReport.Mixed, new RenderSettings { Width = width });
            Assert.All(text.Split('\n'), line => Assert.InRange(ColumnWidth.Of(line), 0, width));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void No_text_of_a_tool_moves_the_cursor_forges_a_line_or_speaks_to_a_build_server() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string?>(), static (string? text) =>
        {
            var hostile = $"{text}\r\n::error::{text}\n##[command]{text}\e[2J{text}\u202e";
            var check = SampleReport.Check(hostile, CheckStatus.Failed, hostile) with
            {
                FixSuggestion = hostile,
                Observation = SampleReport.Mixed.Checks.First().Observation with { Findings = [SampleReport.Finding(hostile, hostile, 1, hostile)] },
            };
            var settings = new RenderSettings { GitHubActions = true, Verbosity = Verbosity.Verbose };
            var report = SampleReport.Report(Verdict.Blocked, check);
            var lines = (PrettyReport.Render(report, settings) + CompactReport.Render(report, settings)).Split('\n');
            Assert.All(lines, static line => Assert.DoesNotContain(line, char.IsControl));
            Assert.All(lines, static line => Assert.DoesNotMatch(@"^\s*::|##\[|\u202e", line));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Colours_change_no_letter()
    {
        var colour = PrettyReport.Render(SampleReport.Mixed, new RenderSettings { Color = true });

        Assert.Equal(PrettyReport.Render(SampleReport.Mixed, new RenderSettings()), Regex.Replace(colour, "\e\\[[0-9]+m", "", RegexOptions.None, TimeSpan.FromSeconds(60)));
    }

    [Fact]
    public void Every_rule_has_its_turn_when_there_is_no_room_for_all()
    {
        var choice = FindingChoice.Of(SampleReport.Mixed.Checks.First().Findings.Where(static finding => finding.Counts), 10);

        Assert.Equal(10, choice.Shown.Length);
        Assert.Equal(["F821", "E501", "F401"], choice.Shown.Select(static finding => finding.Rule).Distinct());
        Assert.Equal(("E501", 4), Assert.Single(choice.Hidden));
    }

    [Theory]
    [InlineData(0, "0ms")]
    [InlineData(999, "999ms")]
    [InlineData(1234, "1.2s")]
    [InlineData(59_949, "59.9s")]
    [InlineData(59_950, "1m00s")]
    [InlineData(3_723_000, "62m03s")]
    public void Times_are_short(int milliseconds, string text) => Assert.Equal(text, Elapsed.Of(TimeSpan.FromMilliseconds(milliseconds)));
}
