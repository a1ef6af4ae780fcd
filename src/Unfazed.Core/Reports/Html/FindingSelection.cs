using System.Collections.Immutable;

namespace Unfazed.Core.Reports.Html;

/// <summary>The findings that the page shows: all, or as many as a browser still handles well, the most severe first.</summary>
internal sealed record FindingSelection
{
    /// <summary>How many a page shows.</summary>
    public const int Most = 5_000;

    /// <summary>Those that are shown, by path, then as they came.</summary>
    public required ImmutableArray<ShownFinding> Shown { get; init; }

    /// <summary>How many there are.</summary>
    public required int All { get; init; }

    /// <summary>The paths of files in which a scanner found secrets: their lines are not shown.</summary>
    public required ImmutableHashSet<string> Secretive { get; init; }

    public static FindingSelection Of(ValidationReport report)
    {
        var all = report.Checks.SelectMany(static check => check.Findings.Select(finding => new ShownFinding(check, finding))).ToList();
        var chosen = all.Count <= Most ? all : [.. all.OrderBy(static shown => shown.Rank).Take(Most)];
        return new FindingSelection
        {
            Shown = [.. chosen.OrderBy(static shown => shown.Finding.Path, StringComparer.Ordinal).ThenBy(static shown => shown.Finding.Line ?? 0)],
            All = all.Count,
            Secretive = [.. all.Where(static shown => SecretScanners.Contains(shown.Finding.Tool)).Select(static shown => shown.Finding.Path).OfType<string>()],
        };
    }
}

/// <summary>A finding with the check that found it.</summary>
internal readonly record struct ShownFinding(CheckResult Check, Finding Finding)
{
    /// <summary>Lower is weightier: what counts in the tier that blocks, then what counts at all, notes, what is known, what is ignored.</summary>
    public int Rank => Finding switch
    {
        { Counts: true } => (int)Check.Tier - (Finding.Severity == Severity.Error && Check.Tier == ValidationTier.Blocker ? 1 : 0),
        { State: FindingState.New } => 4,
        { State: FindingState.Known } => 5,
        _ => 6,
    };
}

/// <summary>The tools whose findings are secrets.</summary>
internal static class SecretScanners
{
    public static bool Contains(string tool) => tool is "secrets" or "secretlint" or "gitleaks";
}
