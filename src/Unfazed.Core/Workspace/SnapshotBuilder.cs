using System.Collections.Immutable;

namespace Unfazed.Core.Workspace;

/// <summary>Looks at every listed file once, and keeps those that are there and count.</summary>
/// <param name="root">The root, absolute.</param>
/// <param name="rules">What does not count.</param>
/// <param name="standing">What would not count whatever the configuration says; the same where it says nothing.</param>
internal sealed class SnapshotBuilder(string root, ExcludeRules rules, ExcludeRules standing)
{
    private readonly Dictionary<string, bool> _realFolders = new(StringComparer.Ordinal) { [""] = true };

    private readonly HashSet<string> _untracked = new(StringComparer.Ordinal);

    /// <summary>Those of the built files that git does not track, in ordinal order.</summary>
    public ImmutableArray<string> Untracked => [.. _untracked.Order(StringComparer.Ordinal)];

    /// <summary>The files that only the configuration leaves out, in ordinal order: no check of ours looks at them, and tools may.</summary>
    public ImmutableArray<WorkspaceFile> Excluded { get; private set; } = [];

    public ImmutableArray<WorkspaceFile> Build(FileListing listing, CancellationToken cancellationToken)
    {
        if (listing.IsGit)
        {
            foreach (var entry in listing.Entries)
            {
                rules.Notice(FolderOf(entry.Path), entry.Path.AsSpan(entry.Path.LastIndexOf('/') + 1));
                if (!ReferenceEquals(rules, standing))
                {
                    standing.Notice(FolderOf(entry.Path), entry.Path.AsSpan(entry.Path.LastIndexOf('/') + 1));
                }
            }
        }

        var files = new List<WorkspaceFile>(listing.Entries.Length);
        var excluded = new List<WorkspaceFile>();
        foreach (var entry in listing.Entries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Look(entry) is not { } file)
            {
                continue;
            }

            if (!ReferenceEquals(rules, standing) && IsExcluded(rules, entry))
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

    private static bool IsExcluded(ExcludeRules by, ListedEntry entry) =>
        by.ExcludesFolder(FolderOf(entry.Path), entry.IsTracked) || by.ExcludesFile(entry.Path) || (entry.IsRepository && by.ExcludesFolder(entry.Path, entry.IsTracked));

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

    private WorkspaceFile? Look(ListedEntry entry)
    {
        if (IsExcluded(standing, entry) || !IsReal(FolderOf(entry.Path)))
        {
            return null;
        }

        var status = FileStatus.Of(Path.Combine(root, entry.Path));
        return (status.Type, entry.IsRepository) switch
        {
            (FileType.Directory, true) => new WorkspaceFile(entry.Path, WorkspaceFileKind.Repository, default),
            (FileType.Regular or FileType.Unreadable, _) => new WorkspaceFile(entry.Path, WorkspaceFileKind.Regular, status.Stamp),
            (FileType.SymbolicLink, _) => new WorkspaceFile(entry.Path, WorkspaceFileKind.SymbolicLink, status.Stamp),
            _ => null,
        };
    }

    // Where a folder was replaced by a symlink, the files that git still lists below it lie elsewhere, perhaps outside the root.
    private bool IsReal(string folder)
    {
        if (_realFolders.TryGetValue(folder, out var real))
        {
            return real;
        }

        real = IsReal(FolderOf(folder)) && FileStatus.Of(Path.Combine(root, folder)).Type is FileType.Directory or FileType.Unreadable;
        return _realFolders[folder] = real;
    }

    private static string FolderOf(string path)
    {
        var slash = path.LastIndexOf('/');
        return slash < 0 ? "" : path[..slash];
    }
}
