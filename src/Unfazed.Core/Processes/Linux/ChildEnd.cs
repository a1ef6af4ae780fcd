using System.Runtime.InteropServices;

namespace Unfazed.Core.Processes;

/// <summary>What <c>waitid</c> says of the end of a child.</summary>
/// <param name="Code"><c>si_code</c>: 1 exited, 2 killed, 3 dumped core; 0 when somebody else reaped it.</param>
/// <param name="Status">The exit code or the signal.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ChildEnd(int Code, int Status)
{
    private const int Any = 0;
    private const int ByProcess = 1;
    private const int NoHang = 1;
    private const int Exited = 4;
    private const int LeaveWaitable = 0x0100_0000;
    private const int AllKinds = 0x4000_0000;
    private const int NoChild = 10;

    // siginfo_t: si_signo, si_errno, si_code, padding, si_pid, si_uid, si_status.
    private const int InformationSize = 32;

    public ProcessEnd Kind => Code switch
    {
        0 => ProcessEnd.Abandoned,
        1 => ProcessEnd.Exited,
        _ => ProcessEnd.Signaled,
    };

    /// <summary>How an ended child ended, or null while it runs. It stays a zombie, so that its pid, group and session stay its own.</summary>
    public static ChildEnd? Peek(int pid) => Wait(pid, Exited | NoHang | LeaveWaitable);

    /// <summary>The same, and the child is reaped. Under <see cref="Spawner.Gate"/>.</summary>
    public static ChildEnd? Take(int pid) => Wait(pid, Exited | NoHang);

    /// <summary>A child that has ended and was not reaped, whoever started it: its pid; 0 where all that there are still run, null where there is none.</summary>
    public static unsafe int? PeekAny()
    {
        var information = stackalloc int[InformationSize];
        information[4] = 0;
        return Libc.Wait(Any, 0, information, Exited | NoHang | LeaveWaitable | AllKinds) == 0 ? information[4]
            : Marshal.GetLastPInvokeError() == NoChild ? null
            : 0;
    }

    private static unsafe ChildEnd? Wait(int pid, int options)
    {
        var information = stackalloc int[InformationSize];
        int result;
        do
        {
            information[4] = 0;
            result = Libc.Wait(ByProcess, (uint)pid, information, options);
        }
        while (result != 0 && Marshal.GetLastPInvokeError() == Libc.Interrupted);

        if (result != 0)
        {
            return Marshal.GetLastPInvokeError() == NoChild ? default(ChildEnd) : null;
        }

        return information[4] == 0 ? null : new ChildEnd(information[2], information[6]);
    }
}
