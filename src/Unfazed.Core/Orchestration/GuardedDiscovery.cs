using System.Collections.Immutable;
using Unfazed.Core.Configuration;

namespace Unfazed.Core.Orchestration;

/// <summary>Asks a source for its checks. One that throws costs its own checks their result, and no other check anything.</summary>
internal static class GuardedDiscovery
{
    /// <summary>What each source discovers, in their order.</summary>
    public static ImmutableArray<CheckDiscovery> Of(ImmutableArray<ICheckSource> sources, DiscoveryContext context)
    {
        ImmutableArray<CheckDiscovery> discoveries = [.. sources.Select(source => Of(source, context))];
        return [.. discoveries.Select((discovery, index) => WithOwnNames(sources, discoveries, index))];
    }

    private static CheckDiscovery Of(ICheckSource source, DiscoveryContext context)
    {
        if (KnownChecks.TryRead(source, out var problem).IsEmpty && problem is not null)
        {
            return new CheckDiscovery([Failed(Unnamed(source), problem)], []);
        }

        try
        {
            return WithReadableChecks(source, source.Discover(context) ?? throw new InvalidOperationException("Discover returned null."));
        }
#pragma warning disable CA1031 // A source is other people's code, and nobody cancels it: a run always gives a report.
        catch (Exception error)
#pragma warning restore CA1031
        {
            return new CheckDiscovery([.. Affected(source).Select(known => Failed(known, error))], []);
        }
    }

    // A name goes into the report, the journal, names of files and keys of breakers, and a configuration must be able to write it.
    private static CheckDiscovery WithReadableChecks(ICheckSource source, CheckDiscovery discovery)
    {
        if (discovery.Checks.IsDefault || discovery.Suggestions.IsDefault || discovery.Suggestions.Contains(null!))
        {
            throw new InvalidOperationException("Discover returned a list that was never made.");
        }

        var problems = discovery.Checks.Select(CheckNames.ProblemOf).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return discovery with
        {
            Checks =
            [
                .. discovery.Checks.Where(static check => CheckNames.ProblemOf(check) is null).Select(Readable),
                .. problems.Select(problem => Refused(source, problem)),
            ],
        };
    }

    private static Check Readable(Check check) => CheckShape.ProblemOf(check) is not { } problem ? check
        : Failed(new KnownCheck(check.Name, check.Dimension), new ArgumentException($"it was not run: its {problem}"));

    // Two checks of one name would stand in a report as one. A command in a configuration may take the name of any check.
    private static CheckDiscovery WithOwnNames(ImmutableArray<ICheckSource> sources, ImmutableArray<CheckDiscovery> discoveries, int index)
    {
        var own = KnownChecks.Of(sources[index]).Select(static known => known.Name).ToHashSet(StringComparer.Ordinal);
        var foreign = discoveries[index].Checks.Where(check => !check.MayWrite && !own.Contains(check.Name) && IsTaken(check.Name)).ToHashSet();
        return foreign.Count == 0 ? discoveries[index] : discoveries[index] with
        {
            Checks =
            [
                .. discoveries[index].Checks.Where(check => !foreign.Contains(check)),
                .. foreign.Select(static check => check.Name).Distinct(StringComparer.Ordinal)
                    .Select(name => Refused(sources[index], $"another source has a check named {Quoted.Of(name)}")),
            ],
        };

        bool IsTaken(string name) => discoveries.Where((other, place) => place != index && other.Checks.Any(check => check.Name == name)
            && (place < index || KnownChecks.Of(sources[place]).Any(known => known.Name == name))).Any();
    }

    private static Check Refused(ICheckSource source, string problem) =>
        Failed(Unnamed(source), new ArgumentException($"{source.GetType().Name} has a check that was not run: {problem}"));

    // What was not examined must not look like a pass: a source that names no check stands in the report under the name of its type.
    private static ImmutableArray<KnownCheck> Affected(ICheckSource source) =>
        KnownChecks.Of(source) is { IsEmpty: false } known ? known : [Unnamed(source)];

    private static KnownCheck Unnamed(ICheckSource source) => new(CheckNames.OfType(source.GetType()), Dimension.CodeQuality);

    private static Check Failed(KnownCheck known, Exception error)
    {
        var check = new Check { Name = known.Name, Dimension = known.Dimension, Reason = "part of this program" };
        return check with { Settled = Endings.Threw(error) };
    }
}
