using System.Runtime.InteropServices;
using Unfazed.Cli.Rendering;

namespace Unfazed.Cli;

/// <summary>Asks terminals for their size: standard error too, where the console of the runtime knows standard output alone.</summary>
internal static partial class TerminalSize
{
    private const nuint GetWindowSize = 0x5413;

    /// <summary>The size of the terminal behind a descriptor; null where it has none.</summary>
    public static unsafe WindowSize? Of(int descriptor)
    {
        if (!OperatingSystem.IsLinux())
        {
            return OfConsole();
        }

        // struct winsize of ioctl_tty(2): rows, columns, and two that nobody uses.
        var size = stackalloc ushort[4];
        return Control(descriptor, GetWindowSize, size) == 0 && size[0] > 0 && size[1] > 0 ? new WindowSize(size[1], size[0]) : null;
    }

    [LibraryImport("libc", EntryPoint = "ioctl")]
    private static unsafe partial int Control(int descriptor, nuint request, void* argument);

    private static WindowSize? OfConsole()
    {
        try
        {
            return new WindowSize(Console.WindowWidth, Console.WindowHeight);
        }
        catch (Exception error) when (error is IOException or PlatformNotSupportedException)
        {
            return null;
        }
    }
}
