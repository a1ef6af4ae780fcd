namespace Unfazed.Core.Reports.Html;

/// <summary>The signs of the statuses, drawn: not every font has them. Each has a form of its own, so that none is told by colour alone.</summary>
internal static class StatusIcon
{
    /// <summary>The drawings, once a page.</summary>
    public static void WriteAll(Markup page)
    {
        page.Raw("<svg width=\"0\" height=\"0\" aria-hidden=\"true\" class=\"vh\"><defs>\n");
        foreach (var status in Enum.GetValues<CheckStatus>())
        {
            page.Write($"<symbol id=\"i-{status.WireName()}\" viewBox=\"0 0 16 16\"><path d=\"{Drawing(status)}\"/></symbol>\n");
        }

        page.Raw("</defs></svg>\n");
    }

    public static void Write(CheckStatus status, Markup page) =>
        page.Write($"<svg class=\"sign {status.WireName()}\" aria-hidden=\"true\" width=\"16\" height=\"16\"><use href=\"#i-{status.WireName()}\"/></svg>");

    private static string Drawing(CheckStatus status) => status switch
    {
        CheckStatus.Passed => "M3 8.5 6.5 12 13 4.5",
        CheckStatus.Failed => "M4 4 12 12M12 4 4 12",
        CheckStatus.TimedOut => "M14 8A6 6 0 1 1 2 8A6 6 0 1 1 14 8M8 4.5V8L10.5 9.5",
        CheckStatus.CircuitOpen => "M14 8A6 6 0 1 1 2 8A6 6 0 1 1 14 8M3.8 12.2 12.2 3.8",
        CheckStatus.Unavailable => "M5.2 5.6A2.8 2.8 0 1 1 8 8.6V10M8 13V13.1",
        CheckStatus.Error => "M8 2.5V9.5M8 13V13.1",
        CheckStatus.Cancelled => "M2.5 9C4.5 5.5 6.5 6.5 8 8S11.5 10.5 13.5 7",
        _ => "M4 8H12",
    };
}
