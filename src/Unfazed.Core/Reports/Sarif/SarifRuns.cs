using System.Collections.Immutable;

namespace Unfazed.Core.Reports.Sarif;

/// <summary>Which tools stand in which run.</summary>
internal static class SarifRuns
{
    /// <summary>GitHub's code scanning takes twenty runs in a file; one is left for whoever adds to it.</summary>
    public const int Most = 19;

    /// <summary>
    /// One run a tool, in the order of the plan. Where there are more tools than runs, the last of them share the last run, each as an
    /// extension of Unfazed. By the plan and not by what was found: a tool that moved from run to run would close its own alerts.
    /// </summary>
    public static ImmutableArray<SarifRun> Of(ValidationReport report)
    {
        var tools = report.Checks.GroupBy(static check => SarifTool.WellFormed(check.Name), StringComparer.Ordinal)
            .Select(static checks => new SarifTool(checks.Key, [.. checks]))
            .ToImmutableArray();
        return tools.Length <= Most
            ? [.. tools.Select(static tool => new SarifRun([tool], IsShared: false))]
            : [.. tools[..(Most - 1)].Select(static tool => new SarifRun([tool], IsShared: false)), new SarifRun(tools[(Most - 1)..], IsShared: true)];
    }
}

/// <summary>A run of the document.</summary>
/// <param name="Tools">Whose it is.</param>
/// <param name="IsShared">Whether several tools share it.</param>
internal sealed record SarifRun(ImmutableArray<SarifTool> Tools, bool IsShared)
{
    /// <summary>The name of its driver.</summary>
    public string Driver => IsShared ? "unfazed" : Tools[0].Name;
}
