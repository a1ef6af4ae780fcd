namespace Unfazed.Core.Processes;

/// <summary>Being one job among others of a shell.</summary>
internal static class JobControl
{
    private const int Stop = 19;

    /// <summary>
    /// Stops this process until somebody continues it, as SIGTSTP does by default; the runtime's own handling does not. Returns at once where
    /// no shell could continue it: in an orphaned process group (POSIX.1-2017, 2.4.3).
    /// </summary>
    public static void StopItself()
    {
        var own = ProcessTable.Read(System.Environment.ProcessId);
        var shell = own is null ? null : ProcessTable.Read(own.Parent);
        if (shell is not null && shell.Session == own!.Session && shell.Group != own.Group)
        {
            _ = Libc.SendSignal(own.Id, Stop);
        }
    }
}
