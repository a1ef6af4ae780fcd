using System.Globalization;

namespace Unfazed.Core.Reports.Html;

/// <summary>Which check ran when: waiting, running, ended by force, each a lane that opens to its details.</summary>
internal static class PageTimeline
{
    public static void Write(ValidationReport report, Markup page)
    {
        page.Raw("<section aria-labelledby=\"h-checks\">\n<h2 id=\"h-checks\">Checks, and when they ran</h2>\n");
        if (!report.Checks.Any())
        {
            page.Raw("<p>There was none.</p>\n</section>\n");
            return;
        }

        var scale = new TimeScale(report);
        page.Raw("<ol class=\"lanes\">\n");
        WriteAxis(scale, page);
        WriteBefore(scale, page);
        var index = 0;
        foreach (var check in report.Checks)
        {
            WriteLane(check, index++, scale, page);
        }

        page.Raw("</ol>\n<p class=\"legend\" aria-hidden=\"true\"><span><span class=\"swatch wait\"></span> waits</span> <span><span class=\"swatch passed\"></span> passed</span> ");
        page.Raw("<span><span class=\"swatch failed\"></span> failed</span> <span><span class=\"swatch timed_out\"></span> no answer</span> <span><span class=\"kill\">✕</span> ended by force</span></p>\n</section>\n");
    }

    private static void WriteAxis(TimeScale scale, Markup page)
    {
        page.Raw("<li class=\"axis\" aria-hidden=\"true\"><svg class=\"track\" width=\"100%\" height=\"18\">");
        foreach (var mark in scale.Marks)
        {
            // The last one would stand out of the picture.
            var anchor = scale.IsAtStart(mark) ? "start" : scale.IsAtEnd(mark) ? "end" : "middle";
            page.Write($"<text x=\"{scale.At(mark)}\" y=\"13\" text-anchor=\"{anchor}\">{Elapsed.Of(TimeSpan.FromMilliseconds(mark))}</text>");
        }

        page.Raw("</svg></li>\n");
    }

    // What a run does before it can start anything is its time, too.
    private static void WriteBefore(TimeScale scale, Markup page)
    {
        if (scale.First < 1)
        {
            return;
        }

        var took = Elapsed.Of(TimeSpan.FromMilliseconds(scale.First));
        page.Raw("<li class=\"lane before\"><div class=\"row\"><span class=\"name\">planning</span>");
        page.Write($"<svg class=\"track\" width=\"100%\" height=\"18\" role=\"img\" aria-label=\"the first {took} of the run\">");
        LaneTrack.WriteGrid(scale, page);
        page.Write($"<rect class=\"bar plan\" x=\"0\" y=\"6\" width=\"{scale.At(scale.First)}\" height=\"6\" rx=\"3\"/></svg><span class=\"took\">{took}</span></div></li>\n");
    }

    private static void WriteLane(CheckResult check, int index, TimeScale scale, Markup page)
    {
        page.Write($"<li class=\"lane\" id=\"check-{index}\"><details><summary>");
        page.Raw("<span class=\"name\">");
        StatusIcon.Write(check.Status, page);
        page.Write($"<span class=\"vh\">{check.Status.WireName().Replace('_', ' ')}:</span> {StatusText.NameOf(check)}</span>");
        LaneTrack.Write(check, scale, page);
        page.Write($"<span class=\"took\">{(check.StartedAt is null && check.Duration == TimeSpan.Zero ? "–" : Elapsed.Of(check.Duration))}</span>");
        page.Write($"<span class=\"said\">{Said(check)}");
        foreach (var chip in Chips(check))
        {
            page.Write($" <span class=\"chip\">{chip}</span>");
        }

        page.Raw("</span></summary>\n");
        LaneDetails.Write(check, page);
        page.Raw("</details></li>\n");
    }

    private static string Said(CheckResult check)
    {
        var lines = check.Message.Split('\n', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var message = lines.Length > 1 && check.Observation.ExitCode is { } code ? $"exit code {code}" : check.Message;
        return ShortText.Line(StatusText.Sentence(check.Status, message), 240);
    }

    private static IEnumerable<string> Chips(CheckResult check)
    {
        yield return check.Dimension.Name;
        if (check.Tier != ValidationTier.Blocker)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"tier {(int)check.Tier}");
        }

        if (check.Cached)
        {
            yield return "from the cache";
        }

        if (check.Observation.Attempts > 1)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{check.Observation.Attempts} attempts");
        }

        if (check.Observation.KilledProcesses > 0)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{check.Observation.KilledProcesses} ended by force");
        }
    }
}
