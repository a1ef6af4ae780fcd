using System.Runtime.InteropServices;

namespace Unfazed.PuppetTool;

/// <summary>What a process can do to itself and others, without the runtime's own handling in between.</summary>
internal static unsafe partial class Native
{
    public const int Kill = 9;
    public const int Stop = 19;

    public static int Parent => GetParent();

    public static void Exit(int code) => ExitNow(code);

    public static void Hang()
    {
        while (true)
        {
            _ = Pause();
        }
    }

    public static void Sleep(int milliseconds) => _ = SleepMicroseconds((uint)milliseconds * 1000);

    /// <summary>Ignores a signal, so that its children do too.</summary>
    public static void Ignore(int signal) => SetHandler(signal, 1);

    /// <summary>Dies as a program without handlers does.</summary>
    public static void DieBy(int signal)
    {
        SetHandler(signal, 0);
        _ = SendSignal(Environment.ProcessId, signal);
        Hang();
    }

    /// <summary>Leaves a thread behind and ends the first one: from then on the table of processes shows a zombie that runs.</summary>
    public static void EndFirstThread()
    {
        new Thread(Hang).Start();
        var exit = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 93 : 60;
        _ = Call(exit, 0);
    }

    public static void Signal(int pid, int signal) => _ = SendSignal(pid, signal);

    public static void LeadGroup() => _ = SetGroup(0, 0);

    /// <summary>Becomes the tracer of its parent (ptrace(2), PTRACE_SEIZE), and so the one that hears of its end first.</summary>
    public static void TraceParent()
    {
        const int seize = 0x4206;
        if (Trace(seize, GetParent(), 0, 0) != 0)
        {
            ExitNow(77);
        }
    }

    /// <summary>Waits until it is traced.</summary>
    public static void AwaitTracer()
    {
        while (!File.ReadLines("/proc/self/status").Any(static line => line.StartsWith("TracerPid:", StringComparison.Ordinal) && !line.EndsWith("\t0", StringComparison.Ordinal)))
        {
            Sleep(1);
        }
    }

    /// <summary>Waits until another puppet has made the file.</summary>
    public static void AwaitFile(string path)
    {
        while (!File.Exists(path))
        {
            Sleep(1);
        }
    }

    /// <summary>Waits until a child has ended (waitpid(2)).</summary>
    public static void AwaitChild() => _ = WaitFor(-1, null, 0);

    public static void CloseStream(int descriptor) => _ = Close(descriptor);

    public static long ReadInput()
    {
        var buffer = stackalloc byte[4096];
        long total = 0;
        nint count;
        while ((count = Read(0, buffer, 4096)) > 0)
        {
            total += count;
        }

        return total;
    }

    public static bool WriteAll(int descriptor, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            for (nint written = 0; written < bytes.Length;)
            {
                var count = Write(descriptor, start + written, bytes.Length - written);
                if (count < 0)
                {
                    return false;
                }

                written += count;
            }
        }

        return true;
    }

    [LibraryImport("libc", EntryPoint = "getppid")]
    private static partial int GetParent();

    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial nint Call(nint number, nint argument);

    [LibraryImport("libc", EntryPoint = "ptrace")]
    private static partial nint Trace(nint request, nint pid, nint address, nint data);

    [LibraryImport("libc", EntryPoint = "_exit")]
    private static partial void ExitNow(int code);

    [LibraryImport("libc", EntryPoint = "waitpid")]
    private static partial int WaitFor(int pid, int* status, int options);

    [LibraryImport("libc", EntryPoint = "pause")]
    private static partial int Pause();

    [LibraryImport("libc", EntryPoint = "usleep")]
    private static partial int SleepMicroseconds(uint microseconds);

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint SetHandler(int signal, nint handler);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "setpgid")]
    private static partial int SetGroup(int pid, int group);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "read")]
    private static partial nint Read(int descriptor, byte* buffer, nint count);

    [LibraryImport("libc", EntryPoint = "write")]
    private static partial nint Write(int descriptor, byte* buffer, nint count);
}
