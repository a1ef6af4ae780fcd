namespace Unfazed.Core.Configuration.Schema;

/// <summary>A whole configuration file.</summary>
internal static class ConfigurationShape
{
    public static ObjectShape<UnfazedConfiguration> File { get; } = new("the configuration", new UnfazedConfiguration(), RootKeys.All);
}
