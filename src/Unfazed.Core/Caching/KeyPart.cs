namespace Unfazed.Core.Caching;

/// <summary>One thing that decides about an answer, by its name, so that two keys can be compared in people's words.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its name: a path, a package, a variable. Never a path of this machine.</param>
/// <param name="Value">Its value, or a digest of it.</param>
internal readonly record struct KeyPart(KeyPartKind Kind, string Name, string Value)
{
    /// <summary>What is not there has this value, and is a part all the same.</summary>
    public const string Absent = "absent";
}

/// <summary>What a part of a key is.</summary>
internal enum KeyPartKind
{
    /// <summary>Unfazed itself: its readers and rules.</summary>
    Unfazed,

    /// <summary>The tool: its version, its program.</summary>
    Tool,

    /// <summary>The words of its command.</summary>
    Command,

    /// <summary>What our configuration says of it beyond the command.</summary>
    Setting,

    /// <summary>A file of the repository, or above it, that configures the tool.</summary>
    Configuration,

    /// <summary>A file that it looks at.</summary>
    Input,

    /// <summary>An installed package.</summary>
    Package,

    /// <summary>A variable of the environment.</summary>
    Variable,

    /// <summary>The user's own configuration of the tool.</summary>
    UserConfiguration,

    /// <summary>What git knows.</summary>
    Git,
}

/// <summary>How kinds of parts are called in files and reports.</summary>
internal static class KeyPartKinds
{
    public static string WireName(this KeyPartKind kind) => kind switch
    {
        KeyPartKind.Unfazed => "unfazed",
        KeyPartKind.Tool => "tool",
        KeyPartKind.Command => "command",
        KeyPartKind.Setting => "setting",
        KeyPartKind.Configuration => "configuration",
        KeyPartKind.Input => "input",
        KeyPartKind.Package => "package",
        KeyPartKind.Variable => "variable",
        KeyPartKind.UserConfiguration => "user_configuration",
        KeyPartKind.Git => "git",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
