using System.Collections.Immutable;
using System.Globalization;

namespace Unfazed.Core.Reports.Html;

/// <summary>What was found, by file, with filters.</summary>
internal static class PageFindings
{
    private const int OpenFiles = 25;
    private const int OpenFindings = 200;

    public static void Write(FindingSelection selection, SourceLines sources, Markup page)
    {
        page.Raw("<section aria-labelledby=\"h-findings\" id=\"findings\">\n<h2 id=\"h-findings\">Findings by file</h2>\n");
        if (selection.Shown.IsEmpty)
        {
            page.Raw("<p>Nothing was found.</p>\n</section>\n");
            return;
        }

        FindingFilters.Write(selection, page);
        if (selection.All > selection.Shown.Length)
        {
            page.Write($"<p class=\"cut\">The most severe {selection.Shown.Length:N0} of {selection.All:N0} findings are on this page; <code>--format json</code> has all.</p>\n");
        }

        var files = selection.Shown.GroupBy(static shown => shown.Finding.Path, StringComparer.Ordinal).ToList();
        var isOpen = files.Count <= OpenFiles && selection.Shown.Length <= OpenFindings;
        foreach (var file in files)
        {
            WriteFile(file.Key, [.. file], isOpen, selection.Secretive.Contains(file.Key ?? "") ? null : sources, page);
        }

        page.Raw("<p class=\"nothing\" hidden>No finding is like that.</p>\n</section>\n");
    }

    private static void WriteFile(string? path, ImmutableArray<ShownFinding> findings, bool isOpen, SourceLines? sources, Markup page)
    {
        var shown = findings.Count(static shown => shown.Finding.State == FindingState.New);
        page.Raw(shown == 0 ? "<details class=\"file\" hidden" : "<details class=\"file\"");
        page.Raw(isOpen ? " open>" : ">");
        page.Write($"<summary><span class=\"path\">{path ?? "Without a file"}</span> <span class=\"count\">{shown}</span></summary>\n<ul>\n");
        var excerpts = new SourceExcerpts(sources?.Of(path) ?? []);
        foreach (var finding in findings)
        {
            WriteFinding(finding, excerpts, page);
        }

        page.Raw("</ul>\n</details>\n");
    }

    private static void WriteFinding(ShownFinding shown, SourceExcerpts excerpts, Markup page)
    {
        var finding = shown.Finding;
        var (severity, state) = (finding.Severity.WireName(), finding.State.WireName());
        page.Write($"<li class=\"finding\" data-severity=\"{severity}\" data-state=\"{state}\" data-check=\"{shown.Check.Name}\"");
        page.Raw(finding.State == FindingState.New ? ">" : " hidden>");
        page.Write($"<p><span class=\"tag {severity}\">{severity}</span> ");
        if (finding.State != FindingState.New)
        {
            page.Write($"<span class=\"tag\">{state}</span> ");
        }

        if (finding.Line is { } line)
        {
            page.Write($"<span class=\"at\">{Place(line, finding.Column)}</span> ");
        }

        page.Write($"<span class=\"message\">{ShortText.Line(finding.Message, 1_000)}</span> ");
        WriteRule(shown, page);
        page.Raw("</p>");
        excerpts.Write(finding, page);
        page.Raw("</li>\n");
    }

    private static void WriteRule(ShownFinding shown, Markup page)
    {
        var (check, finding) = (shown.Check, shown.Finding);
        page.Write($"<span class=\"rule\">{check.Name} ");
        if (WebLink.Of(finding.Url) is { } address && finding.Rule.Length > 0)
        {
            page.Write($"<a href=\"{address}\" rel=\"noreferrer noopener\">{finding.Rule}</a>");
        }
        else
        {
            page.Text(finding.Rule);
        }

        page.Raw("</span>");
    }

    private static string Place(int line, int? column) => column is null
        ? string.Create(CultureInfo.InvariantCulture, $"line {line}")
        : string.Create(CultureInfo.InvariantCulture, $"line {line}:{column}");
}
