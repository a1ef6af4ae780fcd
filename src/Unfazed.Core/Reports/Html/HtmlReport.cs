using System.Text;

namespace Unfazed.Core.Reports.Html;

/// <summary>
/// Writes a report as one HTML page that needs nothing else: no request leaves it, and it tells everything without its script too,
/// which adds the filters.
/// </summary>
internal static class HtmlReport
{
    private const int BufferSize = 64 * 1024;

    public static void Write(ValidationReport report, ReportContext context, Stream output)
    {
        using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), BufferSize, leaveOpen: true) { NewLine = "\n" };
        var page = new Markup(writer);
        var selection = FindingSelection.Of(report);
        PageHead.Write(report, page);
        page.Raw("<body>\n<a class=\"skip\" href=\"#main\">Skip to the results</a>\n");
        StatusIcon.WriteAll(page);
        PageBanner.Write(report, context, page);
        page.Raw("<main id=\"main\">\n");
        PageFigures.Write(report, page);
        PageUnverified.Write(report, page);
        PageTimeline.Write(report, page);
        PageFindings.Write(selection, new SourceLines(context, report.Run), page);
        PageRemarks.Write(report, page);
        page.Raw("</main>\n");
        page.Write($"<footer>Unfazed {ProductVersion.Current} · run {report.Run.Id}</footer>\n");
        page.Raw("<script>");
        page.Raw(PageAssets.Script);
        page.Raw("</script>\n</body>\n</html>\n");
    }
}
