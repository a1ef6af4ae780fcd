using System.Collections.Immutable;
using Unfazed.Core.Configuration;

namespace Unfazed.Core.Orchestration;

/// <summary>Turns what the sources discovered, the configuration and the selection into the checks of a run.</summary>
internal sealed class CheckPlanner(OrchestratorSetup setup)
{
    private readonly UnfazedConfiguration _configuration = setup.Configuration;
    private readonly TimeoutTable _timeouts = new(setup.Configuration);

    public RunPlan Plan(RunSelection selection)
    {
        var files = FileSelections.Of(setup.Workspace, selection.Paths, selection.Changes);
        var context = new DiscoveryContext(setup.Workspace, _configuration, setup.Processes.Environment, files);
        var discoveries = GuardedDiscovery.Of(setup.Sources, context);
        var discovered = discoveries.SelectMany(static discovery => discovery.Checks).ToList();
        var named = discovered.Select(static check => check.Name).ToHashSet(StringComparer.Ordinal);
        var absent = setup.Sources.SelectMany(static source => KnownChecks.Of(source))
            .Where(known => !named.Contains(known.Name) && IsMentioned(known, selection))
            .Select(NotExpected);

        var checks = Concerned(discovered, files).Concat(absent)
            .Select(check => Settle(Configure(check) with { JudgedCommit = files?.Commit }, selection))
            .Where(check => IsSelected(check, selection));
        return new RunPlan(InReportOrder(checks), [.. discoveries.SelectMany(static discovery => discovery.Suggestions)]);
    }

    /// <summary>
    /// A narrowed run: nothing runs when nothing was selected, and of a check in many places those that the files do not concern are left
    /// out, the first alone standing for them where they concern none.
    /// </summary>
    private static IEnumerable<Check> Concerned(List<Check> discovered, FileSelection? files) => files switch
    {
        null => discovered,
        { IsEmpty: true } => discovered.DistinctBy(static check => check.Name, StringComparer.Ordinal)
            .Select(check => Left(check, files.WhenEmpty)),
        { HasFiles: false } => discovered.DistinctBy(static check => check.Name, StringComparer.Ordinal)
            .Select(check => check.InspectsPushedHistory ? check : Left(check, files.WhenEmpty)),
        _ => discovered.GroupBy(static check => check.Name, StringComparer.Ordinal)
            .SelectMany(static places => places.Any(IsConcerned) ? places.Where(IsConcerned) : places.Take(1)),
    };

    // What is staged and no longer lies in the working tree was selected, and nobody can look at it.
    private static bool IsConcerned(Check check) => check.Settled is not { Ending: ObservationEnding.Skipped } || !check.PartiallyStaged.IsEmpty;

    private static Check Left(Check check, string reason) => check with { Settled = Skipped(reason), Validator = null, PartiallyStaged = [] };

    private static bool IsSelected(Check check, RunSelection selection) =>
        (selection.Tier is null || check.Tier == selection.Tier)
        && (selection.Only.IsEmpty || Names(selection.Only, check.Name, check.Dimension));

    /// <summary>A known check that is not expected here is reported only when somebody spoke of it.</summary>
    private bool IsMentioned(KnownCheck known, RunSelection selection) =>
        Names(selection.Only, known.Name, known.Dimension)
        || selection.Skip.Contains(known.Name, StringComparer.Ordinal)
        || _configuration.FindCheck(known.Name) is { Enabled: false };

    private static bool Names(ImmutableArray<string> names, string check, Dimension dimension) =>
        names.Contains(check, StringComparer.Ordinal) || names.Contains(dimension.Name, StringComparer.Ordinal);

    private static Check NotExpected(KnownCheck known) => new()
    {
        Name = known.Name,
        Dimension = known.Dimension,
        Settled = Skipped("not configured here"),
    };

    private Check Configure(Check check)
    {
        var inForce = _configuration.At(check.Directory);
        var settings = inForce.FindCheck(check.Name);
        var placed = check with { Dimension = settings?.Dimension?.Value ?? check.Dimension };
        var dimension = inForce.Dimensions.GetValueOrDefault(placed.Dimension.Name);
        return placed with
        {
            Tier = settings?.Tier?.Value ?? dimension?.Tier?.Value ?? placed.DefaultTier ?? placed.Dimension.DefaultTier,
            Timeout = _timeouts.For(placed),
            Service = settings?.Service?.Value ?? placed.Service,
            Retries = _configuration.Resilience.Enabled.Value ? settings?.Retries?.Value ?? placed.Retries : 0,
        };
    }

    private Check Settle(Check check, RunSelection selection)
    {
        var reason = DisabledBecause(check, selection);
        return reason is null ? check : Left(check, reason);
    }

    private string? DisabledBecause(Check check, RunSelection selection)
    {
        if (Names(selection.Skip, check.Name, check.Dimension))
        {
            return "left out with --skip";
        }

        var inForce = _configuration.At(check.Directory);
        if (inForce.FindCheck(check.Name) is { Enabled: false } own)
        {
            return $"disabled in {own.Source.Place ?? "the configuration"}";
        }

        return inForce.Dimensions.GetValueOrDefault(check.Dimension.Name)?.Enabled is { Value: false } off
            ? $"{check.Dimension} is disabled in {off.Source.Place ?? "the configuration"}"
            : null;
    }

    private static Observation Skipped(string reason) => new() { Ending = ObservationEnding.Skipped, Message = reason };

    /// <summary>By tier, then by the table of dimensions (others as they come), then as discovered.</summary>
    private static ImmutableArray<Check> InReportOrder(IEnumerable<Check> checks)
    {
        var list = checks.ToList();
        var others = list.Select(static check => check.Dimension)
            .Where(static dimension => !Dimension.BuiltIn.Contains(dimension))
            .Distinct()
            .ToList();
        return
        [
            .. list.OrderBy(static check => check.Tier).ThenBy(check => Dimension.BuiltIn.IndexOf(check.Dimension) is var index and >= 0
                ? index
                : Dimension.BuiltIn.Length + others.IndexOf(check.Dimension)),
        ];
    }
}
