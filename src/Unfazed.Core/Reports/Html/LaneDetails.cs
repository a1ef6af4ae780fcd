using System.Collections.Immutable;
using System.Globalization;

namespace Unfazed.Core.Reports.Html;

/// <summary>What there is to know of a check, behind its lane.</summary>
internal static class LaneDetails
{
    private const int LongestOutput = 60;
    private const int LongestLine = 400;
    private const int LongestFact = 2_000;

    public static void Write(CheckResult check, Markup page)
    {
        var seen = check.Observation;
        page.Raw("<div class=\"more\">\n<dl class=\"facts\">\n");
        Fact("Command", string.Join(' ', seen.Command), page);
        Fact("Runs in", check.Directory is "." ? "" : check.Directory, page);
        Fact("Version", seen.Version, page);
        Fact("Exit code", seen.ExitCode?.ToString(CultureInfo.InvariantCulture), page);
        Fact("Reason", seen.Error, page);
        Fact("Attempts", seen.Attempts > 1 ? seen.Attempts.ToString(CultureInfo.InvariantCulture) : null, page);
        Fact("Processes ended by force", seen.KilledProcesses > 0 ? seen.KilledProcesses.ToString(CultureInfo.InvariantCulture) : null, page);
        Fact("Log", seen.Log, page);
        Fact("To do", check.FixSuggestion, page);
        foreach (var (name, detail) in seen.Details)
        {
            Fact(name.Replace('_', ' '), TextOf(detail), page);
        }

        page.Raw("</dl>\n");
        WriteOutput(check, page);
        page.Raw("</div>\n");
    }

    private static void WriteOutput(CheckResult check, Markup page)
    {
        var lines = check.Message.Split('\n');
        if (lines.Length < 2)
        {
            return;
        }

        page.Raw("<pre>");
        if (lines.Length > LongestOutput)
        {
            page.Write($"… {lines.Length - LongestOutput:N0} lines before\n");
        }

        foreach (var line in lines[^Math.Min(lines.Length, LongestOutput)..])
        {
            page.Text(line.Length > LongestLine ? line[..LongestLine] + "…" : line);
            page.Raw("\n");
        }

        page.Raw("</pre>\n");
    }

    private static void Fact(string name, string? value, Markup page)
    {
        if (!string.IsNullOrEmpty(value))
        {
            page.Write($"<div><dt>{name}</dt><dd>{ShortText.Line(value, LongestFact)}</dd></div>\n");
        }
    }

    private static string? TextOf(DetailValue detail) => detail.Value switch
    {
        string text => text,
        ImmutableArray<string> texts => string.Join(", ", texts),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        bool truth => truth ? "yes" : "no",
        _ => null,
    };
}
