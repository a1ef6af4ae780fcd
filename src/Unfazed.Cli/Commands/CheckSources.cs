using System.Collections.Immutable;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Core.Orchestration;
using Unfazed.Validators;

namespace Unfazed.Cli.Commands;

/// <summary>Everybody who gives checks.</summary>
internal static class CheckSources
{
    /// <summary>All sources, in the order of the report within a dimension.</summary>
    public static ImmutableArray<ICheckSource> All => BuiltInSources.All;

    /// <summary>The names that a configuration may use.</summary>
    public static ConfigurationCatalog Catalog { get; } = SourceCatalog.Of(All);

    /// <summary>Every name of a check or a dimension under a configuration.</summary>
    public static IEnumerable<string> Names(UnfazedConfiguration configuration) =>
        Dimension.BuiltIn.Select(static dimension => dimension.Name)
            .Concat(configuration.Dimensions.Keys)
            .Concat(Catalog.Checks.Select(static check => check.Name))
            .Concat(configuration.Checks.Select(static check => check.Name))
            .Concat(configuration.Folders.SelectMany(static folder => folder.Own.Checks.Select(static check => check.Name).Concat(folder.Own.Dimensions.Keys)))
            .Distinct(StringComparer.Ordinal);
}
