namespace Unfazed.Core.Orchestration;

/// <summary>A thread that does one piece of work after the other, for one caller at a time.</summary>
internal sealed class DiskThread
{
    private readonly object _gate = new();
    private Action? _work;
    private bool _isEnded;

    public DiskThread() => new Thread(Run) { IsBackground = true, Name = "disk" }.Start();

    /// <summary>Does the work and waits for its end. After a false answer the thread is still at it, and must not be given more.</summary>
    /// <param name="work">The work; must not throw.</param>
    /// <param name="limit">How long it is waited for.</param>
    /// <returns>False when the limit came first.</returns>
    public bool TryRun(Action work, TimeSpan limit)
    {
        var started = TimeProvider.System.GetTimestamp();
        lock (_gate)
        {
            _work = work;
            Monitor.PulseAll(_gate);
            while (_work is not null)
            {
                var left = limit - TimeProvider.System.GetElapsedTime(started);
                if (left <= TimeSpan.Zero)
                {
                    // Nobody takes it up again where it ends after all.
                    _isEnded = true;
                    return false;
                }

                Monitor.Wait(_gate, TimeSpan.FromMilliseconds(Math.Min(Math.Ceiling(left.TotalMilliseconds), int.MaxValue)));
            }

            return true;
        }
    }

    /// <summary>Ends the thread when it has nothing to do.</summary>
    public void End()
    {
        lock (_gate)
        {
            _isEnded = true;
            Monitor.PulseAll(_gate);
        }
    }

    private void Run()
    {
        while (Next() is { } work)
        {
            work();
            lock (_gate)
            {
                _work = null;
                Monitor.PulseAll(_gate);
            }
        }
    }

    private Action? Next()
    {
        lock (_gate)
        {
            while (_work is null && !_isEnded)
            {
                Monitor.Wait(_gate);
            }

            return _work;
        }
    }
}
