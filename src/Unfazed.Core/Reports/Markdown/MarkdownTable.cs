using System.Globalization;

namespace Unfazed.Core.Reports.Markdown;

/// <summary>The table of the checks, those that did not pass first.</summary>
internal static class MarkdownTable
{
    /// <summary>How much of a message a row takes.</summary>
    public const int LongestMessage = 160;

    private const int LongestName = 60;

    /// <param name="report">The report.</param>
    /// <param name="text">Takes the table.</param>
    /// <param name="reserve">How much must be left for what follows.</param>
    public static void Write(ValidationReport report, BoundedText text, int reserve)
    {
        var checks = report.Checks.OrderBy(static check => check.Status == CheckStatus.Skipped ? 2 : check.Status == CheckStatus.Passed ? 1 : 0).ToList();
        if (checks.Count == 0)
        {
            text.TryAdd("Nothing was checked.\n\n");
            return;
        }

        text.TryAdd("| | check | dimension | | time |\n|:-:|---|---|---|--:|\n");
        var shown = checks.TakeWhile(check => text.TryAdd(Row(check), reserve)).Count();
        text.TryAdd("\n");
        if (shown < checks.Count)
        {
            text.TryAdd(string.Create(CultureInfo.InvariantCulture, $"… and {checks.Count - shown:N0} more checks.\n\n"));
        }
    }

    private static string Row(CheckResult check)
    {
        var tier = check.Tier == ValidationTier.Blocker ? "" : string.Create(CultureInfo.InvariantCulture, $" (tier {(int)check.Tier})");
        var time = check.Duration < TimeSpan.FromMilliseconds(1) ? "" : Elapsed.Of(check.Duration);
        var lines = check.Message.Split('\n', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var message = lines.Length > 1 ? check.Observation.ExitCode is { } code ? $"exit code {code}" : lines[0] : check.Message;
        return $"| {Sign(check.Status)} | {MarkdownText.Line(StatusText.NameOf(check), LongestName)} | {MarkdownText.Line(check.Dimension.Name, LongestName)}{tier} "
            + $"| {MarkdownText.Line(StatusText.Sentence(check.Status, message), LongestMessage)} | {time} |\n";
    }

    private static string Sign(CheckStatus status) => status switch
    {
        CheckStatus.Passed => "✅",
        CheckStatus.Failed => "❌",
        CheckStatus.TimedOut => "⏳",
        CheckStatus.CircuitOpen => "🔌",
        CheckStatus.Unavailable => "❔",
        CheckStatus.Error => "💥",
        CheckStatus.Cancelled => "🚫",
        _ => "➖",
    };
}
