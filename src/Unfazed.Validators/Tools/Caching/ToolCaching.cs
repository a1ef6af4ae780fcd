using System.Collections.Immutable;

namespace Unfazed.Validators.Tools.Caching;

/// <summary>What the answer of a tool depends on, beside its files, its command and its version; and how its answers are kept.</summary>
internal sealed record ToolCaching
{
    /// <summary>How its answers are kept; null for what its scope says.</summary>
    public CacheGrain? Grain { get; init; }

    /// <summary>Why its answers are never kept, as a sentence without a full stop; null when they are.</summary>
    public string? NeverBecause { get; init; }

    /// <summary>Names of files that configure it, beside those that are its evidence; they are looked for above the root, too.</summary>
    public ImmutableArray<string> Configuration { get; init; } = [];

    /// <summary>The user's own configuration: <c>~/NAME</c>, <c>~config/NAME</c> for what lies in <c>$XDG_CONFIG_HOME</c>, or an absolute path.</summary>
    public ImmutableArray<string> UserFiles { get; init; } = [];

    /// <summary>Variables that it reads, beside those that everybody's key holds; <c>NAME_*</c> for all that begin so.</summary>
    public ImmutableArray<string> Variables { get; init; } = [];

    /// <summary>Other programs that it starts where they are on <c>PATH</c>.</summary>
    public ImmutableArray<string> Programs { get; init; } = [];

    /// <summary>Whether gems that are installed decide.</summary>
    public bool UsesGems { get; init; }
}

/// <summary>How answers are kept.</summary>
internal enum CacheGrain
{
    /// <summary>For each file by itself.</summary>
    File,

    /// <summary>For each file by itself, as long as no file of its kind comes or goes: imports are told from each other by what is there.</summary>
    FileAmongNames,

    /// <summary>For the files that it is about as a whole.</summary>
    OwnFiles,

    /// <summary>For all files of the workspace as a whole.</summary>
    Workspace,
}
