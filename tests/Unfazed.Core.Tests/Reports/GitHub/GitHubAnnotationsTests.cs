using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;

namespace Unfazed.Core.Tests.Reports.GitHub;

public sealed partial class GitHubAnnotationsTests
{
    [Fact]
    public void Every_line_is_one_command_and_a_step_can_show_them_all() =>
        Prop.ForAll(AnyReport.Arbitrary, static report =>
        {
            var lines = Lines(report);
            Assert.All(lines, static line => Assert.Matches(Command(), line));
            Assert.InRange(lines.Count(static line => line.StartsWith("::error", StringComparison.Ordinal)), 0, 10);
            Assert.InRange(lines.Count(static line => line.StartsWith("::warning", StringComparison.Ordinal)), 0, 10);
            Assert.StartsWith("::notice title=Unfazed::", lines[^1], StringComparison.Ordinal);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Text_cannot_leave_its_command()
    {
        var line = Lines(Samples.Report(Written.Failed("flake8", Written.Finding("100%\n::set-env name=X::y\r\n") with { Path = "a,b:c%.py" })))[0];

        Assert.Equal("::error file=a%2Cb%3Ac%25.py,line=3,endLine=3,col=5,endColumn=9,title=flake8 E501::100%25 ::set-env name=X::y", line);
    }

    [Fact]
    public void Each_check_has_its_turn_and_the_rest_is_counted()
    {
        var many = Enumerable.Range(1, 40).Select(static line => Written.Finding("m") with { Line = line, EndLine = line }).ToArray();
        var lines = Lines(Samples.Report(Written.Failed("flake8", many), Written.Failed("pylint", many[0] with { Severity = Severity.Error }), Written.TimedOut("slow")));

        Assert.Equal(11, lines.Count);
        Assert.Contains(lines, static line => line.Contains("title=pylint E501", StringComparison.Ordinal));
        Assert.Contains(lines, static line => line == "::error title=slow::timed out after 2s");
        Assert.Contains("10 of 42 problems that block are shown", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_block_is_a_warning_and_what_is_known_is_counted_alone()
    {
        var report = Samples.Report(Written.Failed("flake8", Written.Finding("new"), Written.Finding("old") with { State = FindingState.Known }));
        var soft = Written.Failed("black", Written.Finding("format")) with { Tier = ValidationTier.Warning, Dimension = Dimension.Format };
        var lines = Lines(report with { Verdict = Verdict.Blocked, Tiers = [report.Tiers[0], report.Tiers[1] with { Results = [Samples.Result(soft)] }, report.Tiers[2]] });

        Assert.Equal(["::error", "::warnin", "::notice"], lines.Select(static line => line[..Math.Min(8, line.IndexOf(' ', StringComparison.Ordinal))]));
        Assert.Contains("1 known finding not shown", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_huge_message_is_cut_and_says_so()
    {
        var line = Lines(Samples.Report(Written.Failed("flake8", Written.Finding(new string('x', 1_000_000)))))[0];

        Assert.InRange(line.Length, 2_000, 2_300);
        Assert.EndsWith("(998,000 more characters)", line, StringComparison.Ordinal);
    }

    private static List<string> Lines(ValidationReport report)
    {
        var text = Written.Text("github", report);
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        return [.. text[..^1].Split('\n')];
    }

    [GeneratedRegex("^::(error|warning|notice)( [a-zA-Z]+=[^,:]*(,[a-zA-Z]+=[^,:]*)*)?::[^\r]*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Command();
}
