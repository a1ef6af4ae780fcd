using System.Collections.Immutable;
using Unfazed.Core;

namespace Unfazed.Cli.Rendering;

/// <summary>Which findings of a check are shown when there is no room for all: every rule has its turn, errors and frequent ones first.</summary>
internal sealed record FindingChoice
{
    /// <summary>Those that are shown, by rule, then as they came.</summary>
    public required ImmutableArray<Finding> Shown { get; init; }

    /// <summary>The rules of those that are not, the most frequent first, with their number.</summary>
    public required ImmutableArray<(string Rule, int Count)> Hidden { get; init; }

    /// <summary>How many are not shown.</summary>
    public int HiddenCount => Hidden.Sum(static rule => rule.Count);

    public static FindingChoice Of(IEnumerable<Finding> findings, int limit)
    {
        var rules = findings.GroupBy(static finding => finding.Rule, StringComparer.Ordinal)
            .Select(static group => group.ToList())
            .OrderByDescending(static group => group.Max(static finding => finding.Severity))
            .ThenByDescending(static group => group.Count)
            .ThenBy(static group => group[0].Rule, StringComparer.Ordinal)
            .ToList();
        var shares = Shares([.. rules.Select(static rule => rule.Count)], limit);
        return new FindingChoice
        {
            Shown = [.. rules.Zip(shares).SelectMany(static pair => pair.First.Take(pair.Second))],
            Hidden =
            [
                .. rules.Zip(shares)
                    .Select(static pair => (pair.First[0].Rule, Count: pair.First.Count - pair.Second))
                    .Where(static rest => rest.Count > 0)
                    .OrderByDescending(static rest => rest.Count)
                    .ThenBy(static rest => rest.Rule, StringComparer.Ordinal),
            ],
        };
    }

    private static int[] Shares(ImmutableArray<int> counts, int limit)
    {
        var shares = new int[counts.Length];
        var left = Math.Min(limit, counts.Sum());
        for (var index = 0; left > 0; index = (index + 1) % shares.Length)
        {
            if (shares[index] < counts[index])
            {
                shares[index]++;
                left--;
            }
        }

        return shares;
    }
}
