using System.Runtime.InteropServices;

namespace Unfazed.Core.Workspace;

/// <summary>
/// Opens regular files for reading and nothing else: opening a FIFO waits for a writer, reading a device has no end, and a link that a
/// repository contains may lead anywhere. Every file that we read for ourselves is opened here.
/// </summary>
internal static class RegularFile
{
    private const int NotThere = 2; // ENOENT
    private const int NotAFolder = 20; // ENOTDIR
    private const int NotAllowed = 13; // EACCES
    private const int NotPermitted = 1; // EPERM
    private const int TooManyLinks = 40; // ELOOP

    /// <summary>Opens a regular file; never blocks on what is none.</summary>
    /// <param name="path">Absolute.</param>
    /// <param name="links">Whether a symbolic link at the end of the path is followed.</param>
    /// <exception cref="FileNotFoundException">Nothing is there.</exception>
    /// <exception cref="IOException">It is a link, a pipe, a device or a directory, or the file system refuses.</exception>
    /// <exception cref="UnauthorizedAccessException">It is not ours to read.</exception>
    public static FileStream OpenRead(string path, FileLinks links = FileLinks.Refuse) =>
        OperatingSystem.IsLinux() ? OpenOnLinux(path, links) : OpenElsewhere(path, links);

    /// <summary>Reads a regular file to its end.</summary>
    /// <param name="path">Absolute.</param>
    /// <param name="limit">The largest size in bytes; a larger file is refused.</param>
    /// <param name="links">Whether a symbolic link at the end of the path is followed.</param>
    /// <exception cref="FileNotFoundException">Nothing is there.</exception>
    /// <exception cref="IOException">It is no regular file, it is larger than the limit, or the file system refuses.</exception>
    /// <exception cref="UnauthorizedAccessException">It is not ours to read.</exception>
    public static byte[] ReadAllBytes(string path, int limit, FileLinks links = FileLinks.Refuse)
    {
        using var file = OpenRead(path, links);
        if (file.Length > limit)
        {
            throw new IOException($"{path} is larger than {limit} bytes");
        }

        // A file may grow while it is read.
        var bytes = new byte[(int)file.Length + 1];
        var length = 0;
        while (file.Read(bytes, length, bytes.Length - length) is > 0 and var count)
        {
            length += count;
            if (length > limit)
            {
                throw new IOException($"{path} is larger than {limit} bytes");
            }

            if (length == bytes.Length)
            {
                Array.Resize(ref bytes, (int)Math.Min((long)limit + 1, bytes.Length * 2L));
            }
        }

        return bytes[..length];
    }

    private static FileStream OpenOnLinux(string path, FileLinks links)
    {
        // Asked first, because opening alone has effects on some devices, and again on what was opened.
        var status = links == FileLinks.Follow ? LinuxFileStatus.Following(path) : LinuxFileStatus.Of(path);
        Require(status, path);
        var handle = LinuxOpen.TryOpen(path, flags: 0, links, out var error) ?? throw Failure(error, path);
        try
        {
            Require(LinuxFileStatus.Of(handle), path);
            return new FileStream(handle, FileAccess.Read, bufferSize: 0);
        }
        catch (Exception)
        {
            handle.Dispose();
            throw;
        }
    }

    private static FileStream OpenElsewhere(string path, FileLinks links)
    {
        var status = FileStatus.Of(path);
        if (links == FileLinks.Refuse || status.Type != FileType.SymbolicLink)
        {
            Require(status, path);
        }

        return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
    }

    private static void Require(FileStatus status, string path)
    {
        switch (status.Type)
        {
            case FileType.Regular:
                return;
            case FileType.Missing:
                throw new FileNotFoundException($"{path} does not exist", path);
            case FileType.Unreadable:
                throw new UnauthorizedAccessException($"{path} cannot be inspected: check the permissions of its folder");
            default:
                throw new IOException($"{path} is {Describe(status.Type)}, not a regular file");
        }
    }

    private static string Describe(FileType type) => type switch
    {
        FileType.SymbolicLink => "a symbolic link",
        FileType.Directory => "a directory",
        _ => "a pipe, a socket or a device",
    };

    private static Exception Failure(int error, string path) => error switch
    {
        NotThere or NotAFolder => new FileNotFoundException($"{path} does not exist", path),
        NotAllowed or NotPermitted => new UnauthorizedAccessException($"{path} cannot be read: check its permissions"),
        TooManyLinks => new IOException($"{path} is a symbolic link, not a regular file"),
        _ => new IOException($"{path} cannot be opened: {Marshal.GetPInvokeErrorMessage(error)}"),
    };
}

/// <summary>What becomes of a symbolic link at the end of a path.</summary>
internal enum FileLinks
{
    /// <summary>It is an error: what a repository makes a link could lead out of it.</summary>
    Refuse,

    /// <summary>The file that it leads to is opened.</summary>
    Follow,
}
