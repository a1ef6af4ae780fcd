using Unfazed.Core;

namespace Unfazed.Integrations.Prometheus;

/// <summary>Results by check and directory, and what they found.</summary>
internal static class CheckMetrics
{
    public static IEnumerable<MetricFamily> Of(ValidationReport report, (string, string)[] scope)
    {
        var passed = new MetricFamily("unfazed_check_passed", "Whether a check passed.");
        var status = new MetricFamily("unfazed_check_status", "The status of a check: 1 for the one that it has.");
        var duration = new MetricFamily("unfazed_check_duration_seconds", "How long a check took; 0 when nothing was started.");
        var findings = new MetricFamily("unfazed_check_findings", "What a check found, by severity and state; only new errors and warnings count.");
        foreach (var check in report.Checks)
        {
            (string, string)[] labels =
            [
                .. scope, ("dimension", WireText.Of(check.Dimension.Name)), ("tier", check.Tier.WireName()),
                ("check", WireText.Of(check.Name)), ("directory", WireText.Of(check.Directory)),
            ];
            passed.Add(check.Status.IsPassed() ? 1 : 0, [.. labels]);
            status.Add(1, [.. labels, ("status", check.Status.WireName())]);
            duration.Add(check.Duration.TotalSeconds, [.. labels]);
            Count(check, findings, labels);
        }

        return [passed, status, duration, findings];
    }

    // Zeros for new findings, so that a rule sees them go; what is known or ignored stands there only when there is some.
    private static void Count(CheckResult check, MetricFamily findings, (string, string)[] labels)
    {
        foreach (var state in Enum.GetValues<FindingState>())
        {
            foreach (var severity in Enum.GetValues<Severity>())
            {
                var count = check.Findings.Count(finding => finding.State == state && finding.Severity == severity);
                if (count > 0 || state == FindingState.New)
                {
                    findings.Add(count, [.. labels, ("severity", severity.WireName()), ("state", state.WireName())]);
                }
            }
        }
    }
}
