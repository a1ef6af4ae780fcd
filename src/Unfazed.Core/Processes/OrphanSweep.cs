using System.Collections.Immutable;

namespace Unfazed.Core.Processes;

/// <summary>
/// Kills what a run that was killed left behind: what shows its marker, what is in its control group, and the sessions that its journal
/// names, with all that descends from them. A process is touched only when every run that it belongs to is known to be dead.
/// </summary>
/// <param name="runs">Runs of this repository whose end nobody recorded.</param>
internal sealed class OrphanSweep(ImmutableArray<CutOffRun> runs)
{
    private const int MaxRounds = 5;
    private const int MaxWait = 100;

    private readonly ImmutableArray<CutOffRun> _dead = [.. runs.Where(static run => run.Owner.IsDead)];
    private readonly Dictionary<ProcessKey, (string RunId, string? Place)> _killed = [];
    private HashSet<int> _spared = [];

    /// <summary>
    /// Kills until none is found. Children of a living neighbour are left alone, and so are we and our ancestors. Takes milliseconds; at
    /// most half a second.
    /// </summary>
    /// <returns>What was killed, by run. Always empty where containment is reduced.</returns>
    public ImmutableArray<EndedOrphans> Run()
    {
        if (ProcessRunner.IsContainmentReduced)
        {
            return [];
        }

        for (var round = 0; round < MaxRounds; round++)
        {
            // As a rule there is none, and then the table need not be read.
            if (_dead.IsEmpty && !ProcessTable.Ids().Exists(IsOrphan))
            {
                KillGroups();
                break;
            }

            var table = ProcessTable.ReadAll();
            _spared = Ancestry(table);
            var orphans = Find(table);
            if (round == 0)
            {
                KillGroups();
            }

            if (orphans.Count == 0)
            {
                break;
            }

            orphans.ForEach(Kill);
        }

        return
        [
            .. _killed.Values.GroupBy(static owner => owner.RunId, StringComparer.Ordinal).OrderBy(static group => group.Key, StringComparer.Ordinal)
                .Select(static group => new EndedOrphans(group.Key, group.Select(static owner => owner.Place).FirstOrDefault(static place => place is not null), group.Count())),
        ];
    }

    /// <summary>Whether these markers say that nobody looks after the process any more.</summary>
    internal static bool IsOrphan(IReadOnlyList<CheckMarker> markers, Func<CheckMarker, bool> isAlive) =>
        markers.Count > 0 && IsForsaken(markers, isAlive);

    private static bool IsForsaken(IReadOnlyList<CheckMarker> markers, Func<CheckMarker, bool> isAlive) => markers.All(marker =>
        marker.Boot == CheckMarker.Ours.Boot && marker.PidNamespace == CheckMarker.Ours.PidNamespace && !isAlive(marker));

    // Owners are read now: one that started while the table was read is missing there.
    private static bool IsAlive(CheckMarker owner) => ProcessTable.Read(owner.OwnerId) is { IsDead: false } entry && entry.StartTime == owner.OwnerStart;

    private static bool IsOrphan(int pid) => IsOrphan(ProcessMarkers.Of(pid), IsAlive);

    private List<Orphan> Find(Dictionary<int, ProcessEntry> table)
    {
        var sessions = LeftSessions.Of(_dead, table);
        var marked = new Dictionary<int, Orphan>();
        var unmarked = new List<ProcessEntry>();
        foreach (var entry in table.Values.Where(entry => !entry.IsDead && !_spared.Contains(entry.Id)))
        {
            var markers = ProcessMarkers.Of(entry.Id);
            var run = sessions.OwnerOf(entry);
            if (run is null ? IsOrphan(markers, IsAlive) : IsForsaken(markers, IsAlive))
            {
                marked[entry.Id] = Describe(entry, run, markers);
            }
            else if (markers.Count == 0)
            {
                unmarked.Add(entry);
            }
        }

        // The session of a leader that is left is left as a whole, though its journal may not name it yet.
        var members = unmarked.Where(entry => marked.TryGetValue(entry.Session, out var leader) && leader.Process.Session == leader.Process.Id)
            .Select(entry => marked[entry.Session] with { Process = entry }).ToList();
        return [.. marked.Values, .. members];
    }

    private Orphan Describe(ProcessEntry entry, CutOffRun? run, IReadOnlyList<CheckMarker> markers)
    {
        var id = run?.Id ?? RunOf(markers[^1]);
        return new Orphan(entry, id, run?.Root ?? _dead.FirstOrDefault(dead => dead.Id == id)?.Root ?? ProcFile.LinkTarget(ProcFile.PathOf(entry.Id, "cwd")));
    }

    // The check of a marker begins with the id of its run.
    private static string RunOf(CheckMarker marker) => marker.Check.IndexOf('/', StringComparison.Ordinal) is > 0 and var end ? marker.Check[..end] : "";

    private void Kill(Orphan orphan)
    {
        _killed.TryAdd(orphan.Process.Key, (orphan.RunId, orphan.Place));
        using var handle = ProcessHandle.Open(orphan.Process.Id);
        DescendantSweep.Kill(orphan.Process);
        if (handle is not null)
        {
            ProcessHandle.WaitForEnd(handle, MaxWait);
        }
    }

    /// <summary>A group has nothing but what its owner started, so that all of it goes at once.</summary>
    private void KillGroups()
    {
        var named = _dead.Where(static run => run.Owner.ControlGroup is { } folder && ControlGroups.OwnerOf(folder) == run.Owner.Process && ControlGroups.IsGroup(folder))
            .Select(static run => (Group: new ControlGroup(run.Owner.ControlGroup!), Owner: run.Owner.Process));
        foreach (var (group, owner) in ControlGroups.OfOthers().Concat(named))
        {
            if (ProcessTable.Read(owner.Id) is { IsDead: false } entry && entry.Key == owner)
            {
                continue;
            }

            if (!group.Members().Exists(IsOfTheLiving))
            {
                CountMembers(group, _dead.FirstOrDefault(run => run.Owner.Process == owner));
                group.Kill();
            }

            group.Remove();
        }
    }

    private void CountMembers(ControlGroup group, CutOffRun? run)
    {
        foreach (var member in group.Members().Select(ProcessTable.Read).OfType<ProcessEntry>())
        {
            var id = run?.Id ?? (ProcessMarkers.Of(member.Id) is [.., var last] ? RunOf(last) : "");
            _killed.TryAdd(member.Key, (id, run?.Root ?? ProcFile.LinkTarget(ProcFile.PathOf(member.Id, "cwd"))));
        }
    }

    // A run that lives inside the group of a dead one has a group of its own below it.
    private static bool IsOfTheLiving(int pid) => pid == System.Environment.ProcessId || !IsForsaken(ProcessMarkers.Of(pid), IsAlive);

    private static HashSet<int> Ancestry(Dictionary<int, ProcessEntry> table)
    {
        var ancestry = new HashSet<int>();
        for (var at = System.Environment.ProcessId; ancestry.Add(at) && table.TryGetValue(at, out var entry);)
        {
            at = entry.Parent;
        }

        return ancestry;
    }

    private sealed record Orphan(ProcessEntry Process, string RunId, string? Place);
}
