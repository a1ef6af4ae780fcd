namespace Unfazed.Core.Workspace;

/// <summary>One file of the workspace, as it was when the run began.</summary>
/// <param name="Path">Relative to the root, with <c>/</c>.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Stamp">Size and times, to see later whether it moved.</param>
public sealed record WorkspaceFile(string Path, WorkspaceFileKind Kind, FileStamp Stamp)
{
    /// <summary>The last segment of the path.</summary>
    public ReadOnlySpan<char> Name => Path.AsSpan(Path.LastIndexOf('/') + 1);
}

/// <summary>What a workspace's entry is.</summary>
public enum WorkspaceFileKind
{
    /// <summary>A regular file.</summary>
    Regular,

    /// <summary>A symbolic link; it is not followed.</summary>
    SymbolicLink,

    /// <summary>A submodule or an embedded repository: a workspace of its own.</summary>
    Repository,
}

/// <summary>What <c>stat</c> says of a file.</summary>
/// <param name="Size">Bytes.</param>
/// <param name="Modified">mtime in nanoseconds since 1970, UTC.</param>
/// <param name="Changed">ctime in nanoseconds since 1970, UTC; 0 where the platform has none.</param>
/// <param name="Executable">Whether somebody may execute it.</param>
public readonly record struct FileStamp(long Size, long Modified, long Changed, bool Executable)
{
    /// <summary>The number of the file itself, whatever its name; 0 where the platform has none. A file that was put in another's place has its own.</summary>
    public ulong Inode { get; init; }
}
