using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Unfazed.Core.Reports;
using Unfazed.Testing;

namespace Unfazed.Core.Tests.Reports.Markdown;

public sealed partial class MarkdownReportTests
{
    private const int Limit = 60_000;
    private const int TimeLimit = 120_000;

    private static readonly HashSet<string> Ours =
        ["h2", "p", "table", "thead", "tbody", "tr", "th", "td", "details", "summary", "b", "ul", "li", "code", "pre", "strong"];

    private static readonly string[] Hostile =
    [
        "<script>alert(1)</script>", "</details></summary><img src=x onerror=alert(1)>", "`` ` ``` end", "**bold** _it_ ~~gone~~ [a](http://example.org)",
        "@someone fixes #12, owner/repo#3 and !45", "https://example.org/x and www.example.org and a@example.org", "| a | b |", "\n# heading\n- item\n> quote",
        "<!-- open", "&lt;b&gt; &amp;", "\\`\\", "$$x$$ :smile:", "![p](http://example.org/i.png)", "\u001b[31m\ud800\u202e", "<https://example.org>", "    indented", "1. one",
    ];

    [Fact]
    public void No_report_is_longer_than_a_comment_may_be() =>
        Prop.ForAll(AnyReport.Arbitrary, static report => Assert.InRange(Written.Text("markdown", report).Length, 1, Limit)).QuickCheckThrowOnFailure();

    [Fact]
    public void What_does_not_fit_is_counted()
    {
        var text = Written.Text("markdown", LargeReport.Make());

        Assert.InRange(text.Length, Limit / 2, Limit);
        foreach (var tool in (string[])["tool0", "tool1", "tool2", "tool3"])
        {
            Assert.Contains($"<summary><b>{tool}</b>", text, StringComparison.Ordinal);
        }

        var shown = text.Split('\n').Count(static line => line.StartsWith("- `", StringComparison.Ordinal));
        var rest = Rest().Matches(text).Sum(static match => int.Parse(match.Groups["count"].Value, System.Globalization.NumberStyles.AllowThousands, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(LargeReport.Make().Checks.SelectMany(static check => check.Findings).Count(static finding => finding.Counts), shown + rest);
    }

    [ToolFact("cmark-gfm", Timeout = TimeLimit)]
    public async Task Hostile_text_is_shown_and_does_nothing()
    {
        foreach (var text in Hostile)
        {
            var html = await RenderAsync(Written.Text("markdown", Report(text), new ReportContext { RunAgain = text }));

            Assert.All(Tag().Matches(html).Select(static match => match.Groups["name"].Value), name => Assert.True(Ours.Contains(name), $"{text}: <{name}>\n{html}"));
            Assert.DoesNotMatch(Linked(), Comment().Replace(html, "\0"));
        }
    }

    [ToolFact("cmark-gfm", Timeout = TimeLimit)]
    public async Task Any_report_is_built_of_our_own_elements_alone()
    {
        foreach (var report in AnyReport.Arbitrary.Generator.Sample(30, 15))
        {
            var html = await RenderAsync(Written.Text("markdown", report));

            Assert.All(Tag().Matches(html).Select(static match => match.Groups["name"].Value), name => Assert.True(Ours.Contains(name), $"<{name}>\n{html}"));
        }
    }

    [Fact]
    public void A_rule_that_is_explained_somewhere_is_a_link_and_a_script_is_none()
    {
        static string With(string url) => Written.Text("markdown", Samples.Report(Written.Failed("flake8", Written.Finding("m") with { Url = url })));

        Assert.Contains("[**E501**](<https://example.org/E501>)", With("https://example.org/E501"), StringComparison.Ordinal);
        Assert.DoesNotContain("javascript", With("javascript:alert(1)"), StringComparison.Ordinal);
        Assert.DoesNotContain("<img", With("https://example.org/\"><img onerror=x>"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_tool_without_findings_speaks_through_the_end_of_its_output()
    {
        var check = Written.Failed("tests") with { Message = "collecting\n```\nassert 1 == 2\n2 failed" };

        Assert.Contains("````text\ncollecting\n```\nassert 1 == 2\n2 failed\n````\n", Written.Text("markdown", Samples.Report(check)), StringComparison.Ordinal);
    }

    private static ValidationReport Report(string text)
    {
        var findings = ImmutableArray.Create(Written.Finding(text) with { Rule = text, Path = text }, Written.Finding(text) with { Path = null, Rule = "" });
        return Samples.Report(
            Samples.Check(text, CheckStatus.Failed) with { FixSuggestion = text, Message = text + "\n" + text, Observation = Samples.Seen(ObservationEnding.Completed) with { Findings = findings } },
            Samples.Check("late", CheckStatus.TimedOut) with { Message = text, Directory = text }) with
        {
            Suggestions = [text],
        };
    }

    // GitHub's own parser, with its extensions, and HTML let through as GitHub does before it sanitizes.
    private static async Task<string> RenderAsync(string markdown)
    {
        var start = new ProcessStartInfo(Tool.Path("cmark-gfm"), ["--unsafe", "-e", "table", "-e", "autolink", "-e", "strikethrough", "-e", "tasklist"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var reading = process.StandardOutput.ReadToEndAsync();
        await process.StandardInput.WriteAsync(markdown);
        process.StandardInput.Close();
        var html = await reading;
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return html;
    }

    [GeneratedRegex("<(?<name>[a-zA-Z][a-zA-Z0-9]*)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Tag();

    [GeneratedRegex("<!--.*?-->", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Comment();

    // What GitHub links after Markdown, outside code.
    [GeneratedRegex("(?<!<code[^>]*>[^<]*)(@someone|#12|#3|https://example|www[.]example)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Linked();

    [GeneratedRegex("^… and (?<count>[0-9,]+) more", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Rest();
}
