using System.Runtime.InteropServices;
using Unfazed.Core.Processes;

namespace Unfazed.Cli;

/// <summary>
/// What a process needs to be able to answer, wherever it was started. A standard stream that is closed would become the first file or pipe
/// that is opened, and be written to; and a file that reaches <c>ulimit -f</c> would kill the process, where an error is enough.
/// </summary>
internal static partial class StandardStreams
{
    private const int GetFlags = 1; // F_GETFD
    private const int ReadOnly = 0; // O_RDONLY
    private const int WriteOnly = 1; // O_WRONLY
    private const int FileSizeSignal = 25; // SIGXFSZ
    private const nint Ignore = 1; // SIG_IGN

    /// <summary>Makes it so; to be called before anything else is opened.</summary>
    public static void Secure()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        Libc.SetSignalHandler(FileSizeSignal, Ignore);
        for (var stream = 0; stream <= 2; stream++)
        {
            // Opened the wrong way round, so that reading and writing fail as they do on a closed stream.
            if (Control(stream, GetFlags, 0) < 0)
            {
                _ = Open("/dev/null", stream == 0 ? WriteOnly : ReadOnly, 0);
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int Control(int descriptor, int command, nint argument);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags, int mode);
}
