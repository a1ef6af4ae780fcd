using Unfazed.Core.Workspace;

namespace Unfazed.Core.Caching;

/// <summary>
/// Walks all files below a folder of the root. A link to a folder is followed where it stays in the root and does not lead back to a folder
/// on the way to it: environments of packages (<c>node_modules</c>) are full of links, in circles too. What lies behind one that leads out
/// of the root is not known.
/// </summary>
/// <param name="root">The root, absolute, symlinks resolved.</param>
/// <param name="maxEntries">The files and folders that are looked at.</param>
internal sealed class InputWalk(string root, int maxEntries)
{
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    private int _entries;

    /// <summary>Why not every file was found, as a sentence without a full stop; null where every one was.</summary>
    public string? Problem { get; private set; }

    /// <summary>The files, relative to the root, in no order.</summary>
    /// <param name="path">The folder, relative to the root; nothing has to be there.</param>
    public IEnumerable<string> Below(string path)
    {
        var folders = new Stack<Folder>();
        if (Real(Path.Combine(root, path)) is { } start)
        {
            folders.Push(new Folder(path, start, Above: null));
        }

        while (folders.TryPop(out var folder))
        {
            foreach (var entry in EntriesOf(folder))
            {
                var below = $"{folder.Path}/{entry.Name}";
                if (entry is not DirectoryInfo)
                {
                    yield return below;
                    continue;
                }

                var real = entry.LinkTarget is null ? entry.FullName : Real(entry.FullName);
                if (real is null)
                {
                    Problem ??= $"{PrintableName.Of(below)} leads out of the root";
                }
                else if (!folder.IsBelow(real))
                {
                    folders.Push(new Folder(below, real, folder));
                }
            }
        }
    }

    private FileSystemInfo[] EntriesOf(Folder folder)
    {
        if (Problem is not null)
        {
            return [];
        }

        try
        {
            FileSystemInfo[] entries = [.. new DirectoryInfo(folder.Real).EnumerateFileSystemInfos("*", Everything).Take(maxEntries + 1 - _entries)];
            _entries += entries.Length;
            Problem = _entries > maxEntries ? $"more than {maxEntries} files and folders lie in what inputs names" : null;
            return entries;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Problem = $"the folder {PrintableName.Of(folder.Path)} cannot be read";
            return [];
        }
    }

    // Where something is, absolute; null where nothing is, or outside of the root.
    private string? Real(string path) => WorkspacePath.TryResolve(root, path, out var real, out _) ? Path.GetFullPath(Path.Combine(root, real)) : null;

    private sealed record Folder(string Path, string Real, Folder? Above)
    {
        public bool IsBelow(string real)
        {
            for (var folder = this; folder is not null; folder = folder.Above)
            {
                if (string.Equals(folder.Real, real, StringComparison.Ordinal))
                {
                    return true;
                }
            }

            return false;
        }
    }
}
