using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Unfazed.Core.Workspace;

/// <summary>
/// Opens the files that a user names for our output. Inside a repository a symbolic link is replaced and never followed: the repository could
/// have placed it. Elsewhere a path is the user's own and is opened as it is: <c>/dev/stdout</c> and <c>/dev/fd/63</c> are links.
/// </summary>
internal static partial class WritableFile
{
    private const int SetFlags = 4; // F_SETFL
    private const int NoReader = 6; // ENXIO
    private const int NoPermission = 13; // EACCES

    /// <summary>Opens the file for writing and empties it; makes it where there is none.</summary>
    /// <param name="path">Absolute.</param>
    /// <param name="repository">The folder in which links are not followed, absolute.</param>
    /// <exception cref="IOException">It leads out of the repository, nobody reads the pipe, or the file system refuses.</exception>
    /// <exception cref="UnauthorizedAccessException">It is not ours to write.</exception>
    public static FileStream Open(string path, string repository)
    {
        // Where the root is "/", the links of devices lie below it too, and are no repository's.
        var isInside = !IsOfSystem(path) && path.StartsWith(repository.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
        if (isInside)
        {
            RefuseOutside(path, repository);
            if (FileStatus.Of(path).Type == FileType.SymbolicLink)
            {
                File.Delete(path);
            }
        }

        return OperatingSystem.IsLinux()
            ? OpenOnLinux(path, isInside)
            : new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
    }

    private static bool IsOfSystem(string path) =>
        path.StartsWith("/dev/", StringComparison.Ordinal) || path.StartsWith("/proc/", StringComparison.Ordinal);

    private static void RefuseOutside(string path, string repository)
    {
        var folder = Path.GetDirectoryName(path)!;
        if (RealPath.Resolve(folder) is { } real && RealPath.Resolve(repository) is { } root
            && real != root && !real.StartsWith(root.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new IOException("a symbolic link in its path leads out of the repository");
        }
    }

    private static FileStream OpenOnLinux(string path, bool isInside)
    {
        var handle = LinuxOpen.TryOpen(path, LinuxOpen.WriteOrCreate, isInside ? FileLinks.Refuse : FileLinks.Follow, out var error) ?? throw Failure(error);
        try
        {
            // Only the opening must not wait.
            _ = Control(handle, SetFlags, 0);
            var file = new FileStream(handle, FileAccess.Write, bufferSize: 0);
            if (LinuxFileStatus.Of(handle).Type == FileType.Regular)
            {
                file.SetLength(0);
            }

            return file;
        }
        catch (Exception)
        {
            handle.Dispose();
            throw;
        }
    }

    private static Exception Failure(int error) => error switch
    {
        NoReader => new IOException("it is a pipe that nobody reads: start its reader first"),
        NoPermission => new UnauthorizedAccessException("permission denied"),
        _ => new IOException(Marshal.GetPInvokeErrorMessage(error)),
    };

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Control(SafeFileHandle file, int command, nint argument);
}
