namespace Unfazed.Core.Orchestration;

/// <summary>
/// What waits for cores and locks. Tier 1 comes first, as a priority and not as a barrier: a core that no check of tier 1
/// can use goes to tier 2. Within a tier what is over in moments starts first, then the check that may take longest (Graham, Bounds on Multiprocessing Timing Anomalies, 1969).
/// Not safe for concurrent use.
/// </summary>
/// <param name="cores">The budget of cores, more than 0.</param>
/// <param name="most">How many may run at once whatever they use, 1 or more.</param>
internal sealed class CheckQueue(double cores, int most = int.MaxValue)
{
    // Sums of tenths are not exact.
    private const double Tolerance = 1e-9;

    private readonly List<QueuedCheck> _waiting = [];
    private readonly List<QueuedCheck> _suspended = [];
    private readonly HashSet<string> _held = new(StringComparer.Ordinal);
    private double _used;
    private int _running;

    public int Waiting => _waiting.Count + _suspended.Count;

    public int Running => _running;

    public void Add(QueuedCheck check)
    {
        var index = _waiting.FindIndex(other => Compare(check, other) < 0);
        _waiting.Insert(index < 0 ? _waiting.Count : index, check);
    }

    /// <summary>Takes the next check that can start now, with its cores and locks, however long it may take.</summary>
    public bool TryTake(out QueuedCheck? next) => TryTake(TimeSpan.MaxValue, out next);

    /// <summary>Takes the next check that can start now, with its cores and locks. One that is known to need more than is left lets those pass that may fit.</summary>
    /// <param name="left">What is left of the run's time.</param>
    /// <param name="next">The check.</param>
    public bool TryTake(TimeSpan left, out QueuedCheck? next)
    {
        var index = _waiting.FindIndex(check => check.MayFit(left) && CanStart(check));
        index = index < 0 ? _waiting.FindIndex(CanStart) : index;
        next = index < 0 ? null : _waiting[index];
        if (next is null)
        {
            return false;
        }

        _waiting.RemoveAt(index);
        _used += next.Check.Cores;
        _running++;
        _held.UnionWith(next.Check.Locks);
        return true;
    }

    /// <summary>Gives back the cores and locks of a check that was taken.</summary>
    public void Release(QueuedCheck check)
    {
        _running--;
        _used = _running == 0 ? 0 : _used - check.Check.Cores;
        _held.ExceptWith(check.Check.Locks);
    }

    /// <summary>Puts a check that was taken back, to wait without cores and locks until <see cref="Resume"/>.</summary>
    public void Suspend(QueuedCheck check)
    {
        Release(check);
        _suspended.Add(check);
    }

    /// <summary>Lets what was suspended be taken again.</summary>
    public void Resume()
    {
        _suspended.ForEach(Add);
        _suspended.Clear();
    }

    /// <summary>Removes and gives all that waits.</summary>
    public IReadOnlyList<QueuedCheck> Drain()
    {
        Resume();
        var all = _waiting.ToList();
        _waiting.Clear();
        return all;
    }

    // A check that asks for more than the whole budget runs alone.
    private bool CanStart(QueuedCheck check) =>
        (_running == 0 || (_running < most && _used + check.Check.Cores <= cores + Tolerance)) && !_held.Overlaps(check.Check.Locks);

    private static int Compare(QueuedCheck left, QueuedCheck right)
    {
        var byTier = left.Check.Tier.CompareTo(right.Check.Tier);
        var byBrevity = byTier != 0 ? byTier : right.Check.IsBrief.CompareTo(left.Check.IsBrief);
        var byLength = byBrevity != 0 ? byBrevity : right.Expected.CompareTo(left.Expected);
        return byLength != 0 ? byLength : left.Index.CompareTo(right.Index);
    }
}

/// <summary>A check that waits.</summary>
/// <param name="Index">Its place in the plan.</param>
/// <param name="Check">The check.</param>
/// <param name="Expected">How long it is expected to take: its timeout while nothing better is known.</param>
internal sealed record QueuedCheck(int Index, Check Check, TimeSpan Expected)
{
    /// <summary>Whether <see cref="Expected"/> is what earlier runs took.</summary>
    public bool IsKnown { get; init; }

    /// <summary>What the cache knows of it; null where it was not asked.</summary>
    public CacheTicket? Ticket { get; init; }

    /// <summary>Whether it may end within this time; what was never measured may.</summary>
    public bool MayFit(TimeSpan left) => !IsKnown || Expected <= left;
}
