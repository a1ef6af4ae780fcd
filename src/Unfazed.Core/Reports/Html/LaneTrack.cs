namespace Unfazed.Core.Reports.Html;

/// <summary>The picture of a lane, and the same in words for who does not see it.</summary>
internal static class LaneTrack
{
    public static void Write(CheckResult check, TimeScale scale, Markup page)
    {
        page.Write($"<svg class=\"track\" width=\"100%\" height=\"18\" role=\"img\" aria-label=\"{Words(check, scale)}\">");
        WriteGrid(scale, page);
        if (check.StartedAt is { } at)
        {
            var start = scale.Since(at);
            WriteWait(start, scale, page);
            page.Write($"<rect class=\"bar {check.Status.WireName()}\" x=\"{scale.At(start)}\" y=\"3\" width=\"{scale.Length(check.Duration.Whole().TotalMilliseconds)}\" height=\"12\" rx=\"3\"/>");
            if (IsEndedByForce(check))
            {
                page.Write($"<svg x=\"{scale.At(start + check.Duration.Whole().TotalMilliseconds)}\" overflow=\"visible\"><path class=\"kill\" d=\"M-4 5 4 13M-4 13 4 5\"/></svg>");
            }
        }
        else if (check.Status is CheckStatus.TimedOut or CheckStatus.Cancelled)
        {
            // It waited for its turn, and the run ended first.
            WriteWait(scale.Total, scale, page);
        }

        page.Raw("</svg>");
    }

    public static void WriteGrid(TimeScale scale, Markup page)
    {
        foreach (var mark in scale.Marks)
        {
            page.Write($"<line class=\"grid\" x1=\"{scale.At(mark)}\" x2=\"{scale.At(mark)}\" y1=\"-8\" y2=\"18\"/>");
        }
    }

    private static void WriteWait(double until, TimeScale scale, Markup page)
    {
        if (until > scale.First)
        {
            page.Write($"<rect class=\"wait\" x=\"{scale.At(scale.First)}\" y=\"8\" width=\"{scale.Length(until - scale.First)}\" height=\"2\"/>");
        }
    }

    private static bool IsEndedByForce(CheckResult check) =>
        check.Observation.KilledProcesses > 0 || check.Status == CheckStatus.TimedOut || (check.Status == CheckStatus.Cancelled && check.Observation.Attempts > 0);

    private static string Words(CheckResult check, TimeScale scale)
    {
        if (check.StartedAt is not { } at)
        {
            return check.Cached ? "answered by the cache" : "not started";
        }

        var start = scale.Since(at);
        var waited = start - scale.First >= 1 ? $"waited {Text(start - scale.First)}, " : "";
        var others = check.Observation.Details.TryGetValue("waited_ms", out var wait) && wait.Value is long time ? $"{Text(time)} of it for another run's lock, " : "";
        return $"{waited}{others}started {Text(start)} into the run, took {Elapsed.Of(check.Duration)}{(IsEndedByForce(check) ? ", ended by force" : "")}";
    }

    private static string Text(double milliseconds) => Elapsed.Of(TimeSpan.FromMilliseconds(milliseconds));
}
