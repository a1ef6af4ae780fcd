using System.Collections.Immutable;

namespace Unfazed.Core.Processes;

/// <summary>The sessions that runs which were killed have left: their members, and whatever descends from a member.</summary>
internal sealed class LeftSessions
{
    private const int MaxAncestry = 4096;
    private const double TicksPerSecond = 100;

    // What is left of a run was there when the run was killed, soon after its journal was written last.
    private static readonly TimeSpan MaxAfterLastWrite = TimeSpan.FromMinutes(1);

    private readonly Dictionary<int, CutOffRun> _sessions = [];
    private readonly Dictionary<int, ProcessEntry> _table;

    private LeftSessions(Dictionary<int, ProcessEntry> table) => _table = table;

    /// <summary>Those of runs that are known to be dead.</summary>
    public static LeftSessions Of(ImmutableArray<CutOffRun> runs, Dictionary<int, ProcessEntry> table)
    {
        var left = new LeftSessions(table);
        var oldest = table.Values.Where(static entry => !entry.IsDead).GroupBy(static entry => entry.Session)
            .ToDictionary(static group => group.Key, static group => group.Min(static entry => entry.StartTime));
        foreach (var run in runs)
        {
            foreach (var leader in run.Leaders.Where(leader => oldest.TryGetValue(leader.Id, out var first) && left.IsStillOf(run, leader, first)))
            {
                left._sessions[leader.Id] = run;
            }
        }

        return left;
    }

    /// <summary>The run that a process is left of; null for every other.</summary>
    public CutOffRun? OwnerOf(ProcessEntry entry)
    {
        ProcessEntry? at = entry;
        for (var steps = 0; at is not null && _sessions.Count > 0 && steps < MaxAncestry; steps++)
        {
            if (_sessions.TryGetValue(at.Session, out var run))
            {
                return run;
            }

            at = _table.GetValueOrDefault(at.Parent);
        }

        return null;
    }

    /// <summary>
    /// Whether the number of a session still means the one that the run started. The kernel gives it to nobody else while a member lives, so
    /// only one whose members had all ended can mean another: then its leader, or its oldest member, is younger than the run.
    /// </summary>
    private bool IsStillOf(CutOffRun run, ProcessKey leader, ulong oldestMember) =>
        _table.TryGetValue(leader.Id, out var entry) ? entry.Key == leader : oldestMember >= leader.StartTime && oldestMember <= EndOf(run);

    private static ulong EndOf(CutOffRun run)
    {
        var age = TimeProvider.System.GetUtcNow().UtcDateTime - run.LastWrite - MaxAfterLastWrite;
        var now = ProcessTable.Now() ?? 0;
        var ago = (ulong)(Math.Max(age.TotalSeconds, 0) * TicksPerSecond);
        return ago < now ? now - ago : 0;
    }
}
