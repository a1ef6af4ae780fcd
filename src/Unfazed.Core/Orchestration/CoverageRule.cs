using System.Collections.Immutable;
using System.Globalization;
using Unfazed.Core.Configuration;

namespace Unfazed.Core.Orchestration;

/// <summary>What policy makes of the lines that tests ran: a threshold of ours rules, else those of the project itself.</summary>
internal sealed class CoverageRule(UnfazedConfiguration configuration)
{
    private readonly DimensionSettings? _settings = configuration.Dimensions.GetValueOrDefault(Dimension.Coverage.Name);

    /// <summary>The result of a check by what its observation measured; as it was where it measured nothing or did not complete.</summary>
    public CheckResult Judge(CheckResult result)
    {
        var seen = result.Observation;
        if (seen.Ending != ObservationEnding.Completed || Number(seen, CoverageDetails.LinesValid) is not { } valid)
        {
            return result;
        }

        var shortfalls = Shortfalls(seen, valid).ToList();
        if (result.Status == CheckStatus.Failed)
        {
            return result with { Message = string.Join("; ", shortfalls.Append(Figures(seen)).Prepend(result.Message)) };
        }

        if (shortfalls.Count > 0)
        {
            return result with { Status = CheckStatus.Failed, Message = string.Join("; ", shortfalls.Append(Figures(seen))) };
        }

        return _settings?.ChangedThreshold is not null && Text(seen, CoverageDetails.ChangedUnknown) is { } unknown
            ? Unknown(result, $"the coverage of changed lines is not known: {unknown}")
            : result with { Message = seen.Summary is { } summary ? $"{Figures(seen)}; {summary}" : Figures(seen) };
    }

    private static CheckResult Unknown(CheckResult result, string message) => result with
    {
        Status = CheckStatus.Error,
        Message = message,
        Observation = result.Observation with { Ending = ObservationEnding.Error, Error = ErrorCodes.ToolError, Message = message },
    };

    private IEnumerable<string> Shortfalls(Observation seen, long valid)
    {
        if (_settings?.Threshold is { } threshold)
        {
            var covered = Number(seen, CoverageDetails.LinesCovered) ?? 0;
            if (IsBelow(covered, valid, threshold.Value))
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"line coverage {Percent(covered, valid)} is below {threshold.Value} % (dimensions.coverage.threshold)");
            }
        }
        else
        {
            foreach (var text in Texts(seen, CoverageDetails.BelowProjectThreshold))
            {
                yield return text;
            }
        }

        if (_settings?.ChangedThreshold is { } ofChanged && Number(seen, CoverageDetails.ChangedValid) is > 0 and var lines &&
            Number(seen, CoverageDetails.ChangedCovered) is { } run && IsBelow(run, lines, ofChanged.Value))
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"coverage of changed lines {Percent(run, lines)} is below {ofChanged.Value} % (dimensions.coverage.changed_threshold)");
        }
    }

    private string Figures(Observation seen)
    {
        var figures = Part(seen, "lines", CoverageDetails.LinesCovered, CoverageDetails.LinesValid)!;
        if (Part(seen, "branches", CoverageDetails.BranchesCovered, CoverageDetails.BranchesValid) is { } branches)
        {
            figures = $"{figures}, {branches}";
        }

        return _settings?.ChangedThreshold is null || Text(seen, CoverageDetails.ChangedUnknown) is not null ? figures
            : Part(seen, "changed lines", CoverageDetails.ChangedCovered, CoverageDetails.ChangedValid) is { } changed ? $"{figures}, {changed}"
            : $"{figures}, no changed line that could be run";
    }

    private static string? Part(Observation seen, string noun, string covered, string valid) =>
        Number(seen, valid) is > 0 and var all && Number(seen, covered) is { } some
            ? string.Create(CultureInfo.InvariantCulture, $"{Percent(some, all)} of {noun} ({some} of {all})")
            : null;

    // Cut, not rounded: 79.999 is not 80.
    private static string Percent(long covered, long valid) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(covered * 10_000m / Math.Max(valid, 1)) / 100:0.##} %");

    private static bool IsBelow(long covered, long valid, double threshold) => covered * 100m < (decimal)threshold * valid;

    private static long? Number(Observation seen, string name) => seen.Details.TryGetValue(name, out var detail) && detail.Value is long number ? number : null;

    private static string? Text(Observation seen, string name) => seen.Details.TryGetValue(name, out var detail) ? detail.Value as string : null;

    private static ImmutableArray<string> Texts(Observation seen, string name) =>
        seen.Details.TryGetValue(name, out var detail) && detail.Value is ImmutableArray<string> texts ? texts : [];
}
