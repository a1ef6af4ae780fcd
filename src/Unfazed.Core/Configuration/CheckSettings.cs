using System.Collections.Immutable;

namespace Unfazed.Core.Configuration;

/// <summary>An entry under <c>checks</c>: settings for a known tool, or a check of one's own where <see cref="Run"/> is given. Null where it says nothing.</summary>
public sealed record CheckSettings
{
    /// <summary>Its key.</summary>
    public required string Name { get; init; }

    /// <summary>Where its key stands.</summary>
    public required SettingSource Source { get; init; }

    /// <summary>False for <c>NAME: false</c>.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Its dimension.</summary>
    public Setting<Dimension>? Dimension { get; init; }

    /// <summary>Its tier.</summary>
    public Setting<ValidationTier>? Tier { get; init; }

    /// <summary>Its timeout.</summary>
    public Setting<TimeSpan>? Timeout { get; init; }

    /// <summary>The words of the command; given, this is a check of one's own.</summary>
    public Setting<ImmutableArray<string>>? Run { get; init; }

    /// <summary>The program of a known tool: a path, relative to the root.</summary>
    public Setting<string>? Path { get; init; }

    /// <summary>Arguments added to a known tool's command.</summary>
    public Setting<ImmutableArray<string>>? Arguments { get; init; }

    /// <summary>Where it runs, relative to the root.</summary>
    public Setting<string>? Directory { get; init; }

    /// <summary>Globs of manifests: it runs once beside each.</summary>
    public Setting<ImmutableArray<string>>? Each { get; init; }

    /// <summary>Globs of the files that it is about.</summary>
    public Setting<ImmutableArray<string>>? Files { get; init; }

    /// <summary>Globs of files that it is not about.</summary>
    public Setting<ImmutableArray<string>>? Exclude { get; init; }

    /// <summary>Whether its answer for a file depends on that file alone.</summary>
    public Setting<CheckScope>? Scope { get; init; }

    /// <summary>How its output is read: <c>exit-code</c>, the name of a format, or that of a known tool.</summary>
    public Setting<string>? Parse { get; init; }

    /// <summary>The file that it writes its report to, relative to where it runs; absent, standard output is read.</summary>
    public Setting<string>? Report { get; init; }

    /// <summary>With <c>parse: regex</c>: the pattern, already checked.</summary>
    public Setting<string>? Pattern { get; init; }

    /// <summary>Exit codes that mean problems, 1 to 255.</summary>
    public Setting<ImmutableArray<int>>? FindingsExit { get; init; }

    /// <summary>Variables for its processes.</summary>
    public Setting<ImmutableDictionary<string, string>>? Environment { get; init; }

    /// <summary>How many cores it keeps busy.</summary>
    public Setting<double>? Cores { get; init; }

    /// <summary>A lock that it holds while it runs.</summary>
    public Setting<string>? Lock { get; init; }

    /// <summary>The service that it depends on.</summary>
    public Setting<string>? Service { get; init; }

    /// <summary>How often it is started again after a failed start or a signal: 0 to 10.</summary>
    public Setting<int>? Retries { get; init; }

    /// <summary>The words of a command that prints its version.</summary>
    public Setting<ImmutableArray<string>>? Version { get; init; }

    /// <summary>The words of a command that mends what it found.</summary>
    public Setting<ImmutableArray<string>>? Fix { get; init; }

    /// <summary>Globs of the files that its answer depends on.</summary>
    public Setting<ImmutableArray<string>>? Inputs { get; init; }

    /// <summary>Globs of the tracked files that it may write.</summary>
    public Setting<ImmutableArray<string>>? Writes { get; init; }

    /// <summary>Whether its answer is kept.</summary>
    public Setting<bool>? Cache { get; init; }

    /// <summary>The keys that stand there, those whose values were refused included.</summary>
    internal ImmutableDictionary<string, SettingSource> Keys { get; init; } = ImmutableDictionary<string, SettingSource>.Empty;
}

/// <summary>What the answer for a file depends on.</summary>
public enum CheckScope
{
    /// <summary>On that file and the tool's configuration.</summary>
    File,

    /// <summary>On the whole project.</summary>
    Project,
}
