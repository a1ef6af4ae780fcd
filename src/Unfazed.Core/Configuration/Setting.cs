using System.Globalization;

namespace Unfazed.Core.Configuration;

/// <summary>A value with the place that it came from.</summary>
/// <param name="Value">The value.</param>
/// <param name="Source">Who said so.</param>
public readonly record struct Setting<T>(T Value, SettingSource Source)
{
    /// <summary>A value that nobody set.</summary>
    public static Setting<T> Default(T value) => new(value, SettingSource.Default);
}

/// <summary>Where a value came from.</summary>
/// <param name="Origin">The kind of place.</param>
/// <param name="Place">The file (as given to the user), the variable or the option; null for defaults.</param>
/// <param name="Line">From 1; 0 when there is none.</param>
/// <param name="Column">From 1; 0 when there is none.</param>
public sealed record SettingSource(SettingOrigin Origin, string? Place = null, int Line = 0, int Column = 0)
{
    /// <summary>Nobody said so.</summary>
    public static SettingSource Default { get; } = new(SettingOrigin.Default);

    /// <summary><c>file:line:column</c>, <c>file</c>, the variable, the option, or <c>default</c>.</summary>
    public override string ToString() => Line > 0
        ? string.Create(CultureInfo.InvariantCulture, $"{Place}:{Line}:{Column}")
        : Place ?? "default";
}

/// <summary>Kinds of places, the weakest first: each beats those above it.</summary>
public enum SettingOrigin
{
    /// <summary>Built in.</summary>
    Default,

    /// <summary>The user's own file.</summary>
    UserFile,

    /// <summary>The project's file.</summary>
    ProjectFile,

    /// <summary>An <c>UNFAZED_*</c> variable.</summary>
    Environment,

    /// <summary>A command-line option.</summary>
    Option,
}
