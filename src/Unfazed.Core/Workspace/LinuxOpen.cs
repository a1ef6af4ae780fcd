using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Unfazed.Core.Workspace;

/// <summary>open(2) with what the platform's own API cannot ask for: never to wait, and not to follow a link at the end of the path.</summary>
internal static partial class LinuxOpen
{
    /// <summary>O_WRONLY | O_CREAT.</summary>
    public const int WriteOrCreate = 0x41;

    private const int CloseOnExec = 0x80000; // O_CLOEXEC
    private const int NonBlocking = 0x800; // O_NONBLOCK
    private const int EverybodyMayWrite = 0x1b6; // 0666, which the umask narrows
    private const int Interrupted = 4; // EINTR

    // O_NOFOLLOW is one of the few flags that differ between architectures.
    private static readonly int NoFollow = RuntimeInformation.ProcessArchitecture is Architecture.Arm or Architecture.Arm64 ? 0x8000 : 0x20000;

    /// <summary>Opens a file; never waits for the other end of a pipe.</summary>
    /// <param name="path">Absolute.</param>
    /// <param name="flags">Beside those that are always set; 0 for reading.</param>
    /// <param name="links">Whether a symbolic link at the end of the path is followed.</param>
    /// <param name="error">The error number; 0 for none.</param>
    /// <returns>The open file; null where there is an error.</returns>
    public static SafeFileHandle? TryOpen(string path, int flags, FileLinks links, out int error)
    {
        var name = new byte[Encoding.UTF8.GetMaxByteCount(path.Length) + 1];
        Encoding.UTF8.GetBytes(path, name);
        var all = flags | CloseOnExec | NonBlocking | (links == FileLinks.Follow ? 0 : NoFollow);
        int descriptor;
        do
        {
            descriptor = Open(in name[0], all, EverybodyMayWrite);
            error = descriptor < 0 ? Marshal.GetLastPInvokeError() : 0;
        }
        while (error == Interrupted);

        return descriptor < 0 ? null : new SafeFileHandle(descriptor, ownsHandle: true);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true)]
    private static partial int Open(in byte path, int flags, int mode);
}
