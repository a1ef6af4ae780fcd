using System.Collections.Immutable;

namespace Unfazed.Core.Reports.Html;

/// <summary>The lines of one file around its findings.</summary>
internal sealed class SourceExcerpts(ImmutableArray<string> lines)
{
    private const int Around = 2;
    private const int MostLines = 8;
    private const int LongestLine = 240;

    public void Write(Finding finding, Markup page)
    {
        if (lines.IsEmpty || finding.Line is not { } line || line < 1 || line > lines.Length)
        {
            return;
        }

        var end = Math.Clamp(finding.EndLine ?? line, line, line + MostLines - 1);
        var last = Math.Min(lines.Length, end + Around);
        page.Raw("<pre class=\"source\"><code>");
        for (var number = Math.Max(1, line - Around); number <= last; number++)
        {
            var text = lines[number - 1].TrimEnd('\r');
            var isHit = number >= line && number <= end;
            page.Write($"<span data-line=\"{number}\"");
            page.Raw(isHit ? " class=\"hit\">" : ">");
            WriteText(text, isHit && number == line ? finding : null, page);
            page.Raw("</span>\n");
        }

        page.Raw("</code></pre>");
    }

    private static void WriteText(string text, Finding? finding, Markup page)
    {
        var shown = text.Length > LongestLine ? text[..LongestLine] : text;
        var start = (finding?.Column ?? 0) - 1;
        var isOneLine = finding?.EndLine is null || finding.EndLine == finding.Line;
        var end = isOneLine && finding?.EndColumn is { } column ? Math.Min(column - 1, shown.Length) : shown.Length;

        // Tools count columns in different units: a mark stands only where it certainly lies in the line.
        if (start >= 0 && start < end && finding?.EndColumn is not null)
        {
            page.Text(shown[..start]);
            page.Raw("<mark>");
            page.Text(shown[start..end]);
            page.Raw("</mark>");
            page.Text(shown[end..]);
        }
        else
        {
            page.Text(shown);
        }

        if (text.Length > LongestLine)
        {
            page.Write($"… ({text.Length - LongestLine:N0} more)");
        }
    }
}
