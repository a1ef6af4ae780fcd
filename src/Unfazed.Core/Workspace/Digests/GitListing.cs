namespace Unfazed.Core.Workspace.Digests;

/// <summary>What git said of its index when the files were listed, not read any further: most runs never ask.</summary>
/// <param name="Output">The output of <c>git ls-files -z -v -s</c>.</param>
/// <param name="IndexFile">The index that a hook was told to use, absolute; null for the repository's own.</param>
internal sealed record GitListing(ReadOnlyMemory<byte> Output, string? IndexFile)
{
    /// <summary>Where the index is, absolute; null where that cannot be told.</summary>
    public string? Place { get; init; }

    /// <summary>What the file system said of the index before git read it.</summary>
    public FileStatus Before { get; init; }

    /// <summary>Whether the index is still the one that was listed.</summary>
    public bool IsCurrent => Place is not null && Before.Type == FileType.Regular && FileStatus.Of(Place) == Before;
}
