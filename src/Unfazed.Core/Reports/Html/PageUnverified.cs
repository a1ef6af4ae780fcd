using System.Collections.Immutable;

namespace Unfazed.Core.Reports.Html;

/// <summary>What gave no answer, and why: the part of a report that a green page must not hide.</summary>
internal static class PageUnverified
{
    public static void Write(ValidationReport report, Markup page)
    {
        var checks = report.Checks.Select(static (check, index) => (Check: check, Index: index))
            .Where(static entry => !entry.Check.Status.IsPassed() && entry.Check.Status != CheckStatus.Failed)
            .ToImmutableArray();
        if (checks.IsEmpty)
        {
            return;
        }

        page.Raw("<section aria-labelledby=\"h-open\">\n<h2 id=\"h-open\">Not verified, and why</h2>\n<ul class=\"open\">\n");
        foreach (var (check, index) in checks)
        {
            page.Raw("<li>");
            StatusIcon.Write(check.Status, page);
            page.Write($" <a href=\"#check-{index}\">{StatusText.NameOf(check)}</a>");
            page.Write($" <span class=\"faint\">{check.Dimension.Name}</span><br>{ShortText.Line(CheckTrouble.Of(check) ?? "", 400)}");
            if (HowToGetOn(check) is { } way)
            {
                page.Write($"<br><span class=\"faint\">to do:</span> <code>{way}</code>");
            }

            page.Raw("</li>\n");
        }

        page.Raw("</ul>\n</section>\n");
    }

    private static string? HowToGetOn(CheckResult check) =>
        check.Observation.Details.TryGetValue("install", out var install) && install.Value is string command ? command : check.FixSuggestion;
}
