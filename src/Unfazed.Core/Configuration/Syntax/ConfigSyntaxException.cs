namespace Unfazed.Core.Configuration.Syntax;

/// <summary>A file that is not YAML or JSON, or is larger or deeper than a configuration may be. Reading it ends there.</summary>
internal sealed class ConfigSyntaxException(SettingSource source, string message) : Exception(message)
{
    /// <summary>Where.</summary>
    public new SettingSource Source { get; } = source;
}
