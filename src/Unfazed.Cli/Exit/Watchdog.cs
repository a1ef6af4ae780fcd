namespace Unfazed.Cli.Exit;

/// <summary>
/// Calls when the process should have ended by itself and has not: shortly before two seconds after the deadline, or three after the first
/// signal. A thread of its own from the first limit on, which needs neither the pool nor a timer.
/// </summary>
internal sealed class Watchdog
{
    /// <summary>How long after the deadline, so that what follows is over within two seconds of it.</summary>
    private static readonly TimeSpan AfterDeadline = TimeSpan.FromSeconds(1.6);

    /// <summary>How long after the first signal, so that what follows is over within three seconds of it.</summary>
    private static readonly TimeSpan AfterSignal = TimeSpan.FromSeconds(2.6);

    // Whoever was stopped (Ctrl-Z) over its limit, or did not get the processor, gets a moment to end by itself first.
    private static readonly TimeSpan Lateness = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan MaxWait = TimeSpan.FromHours(1);

    private readonly object _gate = new();
    private readonly long _processStarted;
    private readonly Action<int?> _expired;
    private TimeSpan _limit = TimeSpan.MaxValue;
    private TimeSpan _signalLimit = TimeSpan.MaxValue;
    private int? _signal;
    private bool _watches;

    /// <param name="processStarted">A timestamp of the system's clock at the start of the process.</param>
    /// <param name="expired">Called once, on the thread of the watchdog, with the exit code of the signal that came first, if any.</param>
    public Watchdog(long processStarted, Action<int?> expired) => (_processStarted, _expired) = (processStarted, expired);

    /// <summary>Follows a deadline, counted from the start of the process; the last one counts.</summary>
    public void Follow(TimeSpan deadline) => Set(() => _limit = Later(deadline, AfterDeadline));

    /// <summary>Follows no deadline: a person is asked, or what follows has limits of its own.</summary>
    public void Release() => Set(() => _limit = TimeSpan.MaxValue);

    /// <summary>A signal came; the first one counts.</summary>
    /// <param name="exitCode">Its exit code.</param>
    public void Signal(int exitCode) => Set(() =>
    {
        if (_signal is null)
        {
            _signal = exitCode;
            _signalLimit = Later(Elapsed(), AfterSignal);
        }
    });

    private static TimeSpan Later(TimeSpan time, TimeSpan by) => time > TimeSpan.MaxValue - by ? TimeSpan.MaxValue : time + by;

    private TimeSpan Elapsed() => TimeProvider.System.GetElapsedTime(_processStarted);

    private void Set(Action change)
    {
        lock (_gate)
        {
            change();
            Monitor.Pulse(_gate);
            if (!_watches)
            {
                _watches = true;
                new Thread(Watch) { IsBackground = true, Name = "watchdog" }.Start();
            }
        }
    }

    private void Watch()
    {
        WaitForLimit();
        _expired(_signal);
    }

    private void WaitForLimit()
    {
        lock (_gate)
        {
            var pardoned = TimeSpan.MinValue;
            while (true)
            {
                var limit = _limit < _signalLimit ? _limit : _signalLimit;
                var left = limit - Elapsed();
                if (left > TimeSpan.Zero)
                {
                    // Rounded up: a wait of whole milliseconds would end early and turn in a circle.
                    Monitor.Wait(_gate, left < MaxWait ? TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)) : MaxWait);
                }
                else if (left > -Lateness || pardoned == limit)
                {
                    return;
                }
                else
                {
                    pardoned = limit;
                    Monitor.Wait(_gate, Lateness);
                }
            }
        }
    }
}
