using System.Globalization;
using Unfazed.Core;
using Unfazed.Core.Reports;

namespace Unfazed.Cli.Rendering;

/// <summary>The smallest useful text, for agents: a line a problem, bounded, and the verdict.</summary>
internal static class CompactReport
{
    private const int FindingLimit = 50;
    private const int OutputLimit = 5;

    public static string Render(ValidationReport report, RenderSettings settings)
    {
        var writer = new LineWriter(settings with { Width = null });
        var left = settings.Verbosity == Verbosity.Verbose ? int.MaxValue : FindingLimit;
        var hidden = 0;
        foreach (var check in report.Checks.Where(static check => !check.Status.IsPassed()))
        {
            var choice = FindingChoice.Of(check.Findings.Where(static finding => finding.Counts), left);
            WriteCheck(check, choice, writer);
            left -= choice.Shown.Length;
            hidden += choice.HiddenCount;
        }

        if (hidden > 0)
        {
            writer.Line(string.Create(CultureInfo.InvariantCulture, $"{hidden} more findings: {VerdictBlock.RunAgain(report, settings)} --format json"));
        }

        WriteVerdict(report, settings, writer);
        return writer.ToString();
    }

    private static void WriteCheck(CheckResult check, FindingChoice choice, LineWriter writer)
    {
        foreach (var finding in choice.Shown)
        {
            writer.Line($"{FindingPlace.Of(finding)} {check.Name}{(finding.Rule.Length == 0 ? "" : " " + finding.Rule)} {finding.Message}");
        }

        if (check.Status == CheckStatus.Failed && choice.Shown.Length + choice.HiddenCount > 0)
        {
            return;
        }

        var lines = check.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        writer.Line($"{StatusText.NameOf(check)} {check.Status.WireName()}: {string.Join(" | ", lines[^Math.Min(lines.Length, OutputLimit)..])}");
    }

    private static void WriteVerdict(ValidationReport report, RenderSettings settings, LineWriter writer)
    {
        var again = VerdictBlock.RunAgain(report, settings) is { } command ? $"; again: {command}" : "";
        writer.Line($"{report.Verdict.WireName()}{VerdictReason.Of(report)} in {Elapsed.Of(report.Run.Duration)}{again}");
    }
}
