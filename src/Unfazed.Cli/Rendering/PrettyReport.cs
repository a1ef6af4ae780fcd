using Unfazed.Core;
using Unfazed.Core.Reports;

namespace Unfazed.Cli.Rendering;

/// <summary>The report for people: a line a check, what is wrong with those that did not pass, the verdict, and what to run again.</summary>
internal static class PrettyReport
{
    private const int WidestName = 24;

    public static string Render(ValidationReport report, RenderSettings settings)
    {
        var writer = new LineWriter(settings);
        var checks = report.Checks.Where(check => settings.Verbosity != Verbosity.Quiet || !check.Status.IsPassed()).ToList();
        var nameWidth = checks.Select(static check => ColumnWidth.Of(TerminalText.CleanLine(StatusText.NameOf(check)))).DefaultIfEmpty().Max();
        var block = new CheckBlock(writer, Math.Min(nameWidth, settings.Width is { } width ? Math.Min(WidestName, width / 3) : WidestName));
        checks.ForEach(block.Write);
        if (checks.Count > 0)
        {
            writer.BlankLine();
        }

        VerdictBlock.Write(report, writer);
        return writer.ToString();
    }
}
