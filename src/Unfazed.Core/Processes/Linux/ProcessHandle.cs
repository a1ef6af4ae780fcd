namespace Unfazed.Core.Processes;

/// <summary>Handles of processes that cannot come to mean another one: pidfd_open(2), pidfd_send_signal(2).</summary>
internal static class ProcessHandle
{
    // Numbers above 423 are the same on every architecture.
    private const int SendSignalCall = 424;
    private const int OpenCall = 434;
    private const int CloseRangeCall = 436;
    private const nint OnExecOnly = 4;

    /// <summary>A handle that becomes readable when the process ends; null where the kernel is older than 5.3 or the process is gone.</summary>
    public static Descriptor? Open(int pid)
    {
        var number = (int)Libc.SystemCall(OpenCall, pid, 0, 0, 0);
        return number < 0 ? null : new Descriptor(number);
    }

    /// <summary>Sends a signal to the process of this handle.</summary>
    public static bool Send(Descriptor process, int signal) => Libc.SystemCall(SendSignalCall, process.Number, signal, 0, 0) == 0;

    /// <summary>Waits until the process has ended, at most this many milliseconds.</summary>
    public static unsafe void WaitForEnd(Descriptor process, int milliseconds)
    {
        var entry = new Libc.PollEntry { Descriptor = process.Number, Events = Libc.PollIn };
        _ = Libc.Poll(&entry, 1, milliseconds);
    }

    /// <summary>No descriptor that our own parent left open reaches a child (kernel 5.11; before it they are inherited as they are).</summary>
    public static void CloseAllOnExec() => Libc.SystemCall(CloseRangeCall, 3, int.MaxValue, OnExecOnly, 0);
}
