using System.Collections.Immutable;
using System.Globalization;
using Unfazed.Core;
using Unfazed.Core.Orchestration;
using Unfazed.Validators.Tools.Detection;
using Unfazed.Validators.Tools.Detection.Dotnet;

namespace Unfazed.Validators.Tools.Running.Dotnet;

/// <summary>Runs <c>dotnet test</c>. Coverlet's collector measures and knows no thresholds: those of the project are looked at here.</summary>
internal sealed class DotnetTestValidator(ToolRun run, CoverageRun reports) : IToolValidator
{
    /// <inheritdoc/>
    public ToolRun Run { get; } = run;

    /// <inheritdoc/>
    public async Task<Observation> ExamineAsync(ValidationContext context, CancellationToken cancellationToken)
    {
        var seen = await new CoverageRunValidator(Run, reports).ExamineAsync(context, cancellationToken).ConfigureAwait(false);
        var threshold = CoverletEvidence.ThresholdOf(new RepositoryView(context.Workspace), Run.Directory);
        ImmutableArray<string> shortfalls = threshold is null ? [] :
        [
            .. threshold.OfLines ? Shortfall(seen, "line", CoverageDetails.LinesCovered, CoverageDetails.LinesValid, threshold) : [],
            .. threshold.OfBranches ? Shortfall(seen, "branch", CoverageDetails.BranchesCovered, CoverageDetails.BranchesValid, threshold) : [],
        ];
        var judged = shortfalls.IsEmpty ? seen : seen with { Details = seen.Details.SetItem(CoverageDetails.BelowProjectThreshold, shortfalls) };
        return SdkResolution.Explain(judged, context, Run.Directory);
    }

    private static ImmutableArray<string> Shortfall(Observation seen, string noun, string covered, string valid, CoverletThreshold threshold) =>
        seen.Details.GetValueOrDefault(covered).Value is long some && seen.Details.GetValueOrDefault(valid).Value is long all && some * 100m < (decimal)threshold.Percent * all
            ? [string.Create(CultureInfo.InvariantCulture, $"{noun} coverage is below {threshold.Percent} % ({threshold.Place})")]
            : [];
}
