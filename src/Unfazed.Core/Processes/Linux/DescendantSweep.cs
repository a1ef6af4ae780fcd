namespace Unfazed.Core.Processes;

/// <summary>
/// Knows which process belongs to which check, and ends what a check leaves behind. A descendant is recognised by its session, by
/// its parents, by its marker, or because it was recognised earlier; with a child subreaper, whatever lost its parent is a child of ours.
/// </summary>
/// <remarks>
/// An orphan of ours that cleared its environment and left its session before it was seen is a stray: it belongs to one of the
/// checks that ran when it started, and is ended with the last of them.
/// </remarks>
internal sealed class DescendantSweep
{
    private const int LongestAncestry = 4096;

    private static readonly int OurId = System.Environment.ProcessId;

    private readonly Dictionary<ProcessKey, RunningChild> _owners = [];
    private readonly List<ProcessEntry> _strays = [];
    private readonly int _ourSession = ProcessTable.Read(OurId)?.Session ?? 0;
    private Dictionary<int, ProcessEntry> _table = [];
    private IReadOnlyList<RunningChild> _children = [];

    /// <summary>
    /// Whether an orphan looked dead and could not be reaped yet: the kernel lets go of a program with several threads a moment after
    /// its last one.
    /// </summary>
    public bool HasUnreaped { get; private set; }

    /// <summary>Reads the process table, gives every descendant its owner and reaps orphans that have ended.</summary>
    /// <param name="children">All checks that are under way.</param>
    /// <param name="everywhere">Whether processes that do not descend from us are asked for their marker too.</param>
    public void Look(IReadOnlyList<RunningChild> children, bool everywhere)
    {
        _children = children;
        _table = ProcessTable.ReadAll();
        _strays.Clear();
        HasUnreaped = false;
        foreach (var gone in _owners.Keys.Where(key => !_table.TryGetValue(key.Id, out var entry) || entry.Key != key).ToList())
        {
            _owners.Remove(gone);
        }

        var leaders = new Dictionary<int, RunningChild>();
        foreach (var child in children)
        {
            leaders[child.Id] = child;
        }

        foreach (var entry in _table.Values)
        {
            if (entry.IsDead)
            {
                ReapIfOrphan(entry);
            }
            else if (entry.Id != OurId)
            {
                Place(entry, leaders, everywhere);
            }
        }
    }

    /// <summary>The living descendants of a check as of the last look, without its leader.</summary>
    public IReadOnlyList<ProcessEntry> DescendantsOf(RunningChild child)
    {
        var descendants = _owners.Where(pair => pair.Value == child && pair.Key.Id != child.Id).Select(pair => _table[pair.Key.Id]).ToList();
        descendants.AddRange(_strays.Where(stray => IsLastOwner(child, stray)));
        descendants.AddRange(InGroupOf(child).ExceptBy(descendants.Select(static entry => entry.Key), static entry => entry.Key));
        return descendants;
    }

    /// <summary>Ends a process by force, if it is still the one that was seen.</summary>
    public static void Kill(ProcessEntry process)
    {
        using var handle = ProcessHandle.Open(process.Id);
        if (ProcessTable.Read(process.Id)?.Key != process.Key)
        {
            return;
        }

        if (handle is null)
        {
            _ = Libc.SendSignal(process.Id, Libc.Kill);
        }
        else
        {
            ProcessHandle.Send(handle, Libc.Kill);
        }
    }

    // Read now: the group holds them whatever became of their parents, and the table may be older.
    private static IEnumerable<ProcessEntry> InGroupOf(RunningChild child) =>
        (child.Group?.Members() ?? []).Where(id => id != child.Id).Select(ProcessTable.Read).OfType<ProcessEntry>().Where(static entry => !entry.IsDead);

    private void Place(ProcessEntry entry, Dictionary<int, RunningChild> leaders, bool everywhere)
    {
        var owner = FindOwner(entry, leaders, out var orphan);
        if (owner is null && orphan is null && everywhere && entry.Session != _ourSession)
        {
            owner = OwnerByMarker(entry);
        }

        if (owner is { IsDone: false })
        {
            _owners[entry.Key] = owner;
        }
        else if (owner is not null || (orphan is not null && IsLeftOver(orphan)))
        {
            Kill(entry);
        }
        else if (orphan is not null)
        {
            _strays.Add(entry);
        }
    }

    private RunningChild? FindOwner(ProcessEntry entry, Dictionary<int, RunningChild> leaders, out ProcessEntry? orphan)
    {
        orphan = null;
        var at = entry;
        for (var steps = 0; at is not null && at.Id != OurId && steps < LongestAncestry; steps++)
        {
            if (leaders.TryGetValue(at.Session, out var child) || _owners.TryGetValue(at.Key, out child))
            {
                return child;
            }

            if (at.Parent == OurId)
            {
                // A process in our own session is no check's: nobody can come back from a session of its own.
                orphan = at.Session == _ourSession || ChildProcesses.IsKnown(at.Id) ? null : at;
                return orphan is null ? null : OwnerByMarker(orphan);
            }

            at = ProcessTable.ParentOf(at, _table);
        }

        return null;
    }

    private RunningChild? OwnerByMarker(ProcessEntry entry)
    {
        var markers = ProcessMarkers.Of(entry.Id);
        return markers.Count == 0 ? null : _children.FirstOrDefault(child => markers.Contains(child.Marker));
    }

    /// <summary>Whether its marker is ours and its check is over.</summary>
    private static bool IsLeftOver(ProcessEntry orphan)
    {
        var ours = ProcessMarkers.Of(orphan.Id).FirstOrDefault(static marker => marker with { Check = "" } == CheckMarker.Ours);
        return ours is not null && !ChildProcesses.IsActive(ours);
    }

    private bool IsLastOwner(RunningChild child, ProcessEntry stray) =>
        IsOlder(child, stray) && !_children.Any(other => !other.IsEnding && IsOlder(other, stray));

    private bool IsOlder(RunningChild child, ProcessEntry stray) =>
        _table.TryGetValue(child.Id, out var leader) && leader.StartTime <= stray.StartTime;

    private void ReapIfOrphan(ProcessEntry entry)
    {
        if (entry.Parent == OurId && entry.Session != _ourSession)
        {
            HasUnreaped |= !ChildProcesses.ReapOrphan(entry.Id);
        }
    }
}
