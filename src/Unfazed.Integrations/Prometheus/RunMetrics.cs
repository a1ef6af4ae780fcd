using Unfazed.Core;

namespace Unfazed.Integrations.Prometheus;

/// <summary>A run as metrics: what the last run of a project and branch said.</summary>
internal static class RunMetrics
{
    /// <summary>The document.</summary>
    /// <param name="run">The run.</param>
    /// <param name="isPerCheck">Whether each check and directory has metrics; they are most of the document.</param>
    public static string Write(ToldRun run, bool isPerCheck = true)
    {
        (string, string)[] scope =
        [
            ("project", WireText.Of(run.Project)), ("branch", WireText.Of(run.Branch)), .. run.Labels.Select(static label => (label.Key, WireText.Of(label.Value))),
        ];
        return ExpositionText.Write([.. OfRun(run, scope), .. DimensionMetrics.Of(run.Report, scope), .. isPerCheck ? CheckMetrics.Of(run.Report, scope) : [], BreakerMetrics.Of(run, scope)]);
    }

    private static IEnumerable<MetricFamily> OfRun(ToldRun run, (string, string)[] scope)
    {
        var (report, info) = (run.Report, run.Report.Run);
        yield return One(RunTimestamp.Metric, "When the last run began, in seconds since 1970.", (info.StartedAt - DateTimeOffset.UnixEpoch).TotalSeconds, scope);
        yield return One("unfazed_run_duration_seconds", "How long the last run took, from the start of the process to the sealing of its report.", info.Duration.TotalSeconds, scope);
        yield return One("unfazed_run_deadline_seconds", "The deadline of the last run.", info.Deadline.TotalSeconds, scope);
        yield return One("unfazed_run_deadline_used_ratio", "How much of its deadline the last run used, 1 for all of it.", info.Deadline > TimeSpan.Zero ? info.Duration / info.Deadline : 0, scope);
        yield return One("unfazed_run_whole", "Whether the last run was asked for everything (1), or for some checks or files alone (0).", run.IsWhole ? 1 : 0, scope);
        yield return One("unfazed_run_exit_code", "The exit code of the last run.", report.ExitCode, scope);
        yield return One("unfazed_run_cached_checks", "Checks of the last run that the cache answered.", report.Checks.Count(static check => check.Cached), scope);
        var verdict = new MetricFamily("unfazed_run_verdict", "The verdict of the last run: 1 for the one that it is.");
        foreach (var one in Enum.GetValues<Verdict>())
        {
            verdict.Add(one == report.Verdict ? 1 : 0, [.. scope, ("verdict", one.WireName())]);
        }

        yield return verdict;
        var state = new MetricFamily("unfazed_run_state", "How the last run ended: 1 for the state that it is.");
        foreach (var one in Enum.GetValues<RunState>())
        {
            state.Add(one == info.State ? 1 : 0, [.. scope, ("state", one.WireName())]);
        }

        yield return state;
        var checks = new MetricFamily("unfazed_run_checks", "Checks of the last run by status.");
        foreach (var status in Enum.GetValues<CheckStatus>())
        {
            checks.Add(report.Checks.Count(check => check.Status == status), [.. scope, ("status", status.WireName())]);
        }

        yield return checks;
    }

    private static MetricFamily One(string name, string help, double value, (string, string)[] scope)
    {
        var family = new MetricFamily(name, help);
        family.Add(value, [.. scope]);
        return family;
    }
}
