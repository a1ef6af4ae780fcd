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
            return source.Discover(context);
        }
#pragma warning disable CA1031 // A source is other people's code: a run always gives a report.
        catch (Exception error) when (error is not (WorkspaceException or ConfigurationException or OperationCanceledException))
#pragma warning restore CA1031
        {
            return new CheckDiscovery([.. Affected(source).Select(known => Failed(known, error))], []);
        }
    }

    // What was not examined must not look like a pass: a source that names no check stands in the report under the name of its type.
    private static ImmutableArray<KnownCheck> Affected(ICheckSource source) =>
        source.Known is { IsDefaultOrEmpty: false } known ? known : [new KnownCheck(source.GetType().Name, Dimension.CodeQuality)];

    private static Check Failed(KnownCheck known, Exception error)
    {
        var check = new Check { Name = known.Name, Dimension = known.Dimension, Reason = "part of this program" };
        return check with { Settled = Endings.Threw(error) };
    }
}
