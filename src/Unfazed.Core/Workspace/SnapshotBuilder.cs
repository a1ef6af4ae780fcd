using System.Collections.Immutable;

namespace Unfazed.Core.Workspace;

/// <summary>Looks at every listed file once, and keeps those that are there and count.</summary>
/// <param name="root">The root, absolute.</param>
/// <param name="rules">What does not count.</param>
/// <param name="standing">What would not count whatever the configuration says; the same where it says nothing.</param>
internal sealed class SnapshotBuilder(string root, ExcludeRules rules, ExcludeRules standing)
{
    private readonly HashSet<string> _untracked = new(StringComparer.Ordinal);

    /// <summary>Those of the built files that git does not track, in ordinal order.</summary>
    public ImmutableArray<string> Untracked => [.. _untracked.Order(StringComparer.Ordinal)];

    /// <summary>The files that only the configuration leaves out, in ordinal order: no check of ours looks at them, and tools may.</summary>
    public ImmutableArray<WorkspaceFile> Excluded { get; private set; } = [];

    public ImmutableArray<WorkspaceFile> Build(FileListing listing, CancellationToken cancellationToken)
    {
        if (listing.IsGit)
        {
            var folder = "";
            foreach (var entry in listing.Entries)
            {
                folder = FolderOf(entry.Path, folder);
                rules.Notice(folder, entry.Path.AsSpan(entry.Path.LastIndexOf('/') + 1));
                if (!ReferenceEquals(rules, standing))
                {
                    standing.Notice(folder, entry.Path.AsSpan(entry.Path.LastIndexOf('/') + 1));
                }
            }
        }

        var entries = Kept(listing);
        var found = new FileLook(root).At(entries, cancellationToken);
        var files = new List<WorkspaceFile>(found.Length);
        var excluded = new List<WorkspaceFile>();
        var last = "";
        for (var index = 0; index < found.Length; index++)
        {
            var entry = entries[index];
            if (found[index] is not { } file)
            {
                continue;
            }

            if (!ReferenceEquals(rules, standing) && IsExcluded(rules, entry, last = FolderOf(entry.Path, last)))
            {
                excluded.Add(file);
            }
            else
            {
                files.Add(file);
                if (listing.IsGit && !entry.IsTracked)
                {
                    _untracked.Add(file.Path);
                }
            }
        }

        Excluded = Order(excluded);
        return Order(files);
    }

    private List<ListedEntry> Kept(FileListing listing)
    {
        var kept = new List<ListedEntry>(listing.Entries.Length);
        var folder = "";
        foreach (var entry in listing.Entries)
        {
            folder = FolderOf(entry.Path, folder);
            if (!IsExcluded(standing, entry, folder))
            {
                kept.Add(entry);
            }
        }

        return kept;
    }

    private static bool IsExcluded(ExcludeRules by, ListedEntry entry, string folder) =>
        by.ExcludesFolder(folder, entry.IsTracked) || by.ExcludesFile(entry.Path) || (entry.IsRepository && by.ExcludesFolder(entry.Path, entry.IsTracked));

    // Sorted, and each path once: git names a file in conflict three times.
    private static ImmutableArray<WorkspaceFile> Order(List<WorkspaceFile> files)
    {
        files.Sort(static (left, right) => string.CompareOrdinal(left.Path, right.Path));
        var kept = ImmutableArray.CreateBuilder<WorkspaceFile>(files.Count);
        foreach (var file in files)
        {
            if (kept.Count == 0 || !string.Equals(kept[^1].Path, file.Path, StringComparison.Ordinal))
            {
                kept.Add(file);
            }
        }

        return kept.DrainToImmutable();
    }

    /// <summary>The folder of a path.</summary>
    /// <param name="path">Relative to the root.</param>
    /// <param name="guess">What is given where it is the folder: that of the path before, as a rule.</param>
    internal static string FolderOf(string path, string guess = "")
    {
        var slash = path.LastIndexOf('/');
        return slash < 0 ? "" : path.AsSpan(0, slash).SequenceEqual(guess) ? guess : path[..slash];
    }
}
