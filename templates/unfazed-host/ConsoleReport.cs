using Unfazed.Core;
using Unfazed.Core.Orchestration;

namespace UnfazedHost;

/// <summary>Says what happens as it happens, and the verdict at the end. What tools print is not ours: every line is cleaned.</summary>
internal sealed class ConsoleReport : IRunListener
{
    private const int ShownFindings = 10;

    public void On(RunEvent runEvent)
    {
        switch (runEvent)
        {
            case RunNotice notice:
                Say(notice.Message);
                break;
            case CheckFinished finished:
                Tell(finished.Result);
                break;
            case RunFinished finished:
                var report = finished.Report;
                Say($"{report.Run.Project}: {report.Verdict.WireName()}, {report.Checks.Count()} checks in {report.Run.Duration.TotalSeconds:0.0}s");
                break;
        }
    }

    private static void Tell(CheckResult check)
    {
        Say($"{check.Status.WireName(),-12} {check.Name}: {check.Message}");
        var counting = check.Findings.Where(finding => finding.Counts).ToList();
        foreach (var finding in counting.Take(ShownFindings))
        {
            Say($"    {finding.Path}:{finding.Line} {finding.Rule} {finding.Message}");
        }

        if (counting.Count > ShownFindings)
        {
            Say($"    and {counting.Count - ShownFindings} more");
        }
    }

    private static void Say(string line) => Console.WriteLine(TerminalText.CleanLine(line));
}
