using System.Collections.Immutable;
using Unfazed.Core.Configuration;

namespace Unfazed.Core.Orchestration;

/// <summary>The checks that a source says it has. A source is other people's code: one that throws has none, and is an error of the run.</summary>
internal static class KnownChecks
{
    public static ImmutableArray<KnownCheck> Of(ICheckSource source) => TryRead(source, out _);

    /// <summary>The checks, or none and what the source threw.</summary>
    public static ImmutableArray<KnownCheck> TryRead(ICheckSource source, out Exception? error)
    {
        error = null;
        try
        {
            return source.Known is { IsDefault: false } known ? known : [];
        }
#pragma warning disable CA1031 // The run reports it.
        catch (Exception problem)
#pragma warning restore CA1031
        {
            error = problem;
            return [];
        }
    }

    /// <summary>What a configuration may name; nothing of a source that throws.</summary>
    public static ConfigurationCatalog CatalogOf(ICheckSource source)
    {
        try
        {
            return source.Catalog ?? new ConfigurationCatalog();
        }
#pragma warning disable CA1031 // The run reports it.
        catch (Exception)
#pragma warning restore CA1031
        {
            return new ConfigurationCatalog();
        }
    }
}
