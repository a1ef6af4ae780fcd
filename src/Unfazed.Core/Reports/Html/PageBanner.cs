using System.Globalization;

namespace Unfazed.Core.Reports.Html;

/// <summary>The top of the page: the verdict, what it rests on, and which run this was.</summary>
internal static class PageBanner
{
    public static void Write(ValidationReport report, ReportContext context, Markup page)
    {
        var run = report.Run;
        page.Write($"<header class=\"banner {report.Verdict.WireName()}\">\n<div class=\"line\"><p class=\"project\">{run.Project}</p>");
        page.Raw("<button type=\"button\" id=\"theme\" hidden>Dark</button></div>\n");
        page.Write($"<h1>{Capital(report.Verdict.WireName())}</h1>\n<p class=\"reason\">{Capital(VerdictReason.Of(report).TrimStart(':', ' '))}.</p>\n");
        if (run.InputsChanged)
        {
            page.Raw("<p class=\"reason\">Files changed while this ran: the answer is for no single state of them.</p>\n");
        }

        page.Raw("<dl class=\"facts\">\n");
        Fact("Started", run.StartedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture), page);
        Fact("Took", $"{Elapsed.Of(run.Duration)} of {Elapsed.Of(run.Deadline)}", page);
        Fact("Run", run.State == RunState.Complete ? run.Id : $"{run.Id} ({run.State.WireName()})", page);
        Fact("Exit code", report.ExitCode.ToString(CultureInfo.InvariantCulture), page);
        page.Raw("</dl>\n");
        if (context.RunAgain is { } again)
        {
            page.Write($"<p class=\"again\">Run again: <code>{again}</code></p>\n");
        }

        page.Raw("</header>\n");
    }

    private static void Fact(string name, string value, Markup page) => page.Write($"<div><dt>{name}</dt><dd>{value}</dd></div>\n");

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
