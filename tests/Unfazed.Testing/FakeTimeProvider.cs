namespace Unfazed.Testing;

/// <summary>A clock that moves only when a test moves it. Timers fire on the thread that calls <see cref="Advance"/>.</summary>
/// <remarks>
/// Timestamps (what durations are measured with) and the wall clock move together in <see cref="Advance"/>; <see cref="StepWallClock"/>
/// moves the wall clock alone, as an administrator or NTP does, and fires nothing.
/// </remarks>
public sealed class FakeTimeProvider : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<FakeTimer> _armed = [];
    private readonly List<(int Count, TaskCompletionSource Reached)> _waiters = [];
    private readonly DateTimeOffset _start;
    private long _elapsedTicks;
    private long _wallStepTicks;
    private long _sequence;

    /// <summary>Starts at 2026-01-01T00:00:00Z.</summary>
    public FakeTimeProvider()
        : this(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))
    {
    }

    /// <summary>Starts at <paramref name="start"/>.</summary>
    public FakeTimeProvider(DateTimeOffset start) => _start = start;

    /// <summary>One timestamp unit is one tick of 100 ns.</summary>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Always UTC, so that a test says the same on every machine.</summary>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>How many timers wait to fire.</summary>
    public int ArmedTimers
    {
        get
        {
            lock (_gate)
            {
                return _armed.Count;
            }
        }
    }

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => _start.AddTicks(Volatile.Read(ref _elapsedTicks) + Volatile.Read(ref _wallStepTicks));

    /// <inheritdoc />
    public override long GetTimestamp() => Volatile.Read(ref _elapsedTicks);

    /// <summary>Moves the wall clock alone, forwards or back; timestamps and timers do not notice.</summary>
    public void StepWallClock(TimeSpan step) => Interlocked.Add(ref _wallStepTicks, step.Ticks);

    /// <summary>Moves time forward and fires what falls due, in the order of due times; each callback sees its own due time as now.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="by"/> is negative.</exception>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        var target = Volatile.Read(ref _elapsedTicks) + by.Ticks;
        while (TakeDue(target) is { } due)
        {
            due.Fire();
        }

        Volatile.Write(ref _elapsedTicks, target);
    }

    /// <summary>Completes once at least <paramref name="count"/> timers wait: the code under test has begun its delay or its timeout.</summary>
    public Task WaitForTimersAsync(int count = 1)
    {
        lock (_gate)
        {
            if (_armed.Count >= count)
            {
                return Task.CompletedTask;
            }

            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((count, reached));
            return reached.Task;
        }
    }

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new FakeTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private FakeTimer? TakeDue(long target)
    {
        lock (_gate)
        {
            var next = _armed.OrderBy(t => t.DueTicks).ThenBy(t => t.Order).FirstOrDefault();
            if (next is null || next.DueTicks > target)
            {
                return null;
            }

            Volatile.Write(ref _elapsedTicks, Math.Max(_elapsedTicks, next.DueTicks));
            if (next.PeriodTicks > 0)
            {
                next.DueTicks += next.PeriodTicks;
                next.Order = ++_sequence;
            }
            else
            {
                _armed.Remove(next);
            }

            return next;
        }
    }

    private void Arm(FakeTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
        {
            _armed.Remove(timer);
            if (dueTime == Timeout.InfiniteTimeSpan)
            {
                return;
            }

            timer.DueTicks = _elapsedTicks + dueTime.Ticks;
            timer.PeriodTicks = period == Timeout.InfiniteTimeSpan ? 0 : period.Ticks;
            timer.Order = ++_sequence;
            _armed.Add(timer);
            foreach (var waiter in _waiters.Where(w => _armed.Count >= w.Count).ToList())
            {
                _waiters.Remove(waiter);
                waiter.Reached.SetResult();
            }
        }
    }

    private void Disarm(FakeTimer timer)
    {
        lock (_gate)
        {
            _armed.Remove(timer);
        }
    }

    private sealed class FakeTimer(FakeTimeProvider clock, TimerCallback callback, object? state) : ITimer
    {
        private volatile bool _disposed;

        public long DueTicks { get; set; }

        public long PeriodTicks { get; set; }

        public long Order { get; set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (_disposed)
            {
                return false;
            }

            // A timer that is due at once fires in the next Advance, Advance(TimeSpan.Zero) included: never inside CreateTimer.
            clock.Arm(this, dueTime, period);
            return true;
        }

        public void Dispose()
        {
            _disposed = true;
            clock.Disarm(this);
        }

        public ValueTask DisposeAsync()
        {
            _disposed = true;
            clock.Disarm(this);
            return ValueTask.CompletedTask;
        }
    }
}
