using System.Collections.Immutable;
using Unfazed.Core.Configuration.Schema;

namespace Unfazed.Core.Configuration.Loading;

/// <summary>Every value in force with its source, as <c>unfazed config</c> shows it.</summary>
public static class ConfigurationListing
{
    /// <summary>The values of files by their keys, then those of options by their long names under <c>options</c>.</summary>
    public static ImmutableArray<ConfigurationEntry> Of(UnfazedConfiguration configuration) =>
    [
        .. ConfigurationShape.File.List("", configuration, SettingSource.Default),
        .. OptionKeys.All.Where(static option => option.Name != "deadline")
            .SelectMany(option => option.List("options." + option.Name.Replace('-', '_'), configuration)),
        .. ServiceKeys.Branch.List("options.branch", configuration),
        .. configuration.Folders.SelectMany(static folder => ConfigurationShape.File.List("", folder.Own, SettingSource.Default)
            .Where(static entry => entry.Source.Origin != SettingOrigin.Default)
            .Select(entry => entry with { Path = $"{folder.Folder}: {entry.Path}" })),
    ];
}
