using System.Text;
using Unfazed.Core;

namespace Unfazed.Integrations.QuestDb;

/// <summary>A run as rows: one in <c>unfazed_runs</c>, one for each check in <c>unfazed_results</c>. All bear the time at which the run began.</summary>
internal static class RunRows
{
    /// <summary>The lines.</summary>
    public static string Write(ToldRun run)
    {
        var text = new StringBuilder(OfRun(run));
        foreach (var check in run.Report.Checks)
        {
            text.Append(OfCheck(run, check));
        }

        return text.ToString();
    }

    private static string OfRun(ToldRun run)
    {
        var (report, info) = (run.Report, run.Report.Run);
        var counting = report.Checks.SelectMany(static check => check.Findings).Where(static finding => finding.State == FindingState.New).ToList();
        return new LineProtocol("unfazed_runs")
            .Tag("project", run.Project)
            .Tag("branch", run.Branch)
            .Tag("verdict", report.Verdict.WireName())
            .Tag("state", info.State.WireName())
            .Tags(run.Labels)
            .Field("run", info.Id)
            .Field("exit_code", report.ExitCode)
            .Field("whole", run.IsWhole)
            .Field("duration_ms", (long)info.Duration.TotalMilliseconds)
            .Field("deadline_ms", (long)info.Deadline.TotalMilliseconds)
            .Field("checks", report.Checks.Count())
            .Field("cached", report.Checks.Count(static check => check.Cached))
            .Field("errors", counting.Count(static finding => finding.Severity == Severity.Error))
            .Field("warnings", counting.Count(static finding => finding.Severity == Severity.Warning))
            .Field("notes", counting.Count(static finding => finding.Severity == Severity.Note))
            .At(info.StartedAt);
    }

    private static string OfCheck(ToldRun run, CheckResult check)
    {
        long Count(Severity severity) => check.Findings.Count(finding => finding.State == FindingState.New && finding.Severity == severity);
        return new LineProtocol("unfazed_results")
            .Tag("project", run.Project)
            .Tag("branch", run.Branch)
            .Tag("dimension", check.Dimension.Name)
            .Tag("tier", check.Tier.WireName())
            .Tag("check", check.Name)
            .Tag("directory", check.Directory)
            .Tag("status", check.Status.WireName())
            .Tags(run.Labels)
            .Field("run", run.Report.Run.Id)
            .Field("passed", check.Status.IsPassed())
            .Field("cached", check.Cached)
            .Field("duration_ms", (long)check.Duration.TotalMilliseconds)
            .Field("attempts", check.Observation.Attempts)
            .Field("errors", Count(Severity.Error))
            .Field("warnings", Count(Severity.Warning))
            .Field("notes", Count(Severity.Note))
            .Field("known", check.Findings.Count(static finding => finding.State == FindingState.Known))
            .Field("ignored", check.Findings.Count(static finding => finding.State == FindingState.Ignored))
            .Field("error", check.Observation.Error)
            .At(run.Report.Run.StartedAt);
    }
}
