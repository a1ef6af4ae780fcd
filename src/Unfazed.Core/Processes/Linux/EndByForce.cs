namespace Unfazed.Core.Processes;

/// <summary>Ends all children at once and without their consent: this process is about to end, and nobody will look after them.</summary>
internal static class EndByForce
{
    private const int LongestWait = 200;

    /// <summary>
    /// SIGKILL to the group of every child, and to every process that shows our marker. Takes milliseconds, and no process can be
    /// started afterwards. Does nothing where containment is reduced.
    /// </summary>
    public static void Everything()
    {
        if (ProcessRunner.IsContainmentReduced)
        {
            return;
        }

        // Held for good, so that no child is started between this and our end; a start that hangs is not waited for.
        if (Spawner.Gate.TryEnter(LongestWait))
        {
            ChildProcesses.KillGroups();
        }

        foreach (var process in ProcessTable.ReadAll().Values.Where(static process => !process.IsDead && IsOurs(process.Id)))
        {
            DescendantSweep.Kill(process);
        }
    }

    private static bool IsOurs(int pid) => ProcessMarkers.Of(pid).Any(static marker => marker with { Check = "" } == CheckMarker.Ours);
}
