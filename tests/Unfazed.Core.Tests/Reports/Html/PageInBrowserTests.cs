using Deque.AxeCore.Commons;
using Unfazed.Core.Reports;
using Unfazed.Testing;

namespace Unfazed.Core.Tests.Reports.Html;

public sealed class PageInBrowserTests : IDisposable
{
    private const int Limit = 240_000;
    private const string Visible = "Array.from(document.querySelectorAll('li.finding')).filter(f => f.checkVisibility()).length";

    private readonly TemporaryDirectory _folder = new();

    [ToolTheory("chromium", Timeout = Limit)]
    [InlineData("light", 1280)]
    [InlineData("dark", 480)]
    public async Task A_page_loads_quietly_asks_for_nothing_and_is_accessible(string scheme, int width)
    {
        await using var browser = await Browser.OpenAsync(WritePage(), scheme, width);
        await browser.EvaluateAsync("document.querySelectorAll('details').forEach(d => d.open = true)");

        await browser.EvaluateAsync(new BundledAxeScriptProvider().GetScript() + ";0");
        var result = await browser.EvaluateAsync("axe.run().then(r => ({ bad: r.violations.filter(v => ['serious', 'critical'].includes(v.impact)).map(v => v.id + ': ' + v.nodes.map(n => n.html + ' ' + n.failureSummary).join('; ')), rules: r.passes.length }))");

        Assert.Equal([], result!["bad"]!.AsArray().Select(static violation => violation!.GetValue<string>()));
        Assert.InRange(result["rules"]!.GetValue<int>(), 20, 1000);
        Assert.All(browser.Requests, static address => Assert.Matches("^(file|data):", address));
        Assert.Empty(browser.Complaints);
        Assert.Equal(scheme, (await browser.EvaluateAsync("matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'"))!.GetValue<string>());
        Assert.True((await browser.EvaluateAsync("document.documentElement.scrollWidth <= innerWidth"))!.GetValue<bool>(), "nothing is wider than the window");
    }

    [ToolFact("chromium", Timeout = Limit)]
    public async Task The_filters_narrow_what_is_shown_and_say_so()
    {
        await using var browser = await Browser.OpenAsync(WritePage(), "light", 1280);
        Assert.Equal((4, "4 of 6 findings in 2 files"), await ShownAsync(browser));

        await browser.EvaluateAsync(Set("words", "undefined"));
        Assert.Equal((1, "1 of 6 findings in 1 file"), await ShownAsync(browser));

        await browser.EvaluateAsync(Set("words", "nowhere to be found"));
        Assert.Equal((0, "0 of 6 findings in 0 files"), await ShownAsync(browser));
        Assert.True((await browser.EvaluateAsync("document.querySelector('.nothing').checkVisibility()"))!.GetValue<bool>());

        await browser.EvaluateAsync("document.querySelector('button[type=reset]').click(); new Promise(r => setTimeout(r))");
        await browser.EvaluateAsync(Tick("known"));
        Assert.Equal((5, "5 of 6 findings in 2 files"), await ShownAsync(browser));

        await browser.EvaluateAsync(Tick("error"));
        Assert.Equal((3, "3 of 6 findings in 1 file"), await ShownAsync(browser));

        await browser.EvaluateAsync(Set("check", "bandit"));
        Assert.Equal((1, "1 of 6 findings in 1 file"), await ShownAsync(browser));
        Assert.Empty(browser.Complaints);
    }

    [ToolFact("chromium", Timeout = Limit)]
    public async Task Everything_can_be_reached_and_opened_with_the_keyboard()
    {
        await using var browser = await Browser.OpenAsync(WritePage(), "light", 1280);

        await browser.PressAsync("Tab", 9);
        Assert.Equal("skip", await FocusAsync(browser, "className"));
        await browser.PressAsync("Tab", 9);
        Assert.Equal("theme", await FocusAsync(browser, "id"));
        await browser.PressAsync("Enter", 13);
        Assert.Equal("dark", (await browser.EvaluateAsync("document.documentElement.dataset.theme"))!.GetValue<string>());

        await browser.EvaluateAsync("document.querySelector('.open a').focus()");
        await browser.PressAsync("Enter", 13);
        await browser.EvaluateAsync("new Promise(r => (function look() { if (document.querySelector('#check-2 details').open && document.activeElement.tagName === 'SUMMARY') r(); else setTimeout(look, 10); })())");
        Assert.Empty(browser.Complaints);
    }

