namespace Unfazed.Core.Configuration;

/// <summary>One value in force, as <c>unfazed config</c> shows it.</summary>
/// <param name="Path">The keys down to it, joined by dots: <c>checks.mypy.tier</c>.</param>
/// <param name="Value">The value as a configuration file would write it.</param>
/// <param name="Source">Who said so.</param>
public sealed record ConfigurationEntry(string Path, string Value, SettingSource Source);
