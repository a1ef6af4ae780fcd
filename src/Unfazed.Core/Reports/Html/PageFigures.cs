namespace Unfazed.Core.Reports.Html;

/// <summary>The run in numbers.</summary>
internal static class PageFigures
{
    public static void Write(ValidationReport report, Markup page)
    {
        var checks = report.Checks.ToLookup(static check => check.Status);
        var tally = FindingTally.Of(report);
        var unverified = report.Checks.Count(static check => !check.Status.IsPassed() && check.Status != CheckStatus.Failed);
        page.Raw("<section aria-labelledby=\"h-figures\">\n<h2 id=\"h-figures\" class=\"vh\">The run in numbers</h2>\n<ul class=\"figures\">\n");
        Figure(checks[CheckStatus.Failed].Count(), "failed", "bad", page);
        Figure(unverified, "not verified", "caution", page);
        Figure(checks[CheckStatus.Passed].Count(), "passed", "good", page);
        Figure(checks[CheckStatus.Skipped].Count(), "skipped", "faint", page);
        page.Raw("<li class=\"gap\" aria-hidden=\"true\"></li>\n");
        Figure(tally.Errors, tally.Errors == 1 ? "error" : "errors", "bad", page);
        Figure(tally.Warnings, tally.Warnings == 1 ? "warning" : "warnings", "caution", page);
        Figure(tally.Notes, tally.Notes == 1 ? "note" : "notes", "faint", page);
        if (tally.Known + tally.Ignored > 0)
        {
            Figure(tally.Known, "known", "faint", page);
            Figure(tally.Ignored, "ignored", "faint", page);
        }

        page.Raw("</ul>\n</section>\n");
    }

    private static void Figure(int number, string name, string tone, Markup page) =>
        page.Write($"<li class=\"{(number == 0 ? "none" : tone)}\"><b>{number:N0}</b> {name}</li>\n");
}
