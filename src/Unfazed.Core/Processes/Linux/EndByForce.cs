namespace Unfazed.Core.Processes;

/// <summary>
/// Ends all children at once and without their consent: this process is about to end, and nobody will look after them. No process can be
/// started afterwards. Does nothing where containment is reduced.
/// </summary>
internal static class EndByForce
{
    private const int MaxWaitForStart = 200;

    private static readonly TimeSpan MaxWalk = TimeSpan.FromMilliseconds(700);

    /// <summary>
    /// Kills the children that still run, waits until the descendants of each are gone and its log is written, then kills whatever else has
    /// this process as an ancestor. Takes a millisecond where nothing was started.
    /// </summary>
    /// <param name="limit">How long to wait for the children at most. The rest takes up to 700 ms more, and only where something does not die.</param>
    /// <returns>How many processes were killed that belonged to no child under way.</returns>
    public static int WhenIdle(TimeSpan limit)
    {
        if (ProcessRunner.IsContainmentReduced || !ChildProcesses.IsPrepared)
        {
            return Close();
        }

        Close();
        var started = TimeProvider.System.GetTimestamp();
        ProcessReactor.EndAll(limit);
        var left = limit - TimeProvider.System.GetElapsedTime(started);
        LogThread.Flush(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        return KillDescendants();
    }

    /// <summary>SIGKILL to the group of every child, and to whatever has this process as an ancestor or shows its marker. Takes milliseconds; less than a second at most.</summary>
    /// <returns>How many processes were killed one by one.</returns>
    public static int Everything()
    {
        Close();
        return ProcessRunner.IsContainmentReduced || !ChildProcesses.IsPrepared ? 0 : KillDescendants();
    }

    /// <summary>For a program that goes on after an end by force: processes can be started again.</summary>
    public static void Reopen()
    {
        if (!ProcessRunner.IsContainmentReduced && ChildProcesses.IsPrepared)
        {
            ProcessReactor.Continue();
        }

        Spawner.Reopen();
    }

    private static int Close()
    {
        Spawner.Close();
        return 0;
    }

    private static int KillDescendants()
    {
        // A start that hangs is not waited for. Its child is still in our session.
        var isStarting = !Spawner.Gate.TryEnter(MaxWaitForStart);
        if (!isStarting)
        {
            try
            {
                if (!ChildProcesses.HaveAny())
                {
                    return 0;
                }

                ChildProcesses.KillGroups();
            }
            finally
            {
                Spawner.Gate.Exit();
            }
        }

        return new DescendantKill { IncludesOurSession = isStarting }.Run(MaxWalk);
    }
}
