namespace Unfazed.Core.Orchestration;

/// <summary>Calls at the soft and at the hard deadline, on a thread of its own: a starved pool, on which timers fire, must not delay them.</summary>
internal sealed class DeadlineWatch : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    private readonly object _gate = new();
    private readonly TimeProvider _time;
    private readonly ITimer[] _timers = [];
    private bool _over;

    /// <summary>Begins to watch. A clock that is not the system's gives its own timers, so that whoever moves it decides.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="appointments">When to call what, counted from now, in order; what is called must be quick.</param>
    public DeadlineWatch(TimeProvider time, params Appointment[] appointments)
    {
        _time = time;
        if (time != TimeProvider.System)
        {
            _timers = [.. appointments.Select(appointment =>
                time.CreateTimer(static state => ((Action)state!)(), appointment.Action, appointment.After, Timeout.InfiniteTimeSpan))];
            return;
        }

        var started = time.GetTimestamp();
        new Thread(() => Watch(started, appointments)) { IsBackground = true, Name = "deadline" }.Start();
    }

    public void Dispose()
    {
        Array.ForEach(_timers, static timer => timer.Dispose());
        lock (_gate)
        {
            _over = true;
            Monitor.PulseAll(_gate);
        }
    }

    private void Watch(long started, Appointment[] appointments)
    {
        foreach (var appointment in appointments)
        {
            if (!WaitUntil(started, appointment.After))
            {
                return;
            }

            appointment.Action();
        }
    }

    private bool WaitUntil(long started, TimeSpan after)
    {
        lock (_gate)
        {
            while (!_over && after - _time.GetElapsedTime(started) is var left && left > TimeSpan.Zero)
            {
                // Rounded up: a wait of whole milliseconds would end early and turn in a circle.
                var slice = left < LongestWait ? left : LongestWait;
                Monitor.Wait(_gate, TimeSpan.FromMilliseconds(Math.Ceiling(slice.TotalMilliseconds)));
            }

            return !_over;
        }
    }
}

/// <summary>Something to be called.</summary>
/// <param name="After">When, counted from now.</param>
/// <param name="Action">What.</param>
internal sealed record Appointment(TimeSpan After, Action Action);
