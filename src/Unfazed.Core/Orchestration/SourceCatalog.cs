using System.Collections.Immutable;
using Unfazed.Core.Configuration;

namespace Unfazed.Core.Orchestration;

/// <summary>The names that a configuration may use under some sources.</summary>
internal static class SourceCatalog
{
    public static ConfigurationCatalog Of(ImmutableArray<ICheckSource> sources) => new()
    {
        Checks = [.. sources.SelectMany(static source => source.Catalog.Checks)],
        HygieneRules = [.. sources.SelectMany(static source => source.Catalog.HygieneRules)],
        HygieneSizeRules = [.. sources.SelectMany(static source => source.Catalog.HygieneSizeRules)],
    };
}
