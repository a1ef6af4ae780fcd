using System.Collections.Immutable;
using Unfazed.Core.Workspace.Digests;

namespace Unfazed.Core.Workspace;

/// <summary>Names as git or a walk gave them, before anybody looked at the files.</summary>
internal sealed record FileListing
{
    /// <summary>Whether git gave them.</summary>
    public required bool IsGit { get; init; }

    /// <summary>What git said, as it said it; null where it was not asked.</summary>
    public GitListing? Git { get; init; }

    /// <summary>In no particular order; a path may come twice.</summary>
    public required ImmutableArray<ListedEntry> Entries { get; init; }

    /// <summary>Names that are not UTF-8, escaped.</summary>
    public ImmutableArray<string> UnreadableNames { get; init; } = [];

    /// <summary>Folders that could not be read: nobody knows what is in them. Relative to the root, escaped, with <c>/</c> at the end.</summary>
    public ImmutableArray<string> UnreadableFolders { get; init; } = [];

    /// <summary>What could not be seen, a sentence each.</summary>
    public ImmutableArray<string> Notices { get; init; } = [];
}

/// <summary>One name.</summary>
/// <param name="Path">Relative to the root, with <c>/</c>.</param>
/// <param name="IsTracked">Whether it is in git's index.</param>
/// <param name="IsRepository">Whether it is a submodule or an embedded repository.</param>
internal readonly record struct ListedEntry(string Path, bool IsTracked, bool IsRepository);
