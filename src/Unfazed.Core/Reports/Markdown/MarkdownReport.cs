using System.Globalization;
using System.Text;

namespace Unfazed.Core.Reports.Markdown;

/// <summary>
/// Writes a report as Markdown for a pull request or a job summary: the verdict, a table of the checks, what they found. Never longer
/// than a comment may be; what does not fit is counted.
/// </summary>
internal static class MarkdownReport
{
    /// <summary>GitHub refuses comments beyond 65,536 characters; the rest is for whoever wraps this.</summary>
    public const int Limit = 60_000;

    private const int Tail = 2_000;
    private const int LongestReason = 4_000;

    public static void Write(ValidationReport report, ReportContext context, Stream output)
    {
        var text = new BoundedText(Limit);
        text.TryAdd($"## {Sign(report.Verdict)} Unfazed: {report.Verdict.WireName()}\n\n");
        var reason = VerdictReason.Of(report);
        var space = reason.StartsWith(' ') ? " " : "";
        text.TryAdd($"**{Capital(report.Verdict.WireName())}**{space}{MarkdownText.Line(reason, LongestReason)} in {Elapsed.Of(report.Run.Duration)}\n\n", Tail);
        if (report.Run.InputsChanged)
        {
            text.TryAdd("Files changed while this ran: the answer is for no single state of them.\n\n", Tail);
        }

        MarkdownTable.Write(report, text, reserve: Limit / 2);
        var checks = report.Checks.Where(MarkdownSection.IsNeeded).OrderBy(static check => check.Tier).ToList();
        var left = checks.Count;
        var untold = 0;
        foreach (var check in checks)
        {
            // Each has its share of what is left, so that the first cannot take it all.
            untold += MarkdownSection.TryWrite(check, text, (text.Left - Tail) / left--, Tail) ? 0 : 1;
        }

        WriteTail(report, context, untold, text);
        output.Write(Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static void WriteTail(ValidationReport report, ReportContext context, int untold, BoundedText text)
    {
        if (untold > 0)
        {
            text.TryAdd(string.Create(CultureInfo.InvariantCulture, $"What {untold:N0} more checks say does not fit here.\n\n"));
        }

        if (FindingTally.Of(report).Unshown() is { Length: > 0 } unshown)
        {
            text.TryAdd($"Not shown: {unshown}.\n\n");
        }

        foreach (var suggestion in report.Suggestions.Take(3))
        {
            text.TryAdd($"Suggestion: {MarkdownText.Line(suggestion, 150)}\n\n");
        }

        if (context.RunAgain is { Length: < 300 } again)
        {
            text.TryAdd($"Run again: {MarkdownText.Code(again, 300)}\n");
        }
    }

    private static string Sign(Verdict verdict) => verdict switch
    {
        Verdict.Passed => "✅",
        Verdict.Blocked => "❌",
        _ => "⚠️",
    };

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}
