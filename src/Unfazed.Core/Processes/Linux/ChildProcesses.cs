using System.Globalization;
using System.Runtime.InteropServices;

namespace Unfazed.Core.Processes;

/// <summary>The children that we started ourselves and have not reaped. Everything is called under <see cref="Spawner.Gate"/> or is about our own children alone.</summary>
internal static unsafe class ChildProcesses
{
    private const int ChildSubreaper = 36;
    private const int ByProcess = 1;
    private const int Exited = 4;
    private const int NoHang = 1;
    private const int LeaveWaitable = 0x0100_0000;
    private const int InformationSize = 128;
    private const int ChildSignal = 17;

    private static readonly HashSet<int> Known = [];
    private static bool _prepared;

    /// <summary>Makes orphans of our children come back to us, and exit codes be kept for us; once.</summary>
    public static void Prepare()
    {
        lock (Spawner.Gate)
        {
            if (_prepared)
            {
                return;
            }

            _prepared = true;
            Libc.ProcessControl(ChildSubreaper, 1, 0, 0, 0);
            if (IgnoresChildSignal())
            {
                // Whoever started us ignored SIGCHLD, so the kernel would reap our children and drop their exit codes.
                Libc.SetSignalHandler(ChildSignal, 0);
            }
        }
    }

    public static void Add(int pid) => Known.Add(pid);

    public static bool IsKnown(int pid) => Known.Contains(pid);

    /// <summary>How an ended child ended, or null while it runs. It stays a zombie, so that its pid, group and session stay its own.</summary>
    public static ChildEnd? Peek(int pid) => WaitFor(pid, Exited | NoHang | LeaveWaitable);

    /// <summary>Reaps an ended child of ours or an orphan that came to us; null when it has not ended.</summary>
    public static ChildEnd? Reap(int pid)
    {
        lock (Spawner.Gate)
        {
            var end = WaitFor(pid, Exited | NoHang);
            if (end is not null)
            {
                Known.Remove(pid);
            }

            return end;
        }
    }

    private static ChildEnd? WaitFor(int pid, int options)
    {
        const int noChild = 10;
        var information = stackalloc int[InformationSize / sizeof(int)];
        int result;
        do
        {
            information[4] = 0;
            result = Libc.Wait(ByProcess, (uint)pid, information, options);
        }
        while (result != 0 && Marshal.GetLastPInvokeError() == Libc.Interrupted);

        if (result != 0)
        {
            return Marshal.GetLastPInvokeError() == noChild ? ChildEnd.Lost : null;
        }

        // siginfo_t: si_signo, si_errno, si_code, padding, si_pid, si_uid, si_status.
        return information[4] == 0 ? null : new ChildEnd(information[2], information[6]);
    }

    private static bool IgnoresChildSignal()
    {
        var status = ProcFile.Read("/proc/self/status");
        if (status is null)
        {
            return false;
        }

        var text = PosixText.Decode(status);
        var at = text.IndexOf("SigIgn:", StringComparison.Ordinal);
        var end = at < 0 ? -1 : text.IndexOf('\n', at);
        return end > 0
            && ulong.TryParse(text.AsSpan(at + 7, end - at - 7).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var mask)
            && (mask & (1UL << (ChildSignal - 1))) != 0;
    }
}

/// <summary>What <c>waitid</c> says of the end of a child.</summary>
/// <param name="Code"><c>si_code</c>: 1 exited, 2 killed, 3 dumped core.</param>
/// <param name="Status">The exit code or the signal.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ChildEnd(int Code, int Status)
{
    /// <summary>Somebody else reaped it.</summary>
    public static ChildEnd Lost { get; } = new(0, 0);

    public bool IsExit => Code == 1;

    public bool IsLost => Code == 0;
}
