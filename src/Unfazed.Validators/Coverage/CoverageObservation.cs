using System.Collections.Immutable;
using System.Globalization;
using Unfazed.Core;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Workspace;
using Unfazed.Core.Workspace.Changes;

namespace Unfazed.Validators.Coverage;

/// <summary>Writes what tests ran into an observation, in total and for the lines that changed; whether it is enough is for policy to say.</summary>
/// <param name="context">Where and with what.</param>
/// <param name="since">The commit that changed lines are compared with; null for where the branch began.</param>
internal sealed class CoverageObservation(ValidationContext context, string? since)
{
    private const int MostListed = 100;
    private const int LeastCovered = 10;

    /// <summary>Sources that the report has never heard of: their changed lines count as not run.</summary>
    public ImmutableArray<string> Unreported { get; init; } = [];

    /// <summary>The observation with the figures among its details.</summary>
    public async Task<Observation> AddAsync(Observation seen, CoverageReport report, CancellationToken cancellationToken)
    {
        var details = seen.Details.ToBuilder();
        var (lines, branches) = (report.Lines, report.Branches);
        details[CoverageDetails.LinesCovered] = lines.Covered;
        details[CoverageDetails.LinesValid] = lines.Valid;
        details[CoverageDetails.LineCoverage] = lines.Percent ?? 0;
        if (branches.Valid > 0)
        {
            details[CoverageDetails.BranchesCovered] = branches.Covered;
            details[CoverageDetails.BranchesValid] = branches.Valid;
            details[CoverageDetails.BranchCoverage] = branches.Percent ?? 0;
        }

        details["least_covered"] = Least(report);
        await AddChangedAsync(details, report, cancellationToken).ConfigureAwait(false);
        return seen with { Details = details.ToImmutable() };
    }

    private static ImmutableArray<string> Least(CoverageReport report) =>
    [
        .. report.Files.Select(static pair => (pair.Key, Count: pair.Value.Lines)).Where(static file => file.Count.Covered < file.Count.Valid)
            .OrderBy(static file => file.Count.Percent).ThenBy(static file => file.Key, StringComparer.Ordinal)
            .Take(LeastCovered).Select(static file => $"{file.Key}: {file.Count}"),
    ];

    private async Task AddChangedAsync(ImmutableSortedDictionary<string, DetailValue>.Builder details, CoverageReport report, CancellationToken cancellationToken)
    {
        if (!context.Workspace.IsGit)
        {
            details[CoverageDetails.ChangedUnknown] = "there is no git repository to compare with";
            return;
        }

        try
        {
            var changes = await new GitChangedLines(new GitClient(context.Processes), context.Workspace).FindAsync(since, cancellationToken).ConfigureAwait(false);
            var (changed, uncovered) = Count(report, changes);
            details[CoverageDetails.ChangedCovered] = changed.Covered;
            details[CoverageDetails.ChangedValid] = changed.Valid;
            details[CoverageDetails.ChangedSince] = changes.Base;
            if (changed.Percent is { } percent)
            {
                details[CoverageDetails.ChangedCoverage] = percent;
            }

            if (!uncovered.IsEmpty)
            {
                details["uncovered_changed_lines"] = uncovered;
            }
        }
        catch (WorkspaceException problem)
        {
            details[CoverageDetails.ChangedUnknown] = problem.Message;
        }
    }

    private (CoverageCount Count, ImmutableArray<string> Uncovered) Count(CoverageReport report, ChangedLines changes)
    {
        var (covered, valid) = (0L, 0L);
        var uncovered = ImmutableArray.CreateBuilder<string>();
        foreach (var (path, file) in report.Files)
        {
            var missed = new List<int>();
            foreach (var line in file.LineNumbers.Where(line => changes.Contains(path, line)))
            {
                valid++;
                covered += file.IsCovered(line) == true ? 1 : 0;
                missed.AddRange(file.IsCovered(line) == true ? [] : [line]);
            }

            uncovered.AddRange(Ranges(path, missed));
        }

        foreach (var path in Unreported)
        {
            var missed = UnreportedLines.Of(context.Workspace, path, changes).ToList();
            valid += missed.Count;
            uncovered.AddRange(Ranges(path, missed));
        }

        return (new CoverageCount(covered, valid), [.. uncovered.Take(MostListed)]);
    }

    private static IEnumerable<string> Ranges(string path, List<int> lines)
    {
        lines.Sort();
        for (var start = 0; start < lines.Count;)
        {
            var end = start;
            while (end + 1 < lines.Count && lines[end + 1] == lines[end] + 1)
            {
                end++;
            }

            yield return string.Create(CultureInfo.InvariantCulture, $"{path}:{lines[start]}{(end > start ? string.Create(CultureInfo.InvariantCulture, $"-{lines[end]}") : "")}");
            start = end + 1;
        }
    }
}
