namespace Unfazed.Core.Configuration;

/// <summary>One mistake in a configuration file, a variable or an option.</summary>
/// <param name="Source">Where it stands.</param>
/// <param name="Message">What is wrong, and what would be right.</param>
public sealed record ConfigurationError(SettingSource Source, string Message)
{
    /// <summary><c>file:line:column: what, and what would be right</c>; without line and column where there are none.</summary>
    public override string ToString() => $"{Source}: {Message}";
}