    [ToolFact("chromium", Timeout = Limit)]
    public async Task A_page_of_five_thousand_findings_filters_without_a_complaint()
    {
        var page = _folder["large.html"];
        await File.WriteAllBytesAsync(page, Written.Bytes("html", LargeReport.Make()));
        await using var browser = await Browser.OpenAsync(page, "light", 1280);

        await browser.EvaluateAsync(Set("check", "tool1"));

        Assert.Matches("^[0-9]+ of 5000 findings in [0-9]+ files$", (await ShownAsync(browser)).Said);
        Assert.Empty(browser.Complaints);
    }

    public void Dispose() => _folder.Dispose();

    private string WritePage()
    {
        _folder.Write("app/main.py", "import os\nimport sys\nx = os.environ\nprint(undefined_name)\n");
        File.SetLastWriteTimeUtc(_folder["app/main.py"], DateTime.UnixEpoch);
        var flake8 = Written.Failed(
            "flake8",
            Written.Finding("line <script>alert(1)</script> too long") with { Url = "https://example.org/E501" },
            Written.Finding("undefined name 'undefined_name'") with { Severity = Severity.Error, Rule = "F821", Line = 4 },
            Written.Finding("old \" onmouseover=\"alert(1)") with { State = FindingState.Known },
            Written.Finding("never mind") with { State = FindingState.Ignored, Severity = Severity.Note });
        var report = Samples.Report(
            flake8 with { FixSuggestion = "autopep8 app", Message = "3 problems in 1 file" },
            Written.Failed("bandit", Written.Finding("an assert") with { Tool = "bandit", Severity = Severity.Note }, Written.Finding("a shell") with { Tool = "bandit", Path = "b.py", Severity = Severity.Error }),
            Written.TimedOut("slow"),
            Samples.Check("tests", CheckStatus.Failed) with { Message = "collecting\n<img src=x onerror=alert(1)>\n2 failed", StartedAt = Samples.Run.StartedAt.AddMilliseconds(40), Duration = TimeSpan.FromSeconds(1) },
            Samples.Check("licences", CheckStatus.Unavailable) with { Message = "licence-inspector is not installed" },
            Samples.Check("prose", CheckStatus.Skipped) with { Message = "no file of its kind" },
            Samples.Check("mypy", CheckStatus.Passed) with { Message = "812 files", StartedAt = Samples.Run.StartedAt.AddMilliseconds(90), Duration = TimeSpan.FromMilliseconds(700) }) with
        {
            Verdict = Verdict.Blocked,
            Suggestions = ["shell files, and nothing checks them: shellcheck"],
        };
        var page = _folder["page.html"];
        File.WriteAllBytes(page, Written.Bytes("html", report, new ReportContext { Root = _folder.Path, RunAgain = "unfazed run --only flake8,slow" }));
        return page;
    }

    private static string Set(string id, string value) =>
        $"(e => {{ e.value = '{value}'; e.dispatchEvent(new Event('input', {{ bubbles: true }})); }})(document.getElementById('{id}'))";

    private static string Tick(string value) => $"document.querySelector('input[value={value}]').click()";

    private static async Task<(int Count, string Said)> ShownAsync(Browser browser)
    {
        await browser.EvaluateAsync("document.querySelectorAll('details.file').forEach(d => d.open = true)");
        return ((await browser.EvaluateAsync(Visible))!.GetValue<int>(), (await browser.EvaluateAsync("document.getElementById('counted').textContent"))!.GetValue<string>());
    }

    private static async Task<string?> FocusAsync(Browser browser, string property) =>
        (await browser.EvaluateAsync($"document.activeElement.{property}"))?.GetValue<string>();
}
