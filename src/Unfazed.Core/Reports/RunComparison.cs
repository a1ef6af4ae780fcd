using System.Collections.Immutable;
using Unfazed.Core.Baselines;

namespace Unfazed.Core.Reports;

/// <summary>What became of the findings of one run in another: errors and warnings that are not ignored, known ones included.</summary>
public sealed record RunComparison
{
    /// <summary>The earlier run.</summary>
    public required ValidationReport Before { get; init; }

    /// <summary>The later run.</summary>
    public required ValidationReport Now { get; init; }

    /// <summary>In the later run, and not in the earlier one, which would have found them.</summary>
    public required ImmutableArray<Finding> New { get; init; }

    /// <summary>In the earlier run, and not in the later one, which would have found them.</summary>
    public required ImmutableArray<Finding> Fixed { get; init; }

    /// <summary>In both, as the later one has them.</summary>
    public required ImmutableArray<Finding> Open { get; init; }

    /// <summary>In the earlier run, of what the later one did not come to look at.</summary>
    public required ImmutableArray<Finding> NotVerified { get; init; }

    /// <summary>In the later run, of what the earlier one did not come to look at.</summary>
    public required ImmutableArray<Finding> NotSeenBefore { get; init; }

    /// <summary>Compares.</summary>
    /// <param name="before">The earlier run.</param>
    /// <param name="now">The later run.</param>
    /// <param name="exists">Whether there is a file at a path: what is gone has no findings.</param>
    public static RunComparison Of(ValidationReport before, ValidationReport now, Func<string, bool> exists)
    {
        var (seenBefore, seenNow) = (BaselineScope.Of(before, static _ => true), BaselineScope.Of(now, exists));
        var (fixedOnes, _) = Split(Found(before), Counts(now));
        var (newOnes, open) = Split(Found(now), Counts(before));
        var verified = fixedOnes.ToLookup(found => seenNow.Covers(Entry(found)));
        var seen = newOnes.ToLookup(found => seenBefore.Covers(Entry(found)));
        return new RunComparison
        {
            Before = before,
            Now = now,
            New = Findings(seen[true]),
            NotSeenBefore = Findings(seen[false]),
            Fixed = Findings(verified[true]),
            NotVerified = Findings(verified[false]),
            Open = Findings(open),
        };
    }

    private static IEnumerable<Found> Found(ValidationReport report) => report.Checks.SelectMany(static check => check.Findings
        .Where(static finding => finding is { Severity: not Severity.Note, State: not FindingState.Ignored })
        .Select(finding => new Found(check.Name, finding)));

    private static Dictionary<string, int> Counts(ValidationReport report) => Found(report)
        .GroupBy(static found => found.Finding.Fingerprint, StringComparer.Ordinal)
        .ToDictionary(static same => same.Key, static same => same.Count(), StringComparer.Ordinal);

    /// <summary>Those that are not in the other run, and those that are: as many of a fingerprint as that has.</summary>
    private static (List<Found> Alone, List<Found> Shared) Split(IEnumerable<Found> all, Dictionary<string, int> others)
    {
        var (alone, shared) = (new List<Found>(), new List<Found>());
        foreach (var found in all)
        {
            var left = others.GetValueOrDefault(found.Finding.Fingerprint);
            others[found.Finding.Fingerprint] = left - 1;
            (left > 0 ? shared : alone).Add(found);
        }

        return (alone, shared);
    }

    private static ImmutableArray<Finding> Findings(IEnumerable<Found> found) => [.. found.Select(static one => one.Finding)];

    private static BaselineEntry Entry(Found found) => new() { Fingerprint = found.Finding.Fingerprint, Check = found.Check, Path = found.Finding.Path };
}

/// <summary>A finding with the check that gave it.</summary>
internal sealed record Found(string Check, Finding Finding);
