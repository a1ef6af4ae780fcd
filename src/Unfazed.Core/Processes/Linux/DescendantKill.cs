namespace Unfazed.Core.Processes;

/// <summary>
/// Kills everything that descends from this process, marked or not. As a child subreaper this process is an ancestor of whatever its
/// children left behind, so that a walk over parents finds what cleared its environment and left its session.
/// </summary>
/// <remarks>
/// What was here before the first child is spared with all that it starts: a shell that became this process by <c>exec</c> leaves its own
/// children to it. They stay in this process's session, which no child of ours can enter.
/// </remarks>
internal sealed class DescendantKill
{
    private const int MaxAncestry = 4096;
    private const int QuietWalks = 2;
    private const int WaitForDeath = 5;

    // What does not die of SIGKILL within this time hangs in the kernel, and dies when the kernel lets it.
    private static readonly TimeSpan MaxWaitForDeath = TimeSpan.FromMilliseconds(200);
    private static readonly int OurId = System.Environment.ProcessId;

    private readonly int _ourSession = ProcessTable.Read(OurId)?.Session ?? 0;
    private readonly HashSet<ProcessKey> _killed = [];
    private readonly long _started = TimeProvider.System.GetTimestamp();
    private long _lastNew;
    private Dictionary<int, ProcessEntry> _table = [];

    /// <summary>Whether processes in our own session are killed too: one that is being started has not left it yet.</summary>
    public bool IncludesOurSession { get; init; }

    /// <summary>Walks and kills until two walks in a row find nothing.</summary>
    /// <param name="limit">How long it may take; what is still found then hangs in the kernel, or starts faster than it is killed.</param>
    /// <returns>How many processes were killed.</returns>
    public int Run(TimeSpan limit)
    {
        _lastNew = _started;
        if (ControlGroups.Folder is { } folder)
        {
            KillGroup(new ControlGroup(folder));
        }

        for (var quiet = 0; quiet < QuietWalks && TimeProvider.System.GetElapsedTime(_started) < limit && !Hang();)
        {
            _table = ProcessTable.ReadAll();
            var living = _table.Values.Where(entry => !entry.IsDead && entry.Id != OurId && IsOurs(entry)).ToList();
            quiet = living.Count == 0 ? quiet + 1 : 0;
            living.ForEach(Kill);
            if (living.Count > 0)
            {
                WaitForEnd(living[^1]);
            }
        }

        return _killed.Count;
    }

    private void KillGroup(ControlGroup group)
    {
        var members = group.Members().Select(ProcessTable.Read).OfType<ProcessEntry>().ToList();
        if (group.Kill())
        {
            _killed.UnionWith(members.Select(static member => member.Key));
        }
    }

    private bool Hang() => TimeProvider.System.GetElapsedTime(_lastNew) > MaxWaitForDeath && _killed.Count > 0;

    private void Kill(ProcessEntry process)
    {
        if (_killed.Add(process.Key))
        {
            _lastNew = TimeProvider.System.GetTimestamp();
        }

        DescendantSweep.Kill(process);
    }

    private static void WaitForEnd(ProcessEntry process)
    {
        using var handle = ProcessHandle.Open(process.Id);
        if (handle is not null)
        {
            ProcessHandle.WaitForEnd(handle, WaitForDeath);
        }
    }

    private bool IsOurs(ProcessEntry entry) =>
        entry.StartTime >= ChildProcesses.FirstStart
        && (IncludesOurSession || entry.Session != _ourSession)
        && (Descends(entry) ?? ProcessMarkers.Of(entry.Id).Any(static marker => marker with { Check = "" } == CheckMarker.Ours));

    /// <summary>Whether we are an ancestor; false below what was here before the first child, null where the ancestors lead elsewhere.</summary>
    private bool? Descends(ProcessEntry entry)
    {
        ProcessEntry? at = entry;
        for (var steps = 0; at is not null && steps < MaxAncestry; steps++)
        {
            if (at.Parent == OurId)
            {
                return at.StartTime >= ChildProcesses.FirstStart;
            }

            at = ProcessTable.ParentOf(at, _table);
        }

        return null;
    }
}
