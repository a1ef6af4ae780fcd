using System.Collections.Immutable;
using Unfazed.Core.Configuration;

namespace Unfazed.Core.Orchestration;

/// <summary>The names that a configuration may use under some sources.</summary>
internal static class SourceCatalog
{
    public static ConfigurationCatalog Of(ImmutableArray<ICheckSource> sources) => Of([.. sources.Select(KnownChecks.CatalogOf)]);

    private static ConfigurationCatalog Of(ImmutableArray<ConfigurationCatalog> catalogs) => new()
    {
        Checks = [.. catalogs.SelectMany(static catalog => catalog.Checks)],
        HygieneRules = [.. catalogs.SelectMany(static catalog => catalog.HygieneRules)],
        HygieneSizeRules = [.. catalogs.SelectMany(static catalog => catalog.HygieneSizeRules)],
    };
}
