namespace Unfazed.Core.Workspace;

/// <summary>What the file system says of a path; a link is not followed.</summary>
/// <param name="Type">What is there.</param>
/// <param name="Stamp">Size, times and mode.</param>
internal readonly record struct FileStatus(FileType Type, FileStamp Stamp)
{
    public static FileStatus Missing { get; } = new(FileType.Missing, default);

    public static FileStatus Unreadable { get; } = new(FileType.Unreadable, default);

    /// <summary>Asks the file system; gives <see cref="FileType.Missing"/> or <see cref="FileType.Unreadable"/> rather than to throw.</summary>
    /// <param name="path">Absolute.</param>
    public static FileStatus Of(string path) =>
        OperatingSystem.IsLinux() ? LinuxFileStatus.Of(path) : PortableFileStatus.Of(path);
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
