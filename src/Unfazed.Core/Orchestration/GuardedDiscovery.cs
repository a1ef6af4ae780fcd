using System.Collections.Immutable;
using Unfazed.Core.Configuration.Loading;
using Unfazed.Core.Workspace;

namespace Unfazed.Core.Orchestration;

/// <summary>Asks a source for its checks. One that throws costs its own checks their result, and no other check anything.</summary>
internal static class GuardedDiscovery
{
    public static CheckDiscovery Of(ICheckSource source, DiscoveryContext context)
    {
        try
        {
            return WithValidNames(source, source.Discover(context) ?? throw new InvalidOperationException("Discover returned null."));
        }
#pragma warning disable CA1031 // A source is other people's code: a run always gives a report.
        catch (Exception error) when (error is not (WorkspaceException or ConfigurationException or OperationCanceledException))
#pragma warning restore CA1031
        {
            return new CheckDiscovery([.. Affected(source).Select(known => Failed(known, error))], []);
        }
    }

    // A name goes into the report, the journal, names of files and keys of breakers, and a configuration must be able to write it.
    private static CheckDiscovery WithValidNames(ICheckSource source, CheckDiscovery discovery)
    {
        if (discovery.Checks.IsDefault || discovery.Suggestions.IsDefault)
        {
            throw new InvalidOperationException("Discover returned a list that was never made.");
        }

        var problems = discovery.Checks.Select(CheckNames.ProblemOf).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return problems.Count == 0 ? discovery : discovery with
        {
            Checks = [.. discovery.Checks.Where(static check => CheckNames.ProblemOf(check) is null), .. problems.Select(problem => Refused(source, problem))],
        };
    }

    private static Check Refused(ICheckSource source, string problem) =>
        Failed(Unnamed(source), new ArgumentException($"{source.GetType().Name} has a check that was not run: {problem}"));

    // What was not examined must not look like a pass: a source that names no check stands in the report under the name of its type.
    private static ImmutableArray<KnownCheck> Affected(ICheckSource source) =>
        source.Known is { IsDefaultOrEmpty: false } known ? known : [Unnamed(source)];

    private static KnownCheck Unnamed(ICheckSource source) => new(CheckNames.OfType(source.GetType()), Dimension.CodeQuality);

    private static Check Failed(KnownCheck known, Exception error)
    {
        var check = new Check { Name = known.Name, Dimension = known.Dimension, Reason = "part of this program" };
        return check with { Settled = Endings.Threw(error) };
    }
}
