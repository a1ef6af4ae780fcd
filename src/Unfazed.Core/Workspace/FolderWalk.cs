using System.Collections.Immutable;
using System.IO.Enumeration;

namespace Unfazed.Core.Workspace;

/// <summary>Lists files where there is no git to ask. Symlinks are entries and never followed, so no loop is possible.</summary>
internal sealed class FolderWalk(string root, ExcludeRules rules)
{
    private static readonly EnumerationOptions OneFolder = new() { AttributesToSkip = 0, IgnoreInaccessible = false, RecurseSubdirectories = false };

    private readonly ImmutableArray<ListedEntry>.Builder _entries = ImmutableArray.CreateBuilder<ListedEntry>();
    private readonly ImmutableArray<string>.Builder _unreadable = ImmutableArray.CreateBuilder<string>();
    private readonly ImmutableArray<string>.Builder _folders = ImmutableArray.CreateBuilder<string>();
    private readonly ImmutableArray<string>.Builder _notices = ImmutableArray.CreateBuilder<string>();
    private readonly Stack<string> _waiting = new([""]);

    public FileListing Run(CancellationToken cancellationToken)
    {
        while (_waiting.TryPop(out var folder))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Visit(folder, Read(folder));
        }

        return new FileListing
        {
            IsGit = false,
            Entries = _entries.ToImmutable(),
            UnreadableNames = _unreadable.ToImmutable(),
            UnreadableFolders = _folders.ToImmutable(),
            Notices = _notices.ToImmutable(),
        };
    }

    private void Visit(string folder, List<(string Name, bool IsFolder)> children)
    {
        foreach (var (name, isFolder) in children)
        {
            if (!isFolder)
            {
                rules.Notice(folder, name);
            }
        }

        if (rules.ExcludesFolder(folder, tracked: false))
        {
            return;
        }

        if (folder.Length > 0 && children.Exists(static child => child.Name == ".git"))
        {
            _entries.Add(new ListedEntry(folder, IsTracked: false, IsRepository: true));
            return;
        }

        foreach (var (name, isFolder) in children)
        {
            Take(folder.Length == 0 ? name : $"{folder}/{name}", isFolder);
        }
    }

    private void Take(string path, bool isFolder)
    {
        // .NET reads bytes that are not UTF-8 as U+FFFD; such a name leads nowhere.
        if (path.Contains('\ufffd', StringComparison.Ordinal) && FileStatus.Of(Path.Combine(root, path)).Type == FileType.Missing)
        {
            _unreadable.Add(PrintableName.Of(path));
        }
        else if (isFolder)
        {
            _waiting.Push(path);
        }
        else
        {
            _entries.Add(new ListedEntry(path, IsTracked: false, IsRepository: false));
        }
    }

    private List<(string Name, bool IsFolder)> Read(string folder)
    {
        try
        {
            return [.. new FileSystemEnumerable<(string, bool)>(
                Path.Combine(root, folder), static (ref FileSystemEntry entry) => (entry.FileName.ToString(), IsRealFolder(ref entry)), OneFolder)];
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // A folder that went away meanwhile is no news.
            if (problem is not DirectoryNotFoundException && !rules.ExcludesFolder(folder, tracked: false))
            {
                _folders.Add(PrintableName.Of(folder) + "/");
                _notices.Add($"the folder {PrintableName.Of(folder.Length == 0 ? root : folder)} cannot be read: {PrintableName.Of(problem.Message)}");
            }

            return [];
        }
    }

    private static bool IsRealFolder(ref FileSystemEntry entry) =>
        entry.IsDirectory && (entry.Attributes & FileAttributes.ReparsePoint) == 0;
}
