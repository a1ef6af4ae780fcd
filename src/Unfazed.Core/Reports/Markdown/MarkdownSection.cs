using System.Globalization;
using System.Text;

namespace Unfazed.Core.Reports.Markdown;

/// <summary>What a check that did not pass has to say.</summary>
internal static class MarkdownSection
{
    private const int LongestName = 80;
    private const int LongestPath = 200;
    private const int LongestMessage = 300;
    private const int OutputLines = 20;
    private const int RestRules = 5;

    // For the line that counts what is left, and the end of the section.
    private const int Ending = 600;

    /// <summary>Whether there is more to say than the table does.</summary>
    public static bool IsNeeded(CheckResult check) => !check.Status.IsPassed()
        && (check.Findings.Any(static finding => finding.Counts) || check.FixSuggestion is not null
            || check.Message.Length > MarkdownTable.LongestMessage || check.Message.Contains('\n', StringComparison.Ordinal));

    /// <summary>Writes the section, as much of it as its share takes.</summary>
    /// <returns>False when nothing of it could be written.</returns>
    public static bool TryWrite(CheckResult check, BoundedText text, int share, int reserve)
    {
        var own = new BoundedText(share - Ending);
        if (!own.TryAdd($"<details open>\n<summary><b>{MarkdownText.Html(StatusText.NameOf(check), LongestName)}</b>: {MarkdownText.Html(Headline(check), LongestMessage)}</summary>\n\n"))
        {
            return false;
        }

        WriteOutput(check, own);
        var counting = check.Findings.Where(static finding => finding.Counts).OrderByDescending(static finding => finding.Severity).ToList();
        var shown = counting.TakeWhile(finding => own.TryAdd(Item(finding))).Count();
        var section = new StringBuilder(own.ToString());
        if (shown < counting.Count)
        {
            section.Append(Rest(counting.Skip(shown).ToList()));
        }

        if (check.FixSuggestion is { Length: < 200 } fix)
        {
            section.Append(CultureInfo.InvariantCulture, $"\n→ {MarkdownText.Code(fix, 200)}\n");
        }

        return text.TryAdd(section.Append("\n</details>\n\n").ToString(), reserve);
    }

    private static string Headline(CheckResult check) =>
        check.Message.Contains('\n', StringComparison.Ordinal) && check.Observation.ExitCode is { } code
            ? StatusText.Sentence(check.Status, string.Create(CultureInfo.InvariantCulture, $"exit code {code}"))
            : StatusText.Sentence(check.Status, check.Message);

    // A tool without findings speaks through the end of its output.
    private static void WriteOutput(CheckResult check, BoundedText own)
    {
        var lines = check.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length < 2)
        {
            return;
        }

        var shown = lines[^Math.Min(lines.Length, OutputLines)..].Select(static line => ShortText.Line(line, LongestMessage));
        if (lines.Length > OutputLines)
        {
            shown = shown.Prepend(string.Create(CultureInfo.InvariantCulture, $"… {lines.Length - OutputLines:N0} lines before"));
        }

        own.TryAdd(MarkdownText.Block(shown) + "\n");
    }

    private static string Item(Finding finding)
    {
        var rule = finding.Rule.Length == 0 ? "" : $" **{MarkdownText.Line(finding.Rule, LongestName)}**";
        var linked = rule.Length > 0 && WebLink.Of(finding.Url) is { Length: < LongestPath } address ? $" [{rule.Trim()}](<{address}>)" : rule;
        return $"- {MarkdownText.Code(FindingPlace.Of(finding), LongestPath)}{linked} {MarkdownText.Line(finding.Message, LongestMessage)}\n";
    }

    private static string Rest(List<Finding> rest)
    {
        var rules = rest.GroupBy(static finding => finding.Rule, StringComparer.Ordinal)
            .Where(static group => group.Key.Length > 0)
            .OrderByDescending(static group => group.Count())
            .ThenBy(static group => group.Key, StringComparer.Ordinal)
            .Take(RestRules)
            .Select(static group => string.Create(CultureInfo.InvariantCulture, $"{MarkdownText.Line(group.Key, 20)} {group.Count():N0}"));
        var list = string.Join(", ", rules);
        return string.Create(CultureInfo.InvariantCulture, $"\n… and {rest.Count:N0} more{(list.Length == 0 ? "" : $": {list}")}\n");
    }
}
