namespace Unfazed.Core.Reports.Html;

/// <summary>The filters over the findings. Hidden until the script is there that serves them.</summary>
internal static class FindingFilters
{
    public static void Write(FindingSelection selection, Markup page)
    {
        page.Raw("<form id=\"filters\" class=\"filters\" hidden>\n<div class=\"field\"><label for=\"words\">Search</label>");
        page.Raw("<input id=\"words\" type=\"search\" placeholder=\"path, rule, message\" autocomplete=\"off\" spellcheck=\"false\"></div>\n");
        WriteChecks(selection, page);
        page.Raw("<fieldset><legend>Severity</legend>");
        foreach (var severity in (Severity[])[Severity.Error, Severity.Warning, Severity.Note])
        {
            WriteBox("severity", severity.WireName(), selection.Shown.Count(shown => shown.Finding.Severity == severity), isChecked: true, page);
        }

        page.Raw("</fieldset>\n");
        WriteStates(selection, page);
        page.Raw("<div class=\"buttons\"><button type=\"button\" id=\"open\">Open all</button> <button type=\"button\" id=\"close\">Close all</button> <button type=\"reset\">Reset</button></div>\n");
        page.Raw("</form>\n<p id=\"counted\" role=\"status\" class=\"faint\"></p>\n");
    }

    private static void WriteChecks(FindingSelection selection, Markup page)
    {
        page.Raw("<div class=\"field\"><label for=\"check\">Check</label><select id=\"check\"><option value=\"\">all</option>");
        foreach (var group in selection.Shown.GroupBy(static shown => shown.Check.Name, StringComparer.Ordinal).OrderBy(static group => group.Key, StringComparer.Ordinal))
        {
            page.Write($"<option value=\"{group.Key}\">{group.Key} ({group.Count()})</option>");
        }

        page.Raw("</select></div>\n");
    }

    private static void WriteStates(FindingSelection selection, Markup page)
    {
        page.Raw("<fieldset><legend>State</legend>");
        foreach (var state in Enum.GetValues<FindingState>())
        {
            WriteBox("state", state.WireName(), selection.Shown.Count(shown => shown.Finding.State == state), state == FindingState.New, page);
        }

        page.Raw("</fieldset>\n");
    }

    private static void WriteBox(string name, string value, int count, bool isChecked, Markup page)
    {
        page.Write($"<label><input type=\"checkbox\" name=\"{name}\" value=\"{value}\"{(isChecked ? " checked" : "")}> {value} <span class=\"faint\">{count}</span></label>");
    }
}
