namespace Unfazed.Core.Workspace;

/// <summary>What the file system says of a path; a link is not followed.</summary>
/// <param name="Type">What is there.</param>
/// <param name="Stamp">Size, times and mode.</param>
internal readonly record struct FileStatus(FileType Type, FileStamp Stamp)
{
    /// <summary>How many names it has; 0 where the platform does not say.</summary>
    public uint Links { get; init; }

    /// <summary>Whose it is; 0 where the platform does not say.</summary>
    public uint Owner { get; init; }

    /// <summary>Which group's it is.</summary>
    public uint Group { get; init; }

    /// <summary>Who may read, write and execute it; none where the platform does not say.</summary>
    public UnixFileMode Mode { get; init; }

    public static FileStatus Missing { get; } = new(FileType.Missing, default);

    public static FileStatus Unreadable { get; } = new(FileType.Unreadable, default);

    /// <summary>Asks the file system; gives <see cref="FileType.Missing"/> or <see cref="FileType.Unreadable"/> rather than to throw.</summary>
    /// <param name="path">Absolute.</param>
    public static FileStatus Of(string path) =>
        OperatingSystem.IsLinux() ? LinuxFileStatus.Of(path) : PortableFileStatus.Of(path);

    /// <summary>The same for what a path leads to: links are followed.</summary>
    /// <param name="path">Absolute.</param>
    public static FileStatus Following(string path) =>
        OperatingSystem.IsLinux() ? LinuxFileStatus.Following(path) : PortableFileStatus.Of(new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path);
}

/// <summary>What lies at a path.</summary>
internal enum FileType
{
    Missing,
    Regular,
    Directory,
    SymbolicLink,

    /// <summary>A pipe, a socket, a device.</summary>
    Special,

    /// <summary>The file system refuses to say.</summary>
    Unreadable,
}
