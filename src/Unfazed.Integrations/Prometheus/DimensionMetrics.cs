using Unfazed.Core;

namespace Unfazed.Integrations.Prometheus;

/// <summary>Results by dimension and tier.</summary>
internal static class DimensionMetrics
{
    public static IEnumerable<MetricFamily> Of(ValidationReport report, (string, string)[] scope)
    {
        var passed = new MetricFamily("unfazed_dimension_passed", "Whether a dimension passed in a tier.");
        var status = new MetricFamily("unfazed_dimension_status", "The status of a dimension in a tier: 1 for the one that it has.");
        var duration = new MetricFamily("unfazed_dimension_duration_seconds", "The longest of a dimension's checks.");
        foreach (var result in report.Results)
        {
            (string, string)[] labels = [.. scope, ("dimension", WireText.Of(result.Dimension.Name)), ("tier", result.Tier.WireName())];
            passed.Add(result.Passed ? 1 : 0, [.. labels]);
            status.Add(1, [.. labels, ("status", result.Status.WireName())]);
            duration.Add(result.Duration.TotalSeconds, [.. labels]);
        }

        return [passed, status, duration];
    }
}
