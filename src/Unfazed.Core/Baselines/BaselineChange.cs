using System.Collections.Immutable;

namespace Unfazed.Core.Baselines;

/// <summary>How a run changes a baseline.</summary>
/// <param name="Result">The baseline afterwards.</param>
/// <param name="Added">Findings that it did not know and knows now.</param>
/// <param name="Removed">Findings that it knew and that are gone.</param>
/// <param name="Refused">Findings that it does not know, and that were not to be added.</param>
/// <param name="Unseen">Entries that stay because the run could not have found them.</param>
public sealed record BaselineChange(
    Baseline Result, ImmutableArray<BaselineEntry> Added, ImmutableArray<BaselineEntry> Removed, ImmutableArray<BaselineEntry> Refused, int Unseen)
{
    /// <summary>The first baseline of a repository: every finding that counts.</summary>
    /// <param name="report">A run that knew of no baseline (<see cref="Orchestration.OrchestratorSetup.WithoutKnownFindings"/>).</param>
    public static BaselineChange Create(ValidationReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var found = Baseline.Of(Counting(report));
        return new BaselineChange(found, [.. found.Entries.Values], [], [], 0);
    }

    /// <summary>Takes out what is fixed, and puts in what is new where that is allowed.</summary>
    /// <param name="before">The baseline.</param>
    /// <param name="report">A run that knew of no baseline.</param>
    /// <param name="scope">What that run could have found.</param>
    /// <param name="allowNew">Whether it may grow.</param>
    public static BaselineChange Update(Baseline before, ValidationReport report, BaselineScope scope, bool allowNew)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(scope);
        // A finding that became a note is still there; one that is ignored needs no entry.
        var there = Baseline.Of(Group(report, static finding => finding.State != FindingState.Ignored));
        var after = ImmutableArray.CreateBuilder<BaselineEntry>();
        var removed = ImmutableArray.CreateBuilder<BaselineEntry>();
        var unseen = 0;
        foreach (var entry in before.Entries.Values)
        {
            var found = there.Entries.GetValueOrDefault(entry.Fingerprint);
            var now = found?.Count ?? 0;
            var isSeen = scope.Covers(entry);
            var count = isSeen ? Math.Min(entry.Count, now) : entry.Count;
            unseen += now == 0 && !isSeen ? 1 : 0;
            AddIfAny(after, entry with { Count = count, Occurrences = isSeen && found is not null ? Math.Min(entry.Occurrences, found.Occurrences) : entry.Occurrences });
            AddIfAny(removed, entry with { Count = entry.Count - count });
        }

        ImmutableArray<BaselineEntry> counting = [.. Counting(report)];
        var surplus = Surplus(before, counting).ToImmutableArray();
        var kept = Baseline.Of(after);
        var grown = surplus.Select(static entry => entry.Fingerprint).ToHashSet(StringComparer.Ordinal);
        var result = !allowNew ? kept : Baseline.Of([.. kept.Entries.Values, .. counting.Where(entry => grown.Contains(entry.Fingerprint))]);
        return new BaselineChange(result, allowNew ? surplus : [], removed.ToImmutable(), allowNew ? [] : surplus, unseen);
    }

    private static IEnumerable<BaselineEntry> Surplus(Baseline before, IEnumerable<BaselineEntry> found) => found
        .Select(entry => entry with { Count = Surplus(before.Entries.GetValueOrDefault(entry.Fingerprint), entry) })
        .Where(static entry => entry.Count > 0);

    // A finding that stands for more places is one that is new.
    private static int Surplus(BaselineEntry? before, BaselineEntry found) => before is null ? found.Count
        : Math.Max(found.Count - before.Count, found.Occurrences > before.Occurrences ? 1 : 0);

    private static void AddIfAny(ImmutableArray<BaselineEntry>.Builder entries, BaselineEntry entry)
    {
        if (entry.Count > 0)
        {
            entries.Add(entry);
        }
    }

    private static IEnumerable<BaselineEntry> Counting(ValidationReport report) => Group(report, static finding => finding.Counts);

    private static IEnumerable<BaselineEntry> Group(ValidationReport report, Func<Finding, bool> which) => report.Checks
        .SelectMany(check => check.Findings.Where(which).Select(finding => (Check: check.Name, Finding: finding)))
        .GroupBy(static found => found.Finding.Fingerprint, StringComparer.Ordinal)
        .Select(static same => new BaselineEntry
        {
            Fingerprint = same.Key,
            Count = same.Count(),
            Occurrences = same.Max(static found => found.Finding.Occurrences),
            Check = same.First().Check,
            Tool = same.First().Finding.Tool,
            Rule = same.First().Finding.Rule,
            Path = same.First().Finding.Path,
        });
}
