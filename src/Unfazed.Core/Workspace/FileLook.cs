namespace Unfazed.Core.Workspace;

/// <summary>Looks at listed files once each, on every core where they are many.</summary>
/// <param name="root">The root, absolute.</param>
internal sealed class FileLook(string root)
{
    // So many are looked at in less time than it takes to wake another thread.
    private const int Share = 1_000;

    /// <summary>What lies there, in the order of the list; null for what is gone, or is no file.</summary>
    public WorkspaceFile?[] At(IReadOnlyList<ListedEntry> entries, CancellationToken cancellationToken)
    {
        var found = new WorkspaceFile?[entries.Count];
        var parts = Math.Clamp(found.Length / Share, 1, Environment.ProcessorCount);
        if (parts == 1)
        {
            new Part(root).Look(entries, found, 0, found.Length, cancellationToken);
            return found;
        }

        Parallel.For(0, parts, new ParallelOptions { CancellationToken = cancellationToken }, part =>
            new Part(root).Look(entries, found, Bound(part), Bound(part + 1), cancellationToken));
        return found;

        int Bound(int part) => (int)((long)found.Length * part / parts);
    }

    private sealed class Part(string root)
    {
        private readonly Dictionary<string, bool> _realFolders = new(StringComparer.Ordinal) { [""] = true };
        private string _folder = "";
        private bool _isReal = true;

        public void Look(IReadOnlyList<ListedEntry> entries, WorkspaceFile?[] found, int from, int to, CancellationToken cancellationToken)
        {
            for (var index = from; index < to; index++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                found[index] = Look(entries[index]);
            }
        }

        private WorkspaceFile? Look(ListedEntry entry)
        {
            // The files of a folder stand side by side in the list.
            var folder = SnapshotBuilder.FolderOf(entry.Path, _folder);
            if (!ReferenceEquals(folder, _folder))
            {
                (_folder, _isReal) = (folder, IsReal(folder));
            }

            if (!_isReal)
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

            real = IsReal(SnapshotBuilder.FolderOf(folder)) && FileStatus.Of(Path.Combine(root, folder)).Type is FileType.Directory or FileType.Unreadable;
            return _realFolders[folder] = real;
        }
    }
}
