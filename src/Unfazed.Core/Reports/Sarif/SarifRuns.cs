using System.Collections.Immutable;

namespace Unfazed.Core.Reports.Sarif;

/// <summary>Which tools and which of their results stand in which run.</summary>
internal static class SarifRuns
{
    /// <summary>GitHub's code scanning takes twenty runs in a file; one is left for whoever adds to it.</summary>
    public const int Most = 19;

    /// <summary>It refuses a file with more results than this in a run, as a whole.</summary>
    public const int MostResults = 25_000;

    /// <summary>
    /// One run a tool, in the order of the plan. Where there are more tools than runs, the last of them share the last run, each as an
    /// extension of Unfazed. By the plan and not by what was found: a tool that moved from run to run would close its own alerts. A tool with
    /// more results than a run takes has further runs while there is room, then its most severe results.
    /// </summary>
    public static ImmutableArray<SarifRun> Of(ValidationReport report)
    {
        var tools = report.Checks.GroupBy(static check => SarifTool.WellFormed(check.Name), StringComparer.Ordinal)
            .Select(static checks => new SarifTool(checks.Key, [.. checks]))
            .ToImmutableArray();
        var alone = tools.Length <= Most ? tools : tools[..(Most - 1)];
        var runs = ImmutableArray.CreateBuilder<SarifRun>();
        var room = Most - Math.Min(tools.Length, Most);
        foreach (var tool in alone)
        {
            var parts = Split([new SarifPart(tool, [.. tool.Results])], 1 + room, isShared: false);
            room -= parts.Count - 1;
            runs.AddRange(parts);
        }

        if (tools.Length > Most)
        {
            runs.AddRange(Split([.. tools[(Most - 1)..].Select(static tool => new SarifPart(tool, [.. tool.Results]))], 1, isShared: true));
        }

        return runs.ToImmutable();
    }

    private static List<SarifRun> Split(ImmutableArray<SarifPart> parts, int most, bool isShared)
    {
        var count = parts.Sum(static part => part.Results.Length);
        var kept = count > most * MostResults ? MostSevere(parts, most * MostResults) : parts;
        if (count <= MostResults || isShared)
        {
            return [new SarifRun(kept, isShared) { Omitted = Math.Max(0, count - MostResults) }];
        }

        var runs = kept[0].Results.Chunk(MostResults).Select((results, index) => new SarifRun([kept[0] with { Results = [.. results] }], IsShared: false) { Number = index + 1 }).ToList();
        runs[^1] = runs[^1] with { Omitted = count - kept[0].Results.Length };
        return runs;
    }

    // In the order of the report, so that results stay in their runs.
    private static ImmutableArray<SarifPart> MostSevere(ImmutableArray<SarifPart> parts, int most)
    {
        ImmutableArray<SarifEntry> all = [.. parts.SelectMany(static part => part.Results)];
        var places = Enumerable.Range(0, all.Length)
            .OrderBy(place => all[place].Finding.State).ThenByDescending(place => all[place].Finding.Severity).Take(most).ToHashSet();
        var place = 0;
        return [.. parts.Select(part => part with { Results = [.. part.Results.Where(_ => places.Contains(place++))] })];
    }
}

/// <summary>A run of the document.</summary>
/// <param name="Parts">Whose results it holds.</param>
/// <param name="IsShared">Whether several tools share it.</param>
internal sealed record SarifRun(ImmutableArray<SarifPart> Parts, bool IsShared)
{
    /// <summary>Its place among the runs of its tool, from 1.</summary>
    public int Number { get; init; } = 1;

    /// <summary>How many results of its tools stand in no run.</summary>
    public int Omitted { get; init; }

    /// <summary>The name of its driver.</summary>
    public string Driver => IsShared ? "unfazed" : Parts[0].Tool.Name;

    /// <summary>The category of code scanning: it must stay while the tool does.</summary>
    public string Category => Number == 1 ? Driver : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Driver}/{Number}");
}

/// <summary>Results of one tool in one run.</summary>
internal sealed record SarifPart(SarifTool Tool, ImmutableArray<SarifEntry> Results);
