using System.Collections.Immutable;

namespace Unfazed.Core.Caching;

/// <summary>What decides about the answer of a check: what its key is made of. Says how to look, and looks at nothing yet.</summary>
internal sealed record CheckCaching
{
    /// <summary>Why its answer is never kept, as a sentence without a full stop; null when it is.</summary>
    public string? NeverBecause { get; init; }

    /// <summary>What is known without looking: its command, what our configuration says.</summary>
    public ImmutableArray<KeyPart> Parts { get; init; } = [];

    /// <summary>Looks at what surrounds it: versions, packages, variables, the user's own configuration. Done again after a run.</summary>
    public Func<KeyScene, CancellationToken, Task<Surroundings>>? Look { get; init; }

    /// <summary>The files of the workspace that it depends on; null for all of them.</summary>
    public Func<string, bool>? DependsOn { get; init; }

    /// <summary>Whether a file of the workspace, though none of these, would decide by what it configures.</summary>
    public Func<string, bool>? IsConfiguration { get; init; }

    /// <summary>Globs of files that it depends on too, ignored ones among them.</summary>
    public ImmutableArray<string> Inputs { get; init; } = [];

    /// <summary>How its answers are kept file by file; null where they are kept as a whole.</summary>
    public FileByFile? ByFile { get; init; }

    /// <summary>A check whose answer is never kept.</summary>
    public static CheckCaching Never(string because) => new() { NeverBecause = because };
}

/// <summary>Of a check whose answer for a file depends on that file and on nothing else that its key does not name.</summary>
/// <param name="Files">The files, relative to the root, in ordinal order.</param>
internal sealed record FileByFile(ImmutableArray<string> Files)
{
    /// <summary>What was examined, in few words.</summary>
    public required string Summary { get; init; }

    /// <summary>Whether the tool is told which files to look at; else it looks for them by itself.</summary>
    public bool IsNarrowed { get; init; }
}

/// <summary>What surrounds a check.</summary>
/// <param name="Parts">Parts of its key.</param>
/// <param name="Version">The tool's version; null where it has none.</param>
internal sealed record Surroundings(ImmutableArray<KeyPart> Parts, string? Version = null)
{
    /// <summary>Why the key cannot be told now; null when it can.</summary>
    public string? Unknown { get; init; }
}
