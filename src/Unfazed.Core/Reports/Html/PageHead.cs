namespace Unfazed.Core.Reports.Html;

/// <summary>The head of the page.</summary>
internal static class PageHead
{
    public static void Write(ValidationReport report, Markup page)
    {
        page.Raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        page.Write($"<meta http-equiv=\"Content-Security-Policy\" content=\"{PageAssets.Policy}\">\n");
        page.Raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        page.Raw("<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"color-scheme\" content=\"light dark\">\n");
        page.Write($"<title>{report.Run.Project}: {report.Verdict.WireName()} – Unfazed</title>\n");
        page.Raw($"<link rel=\"icon\" href=\"{Icon(report.Verdict)}\">\n");
        page.Raw("<style>");
        page.Raw(PageAssets.Style);
        page.Raw("</style>\n</head>\n");
    }

    private static string Icon(Verdict verdict)
    {
        var color = verdict switch { Verdict.Passed => "1a7f37", Verdict.Blocked => "cf222e", _ => "bf8700" };
        return $"data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 viewBox=%220 0 16 16%22%3E%3Ccircle cx=%228%22 cy=%228%22 r=%227%22 fill=%22%23{color}%22/%3E%3C/svg%3E";
    }
}
