using System.Collections.Immutable;

namespace Unfazed.Core.Workspace;

/// <summary>The files of a repository as they were at one moment: tracked, modified and untracked ones, without what is ignored or excluded.</summary>
public sealed class WorkspaceSnapshot
{
    /// <summary>Makes a snapshot from what was listed.</summary>
    public WorkspaceSnapshot(string root, bool isGit, ImmutableArray<WorkspaceFile> files)
    {
        Root = root;
        IsGit = isGit;
        Files = files;
    }

    /// <summary>The root, absolute, symlinks resolved.</summary>
    public string Root { get; }

    /// <summary>Whether git listed the files; else the folder was walked.</summary>
    public bool IsGit { get; }

    /// <summary>The files in ordinal order of their paths.</summary>
    public ImmutableArray<WorkspaceFile> Files { get; }

    /// <summary>Names that are not UTF-8: shown escaped, a finding each, and never passed to a tool.</summary>
    public ImmutableArray<string> UnreadableNames { get; init; } = [];

    /// <summary>The file at this path (relative to the root, with <c>/</c>), or null.</summary>
    public WorkspaceFile? Find(string path)
    {
        var index = Files.AsSpan().BinarySearch(new PathProbe(path));
        return index < 0 ? null : Files[index];
    }

    /// <summary>The absolute path of a file of this workspace.</summary>
    public string FullPath(string path) => System.IO.Path.Combine(Root, path);

    private readonly record struct PathProbe(string Path) : IComparable<WorkspaceFile>
    {
        public int CompareTo(WorkspaceFile? other) => string.CompareOrdinal(Path, other?.Path);
    }
}
