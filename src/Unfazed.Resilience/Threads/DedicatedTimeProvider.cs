namespace Unfazed.Resilience;

/// <summary>
/// The system's clock with timers that need no thread of the pool: a starved pool delays neither them nor their callbacks, which run on
/// threads of their own and must not throw. A timer that fires again and again is one of the system's.
/// </summary>
public sealed class DedicatedTimeProvider : TimeProvider
{
    // What the system's timers accept.
    private static readonly TimeSpan MaxDueTime = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    private readonly object _gate = new();
    private readonly SortedSet<Entry> _armed = new(Comparer<Entry>.Create(static (left, right) =>
        left.Due != right.Due ? left.Due.CompareTo(right.Due) : left.Id.CompareTo(right.Id)));

    private long _wakesAt = long.MaxValue;
    private long _nextId;
    private bool _started;

    private DedicatedTimeProvider()
    {
    }

    /// <summary>The clock of this process.</summary>
    public static DedicatedTimeProvider Instance { get; } = new();

    /// <summary>This clock in place of the system's; any other one as it is, because whoever moves it decides.</summary>
    public static TimeProvider For(TimeProvider time) => ReferenceEquals(time, System) ? Instance : time;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (period != Timeout.InfiniteTimeSpan)
        {
            return base.CreateTimer(callback, state, dueTime, period);
        }

        ArgumentNullException.ThrowIfNull(callback);
        var entry = new Entry(this, callback, state, Interlocked.Increment(ref _nextId));
        entry.Change(dueTime, period);
        return entry;
    }

    private bool Arm(Entry entry, TimeSpan dueTime)
    {
        if (dueTime != Timeout.InfiniteTimeSpan)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, TimeSpan.Zero);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(dueTime, MaxDueTime);
        }

        lock (_gate)
        {
            _armed.Remove(entry);
            if (entry.IsDisposed)
            {
                return false;
            }

            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                entry.Due = GetTimestamp() + (long)(dueTime.TotalSeconds * TimestampFrequency);
                _armed.Add(entry);
                WakeFor(entry.Due);
            }

            return true;
        }
    }

    private void Disarm(Entry entry)
    {
        lock (_gate)
        {
            entry.IsDisposed = true;
            _armed.Remove(entry);
        }
    }

    // A thread that wakes earlier than it must is no harm; one that is woken for each timer costs more than the timer.
    private void WakeFor(long due)
    {
        if (!_started)
        {
            _started = true;
            new Thread(Loop) { IsBackground = true, Name = "Unfazed.Resilience timers" }.UnsafeStart();
        }
        else if (due < _wakesAt)
        {
            Monitor.Pulse(_gate);
        }
    }

    private void Loop()
    {
        while (true)
        {
            var due = WaitForDue();
            DedicatedThreads.Run(due.Fire);
        }
    }

    private Entry WaitForDue()
    {
        lock (_gate)
        {
            while (true)
            {
                var first = _armed.Min;
                if (first is null)
                {
                    _wakesAt = long.MaxValue;
                    Monitor.Wait(_gate);
                    continue;
                }

                var left = GetElapsedTime(GetTimestamp(), first.Due);
                if (left <= TimeSpan.Zero)
                {
                    _armed.Remove(first);
                    return first;
                }

                // Rounded up: a wait of whole milliseconds would end early and turn in a circle.
                _wakesAt = first.Due;
                Monitor.Wait(_gate, (int)Math.Min(Math.Ceiling(left.TotalMilliseconds), int.MaxValue));
            }
        }
    }

    private sealed class Entry(DedicatedTimeProvider owner, TimerCallback callback, object? state, long id) : ITimer
    {
        public long Id => id;

        public long Due { get; set; }

        public bool IsDisposed { get; set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period) => owner.Arm(this, dueTime);

        public void Dispose() => owner.Disarm(this);

        public ValueTask DisposeAsync()
        {
            owner.Disarm(this);
            return ValueTask.CompletedTask;
        }
    }
}
