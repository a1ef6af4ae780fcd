using System.Collections.Immutable;
using Unfazed.Core.Workspace;

namespace Unfazed.Core.Caching;

/// <summary>A key, and what it was made of; or why there is none.</summary>
internal sealed record KeyReading
{
    /// <summary>The key; null where it cannot be told.</summary>
    public CacheKey? Key { get; init; }

    /// <summary>Why it cannot be told, as a sentence without a full stop.</summary>
    public string? Unknown { get; init; }

    /// <summary>What surrounded the check: parts of the key.</summary>
    public ImmutableArray<KeyPart> Around { get; init; } = [];

    /// <summary>The tool's version; null where it has none.</summary>
    public string? Version { get; init; }

    /// <summary>The files, those that only <c>inputs</c> names included.</summary>
    public ImmutableArray<WorkspaceFile> Files { get; init; } = [];

    /// <summary>Those that only <c>inputs</c> names.</summary>
    public ImmutableArray<WorkspaceFile> Extras { get; init; } = [];

    public static KeyReading None(string because) => new() { Unknown = because };
}
