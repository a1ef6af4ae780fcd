using System.Diagnostics;

namespace Unfazed.Resilience;

/// <summary>
/// A store that can never stop a call: after a fault, or at the end of its time budget, it is left alone for a while, and callers go on in
/// memory. Then it is asked again.
/// </summary>
internal sealed class GuardedBreakerStore : IDisposable
{
    private static readonly TimeSpan UsualPreparation = TimeSpan.FromSeconds(2);

    private readonly IBreakerStore _store;
    private readonly StoreWorker _worker;
    private readonly IBreakerStoreFactory _factory;
    private readonly Action<StoreWarning> _warn;
    private readonly TimeSpan _maxWait;
    private readonly TimeProvider _clock;
    private readonly StoreBudget _budget;
    private readonly StorePause _pause;
    private bool _opened;
    private int _warned;
    private StoreWarning? _pending;

    internal GuardedBreakerStore(IBreakerStoreFactory factory, CircuitBreakerRegistryOptions options)
    {
        _factory = factory;
        _clock = options.StoreClock;
        _warn = options.OnStoreWarning ?? Log;
        _budget = new StoreBudget(options.StoreBudget, options.TimeProvider);
        _pause = new StorePause(options.TimeProvider);
        _maxWait = options.StoreBudget > UsualPreparation ? options.StoreBudget : UsualPreparation;
        _store = factory.Create(new BreakerStoreContext { Budget = options.StoreBudget, TimeProvider = options.TimeProvider, OnRepaired = Repaired });
        _worker = new StoreWorker(factory.Prepare, _store.Dispose, _clock);
    }

    /// <summary>Whether it may be asked: it works as far as is known, or the pause after a fault is over.</summary>
    public bool IsAvailable => _pause.IsOver && !_worker.IsBusyFor(_maxWait);

    /// <summary>Runs <paramref name="operation"/> on the store's thread and waits for it, within what is left of the budget.</summary>
    /// <param name="operation">What to ask the store.</param>
    /// <param name="onlyReads">Whether a store that does not exist yet may be left so: the result is then <paramref name="absent"/>.</param>
    /// <param name="absent">The result of a store that does not exist.</param>
    /// <param name="result">The result, if there is one.</param>
    /// <returns>Whether the store answered.</returns>
    public bool TryRun<T>(Func<IBreakerStore, T> operation, bool onlyReads, T absent, out T result)
    {
        result = absent;
        if (!IsAvailable)
        {
            return false;
        }

        // Asked on the store's thread as well: a disk that hangs does not say either whether a file is there.
        var exists = true;
        if (onlyReads && !Volatile.Read(ref _opened) && (!IsDone(new StoreCall(() => exists = _factory.Exists()) { NeedsPreparation = false }) || !exists))
        {
            return !exists;
        }

        var answer = absent;
        if (!IsDone(new StoreCall(() => answer = operation(_store))))
        {
            return false;
        }

        // A store that anybody wrote: no answer is a fault like another.
        if (answer is null or BreakerAnswer { Row: null })
        {
            return Suspend(StoreFault.Other, "It answered null.");
        }

        Volatile.Write(ref _opened, true);
        _pause.Succeed();
        result = answer;
        return true;
    }

    /// <summary>Tells of a fault that was met. Called outside any lock, because what is called may wait for whoever wants that lock.</summary>
    public void DeliverWarning()
    {
        if (Volatile.Read(ref _pending) is null || Interlocked.Exchange(ref _pending, null) is not { } warning)
        {
            return;
        }

        try
        {
            _warn(warning);
        }
        catch (Exception)
        {
            // A warning that can't be shown must not become the fault that it warns of.
        }
    }

    public void Dispose()
    {
        // Disposed is not a fault: later calls go on in memory, without a warning.
        if (_pause.TryEnd())
        {
            _worker.Stop();
        }
    }

    private static void Log(StoreWarning warning) => Trace.TraceWarning($"Unfazed.Resilience: {warning.Location}: {warning.Detail}");

    private bool IsDone(StoreCall call)
    {
        _worker.Post(call);
        return Answered(call);
    }

    private bool Answered(StoreCall call)
    {
        if (call.NeedsPreparation && !_worker.WaitUntilPrepared(_maxWait))
        {
            return Suspend(StoreFault.Slow, "The store's code did not load in time.");
        }

        var started = _clock.GetTimestamp();
        while (!call.IsDone)
        {
            // Only the store's own time counts, and not that of the calls before this one.
            var left = _budget.Left - _worker.BusyFor;
            var isOver = left <= TimeSpan.Zero || _clock.GetElapsedTime(started) > _maxWait;

            // After the clock: this thread may have been kept waiting for the processor while the store responded in time.
            if (call.Wait(isOver ? TimeSpan.Zero : left))
            {
                break;
            }

            if (isOver)
            {
                call.GiveUp();
                return Suspend(StoreFault.Slow, "It did not respond within the budget.");
            }

            if (!_pause.IsOver)
            {
                call.GiveUp();
                return false;
            }
        }

        _budget.Spend(call.Taken);
        return call.Error switch
        {
            null => true,
            BreakerStoreException e => Suspend(e.Fault, e.Message),
            var e => Suspend(StoreFault.Other, $"{e.GetType().Name}: {e.Message}"),
        };
    }

    private bool Suspend(StoreFault fault, string detail)
    {
        if (_pause.TryBegin())
        {
            // Whatever is open is opened anew after the pause: the file may be another one by then.
            Volatile.Write(ref _opened, false);
            _worker.Post(new StoreCall(_store.Close));
            Warn(new StoreWarning(fault, _factory.Location, detail, FellBackToMemory: true));
        }

        return false;
    }

    private void Repaired(string detail) => Warn(new StoreWarning(StoreFault.Corrupt, _factory.Location, detail, FellBackToMemory: false));

    private void Warn(StoreWarning warning)
    {
        ResilienceTelemetry.FellBack(warning.Fault);
        if (Interlocked.Exchange(ref _warned, 1) == 0)
        {
            Volatile.Write(ref _pending, warning);
        }
    }
}
