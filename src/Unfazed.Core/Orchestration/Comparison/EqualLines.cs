using System.Collections.Immutable;
using Unfazed.Core.Workspace.Changes;

namespace Unfazed.Core.Orchestration.Comparison;

/// <summary>
/// Of findings in equal lines their texts tell how many are new, and not which. Those in lines that were changed are: a person who is shown
/// another one would look at old code.
/// </summary>
internal static class EqualLines
{
    /// <summary>The same findings, as many of them known as before.</summary>
    /// <param name="findings">Some of them known.</param>
    /// <param name="fingerprints">Tells which only their order tells apart.</param>
    /// <param name="changed">The lines that were changed.</param>
    public static ImmutableArray<Finding> Settle(ImmutableArray<Finding> findings, FindingFingerprints fingerprints, ChangedLines changed)
    {
        var files = findings.Where(static finding => finding.State == FindingState.New && finding.Path is not null).Select(static finding => finding.Path).ToHashSet(StringComparer.Ordinal);
        var states = new Dictionary<Finding, FindingState>(ReferenceEqualityComparer.Instance);
        foreach (var family in fingerprints.Families(findings.Where(finding => files.Contains(finding.Path))))
        {
            var known = family.Count(static finding => finding.State == FindingState.Known);
            if (known > 0 && family.Any(static finding => finding.State == FindingState.New))
            {
                var oldFirst = family.Where(static finding => finding.State is FindingState.New or FindingState.Known).OrderBy(finding => IsIn(changed, finding)).ToList();
                for (var place = 0; place < oldFirst.Count; place++)
                {
                    states[oldFirst[place]] = place < known ? FindingState.Known : FindingState.New;
                }
            }
        }

        return states.Count == 0 ? findings : [.. findings.Select(finding => states.TryGetValue(finding, out var state) && state != finding.State ? finding with { State = state } : finding)];
    }

    private static bool IsIn(ChangedLines changed, Finding finding) => finding is { Path: { } path, Line: { } line } && changed.Contains(path, line);
}
