namespace Unfazed.Core.Processes;

/// <summary>Ends what a run that was killed left behind. A process is touched only when every run that it belongs to is known to be dead.</summary>
internal static class OrphanSweep
{
    private const int MostRounds = 5;
    private const int LongestWait = 100;

    /// <summary>
    /// Ends every process that shows markers of ours whose owners are all dead, in this boot and this pid namespace. Children of a
    /// living neighbour are left alone, and so are we and our ancestors. Takes milliseconds; at most half a second.
    /// </summary>
    /// <returns>How many were ended. Always 0 where containment is reduced.</returns>
    public static int Run()
    {
        if (ProcessRunner.IsContainmentReduced)
        {
            return 0;
        }

        var ended = new HashSet<ProcessKey>();
        for (var round = 0; round < MostRounds; round++)
        {
            // As a rule there is none, and then the table need not be read.
            if (!ProcessTable.Ids().Exists(IsOrphan))
            {
                break;
            }

            var table = ProcessTable.ReadAll();
            var spared = Ancestry(table);
            var orphans = table.Values.Where(entry => !entry.IsDead && !spared.Contains(entry.Id) && IsOrphan(entry.Id)).ToList();
            if (orphans.Count == 0)
            {
                break;
            }

            orphans.ForEach(End);
            ended.UnionWith(orphans.Select(static orphan => orphan.Key));
        }

        return ended.Count;
    }

    /// <summary>Whether these markers say that nobody looks after the process any more.</summary>
    internal static bool IsOrphan(IReadOnlyList<CheckMarker> markers, Func<CheckMarker, bool> isAlive) =>
        markers.Count > 0 && markers.All(marker =>
            marker.Boot == CheckMarker.Ours.Boot && marker.PidNamespace == CheckMarker.Ours.PidNamespace && !isAlive(marker));

    // Owners are looked up now: one that started while the table was read is missing there.
    private static bool IsOrphan(int pid) => IsOrphan(
        ProcessMarkers.Of(pid),
        static owner => ProcessTable.Read(owner.OwnerId) is { IsDead: false } entry && entry.StartTime == owner.OwnerStart);

    private static void End(ProcessEntry orphan)
    {
        using var handle = ProcessHandle.Open(orphan.Id);
        DescendantSweep.Kill(orphan);
        if (handle is not null)
        {
            ProcessHandle.WaitForEnd(handle, LongestWait);
        }
    }

    private static HashSet<int> Ancestry(Dictionary<int, ProcessEntry> table)
    {
        var ancestry = new HashSet<int>();
        for (var at = System.Environment.ProcessId; ancestry.Add(at) && table.TryGetValue(at, out var entry);)
        {
            at = entry.Parent;
        }

        return ancestry;
    }
}
