using System.Collections.Immutable;

namespace Unfazed.Core.Reports.Html;

/// <summary>The end of the page: what had nothing to do, what nobody checks, and what went to services.</summary>
internal static class PageRemarks
{
    public static void Write(ValidationReport report, Markup page)
    {
        var skipped = report.Checks.Where(static check => check.Status == CheckStatus.Skipped)
            .Select(static check => $"{StatusText.NameOf(check)}: {check.Message}").ToImmutableArray();
        var deliveries = report.Integrations.Select(static delivery => $"{delivery.Name}: {delivery.Status}. {delivery.Message}").ToImmutableArray();
        List("Skipped: nothing to do", skipped, page);
        List("Nothing checks these yet", report.Suggestions, page);
        List("Files whose staged content differs", report.Run.PartiallyStaged, page);
        List("Deliveries", deliveries, page);
    }

    private static void List(string title, ImmutableArray<string> lines, Markup page)
    {
        if (lines.IsDefaultOrEmpty)
        {
            return;
        }

        page.Write($"<section class=\"remarks\">\n<h2>{title}</h2>\n<ul>\n");
        foreach (var line in lines)
        {
            page.Write($"<li>{ShortText.Line(line, 400)}</li>\n");
        }

        page.Raw("</ul>\n</section>\n");
    }
}
