namespace Unfazed.Resilience;

/// <summary>One thread that a store is used from, started at the first call: the caller can stop waiting, the store need not be thread-safe.</summary>
/// <param name="prepare">Loads the store's code, on the thread.</param>
/// <param name="close">Closes the store, on the thread.</param>
/// <param name="clock">Measures how long calls run; that of the system if null.</param>
internal sealed class StoreWorker(Action prepare, Action close, TimeProvider? clock = null)
{
    private const int StackBytes = 256 * 1024;

    private readonly TimeProvider _clock = clock ?? TimeProvider.System;
    private readonly object _gate = new();
    private readonly Queue<StoreCall> _calls = new();
    private readonly TaskCompletionSource _prepared = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Exception? _unusable;
    private long _busySince;
    private bool _isPrepared;
    private bool _started;
    private bool _stopping;

    /// <summary>How long the call that runs now has been running.</summary>
    public TimeSpan BusyFor => Volatile.Read(ref _busySince) is var since and not 0 ? _clock.GetElapsedTime(since) : TimeSpan.Zero;

    /// <summary>Whether one call has been running for longer than <paramref name="limit"/>: it hangs.</summary>
    public bool IsBusyFor(TimeSpan limit) => Volatile.Read(ref _busySince) != 0 && BusyFor > limit;

    /// <summary>Queues a call, and starts the thread if it is the first.</summary>
    public void Post(StoreCall call)
    {
        lock (_gate)
        {
            _calls.Enqueue(call);
            Monitor.Pulse(_gate);
            if (_started)
            {
                return;
            }

            _started = true;
        }

        new Thread(Run, StackBytes) { IsBackground = true, Name = "Unfazed.Resilience store" }.Start();
    }

    /// <summary>Waits until the store's code is loaded, which the first call that needs it begins. That is the processor's time and none of the file's, so it is bounded apart.</summary>
    public bool WaitUntilPrepared(TimeSpan atMost) => _prepared.Task.Wait(atMost);

    /// <summary>Lets the thread close the store and end once it has done what was asked before; does not wait for it.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            _stopping = true;
            Monitor.Pulse(_gate);
        }
    }

    private void Run()
    {
        while (Next() is { } call)
        {
            if (call.NeedsPreparation)
            {
                Prepare();
            }

            Volatile.Write(ref _busySince, Math.Max(1, _clock.GetTimestamp()));
            call.Execute(_unusable, _clock);
            Volatile.Write(ref _busySince, 0);
        }

        Close();
    }

    private void Close()
    {
        try
        {
            close();
        }
        catch (Exception)
        {
            // A store that anybody wrote: there is no caller left to tell, and what a thread throws ends the process.
        }
    }

    private void Prepare()
    {
        if (_isPrepared)
        {
            return;
        }

        try
        {
            prepare();
        }
        catch (Exception e)
        {
            _unusable = e;
        }

        _isPrepared = true;
        _prepared.SetResult();
    }

    private StoreCall? Next()
    {
        lock (_gate)
        {
            while (_calls.Count == 0 && !_stopping)
            {
                Monitor.Wait(_gate);
            }

            return _calls.TryDequeue(out var call) ? call : null;
        }
    }
}

/// <summary>A call that waits for its turn, runs, or was given up before its turn came.</summary>
internal sealed class StoreCall(Action run)
{
    private const int Waiting = 0;
    private const int Running = 1;
    private const int GivenUp = 2;

    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _phase;

    public Exception? Error { get; private set; }

    /// <summary>Whether the store's code must be loaded before.</summary>
    public bool NeedsPreparation { get; init; } = true;

    /// <summary>How long it ran.</summary>
    public TimeSpan Taken { get; private set; }

    public bool IsDone => _done.Task.IsCompleted;

    public void Execute(Exception? unusable, TimeProvider clock)
    {
        if (Interlocked.CompareExchange(ref _phase, Running, Waiting) != Waiting)
        {
            return;
        }

        var started = clock.GetTimestamp();
        try
        {
            if (unusable is null || !NeedsPreparation)
            {
                run();
            }
            else
            {
                Error = unusable;
            }
        }
        catch (Exception e)
        {
            Error = e;
        }

        Taken = clock.GetElapsedTime(started);
        _done.SetResult();
    }

    /// <summary>Waits for the end; false if it does not come in time.</summary>
    public bool Wait(TimeSpan atMost) => _done.Task.Wait(atMost);

    /// <summary>A call whose turn has not come never runs.</summary>
    public void GiveUp() => Interlocked.CompareExchange(ref _phase, GivenUp, Waiting);
}
