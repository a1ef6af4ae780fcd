using System.Text;

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

    /// <summary>Whether git tracks a path, anything below it, or a link or submodule in its way.</summary>
    /// <param name="path">Relative to the root, with <c>/</c>; <c>.</c> for the root itself.</param>
    public bool Tracks(string path)
    {
        if (path == ".")
        {
            return true;
        }

        // "H 100644 DIGEST 0<tab>PATH<NUL>"; what is not tracked has no tab before its path. A name with a tab in it may say yes too often.
        for (var ancestor = path; ancestor.Length > 0; ancestor = ancestor[..Math.Max(0, ancestor.LastIndexOf('/'))])
        {
            if (HasEntry(ancestor, isFolder: ancestor == path))
            {
                return true;
            }
        }

        return false;
    }

    private bool HasEntry(string path, bool isFolder)
    {
        ReadOnlySpan<byte> entry = [(byte)'\t', .. Encoding.UTF8.GetBytes(path)];
        for (var rest = Output.Span; rest.IndexOf(entry) is >= 0 and var found; rest = rest[(found + entry.Length)..])
        {
            var next = rest[found..].Length > entry.Length ? rest[found + entry.Length] : (byte)0;
            if (next == 0 || (isFolder && next == (byte)'/'))
            {
                return true;
            }
        }

        return false;
    }
}
