namespace Unfazed.Resilience;

/// <summary>
/// A store that can never stop a call: its first fault, or the end of its time budget, gives it up for the rest of the process, with one
/// warning. Callers then go on in memory.
/// </summary>
internal sealed class GuardedBreakerStore : IDisposable
{
    // A healthy store answers in well under a millisecond; what the scheduler of a busy machine adds is not the store's fault.
    private static readonly TimeSpan UsualPace = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan UsualPreparation = TimeSpan.FromSeconds(2);

    private readonly IBreakerStore _store;
    private readonly StoreWorker _worker;
    private readonly Func<bool> _exists;
    private readonly string _path;
    private readonly Action<StoreWarning>? _warn;
    private readonly TimeSpan _longestPreparation;
    private bool _opened;
    private long _budgetTicks;
    private int _givenUp;
    private int _warned;

    internal GuardedBreakerStore(StoreFactory create, string path, CircuitBreakerRegistryOptions options)
    {
        _path = path;
        _warn = options.OnStoreWarning;
        _budgetTicks = options.StoreBudget.Ticks;
        _longestPreparation = options.StoreBudget > UsualPreparation ? options.StoreBudget : UsualPreparation;
        _store = create.Open(Mended);
        _exists = create.Exists;
        _worker = new StoreWorker(create.Prepare, _store.Dispose);
    }

    public bool GivenUp => Volatile.Read(ref _givenUp) != 0;

    public static GuardedBreakerStore OverSqlite(string path, CircuitBreakerRegistryOptions options) => new(
        new StoreFactory(
            mended => new SqliteBreakerStore(new SqliteFile(path, options), mended),
            () => Path.Exists(path),
            SqliteBreakerStore.Prepare),
        path,
        options);

    /// <summary>Runs <paramref name="operation"/> on the store's thread and waits for it, within what is left of the budget.</summary>
    /// <param name="operation">What to ask the store.</param>
    /// <param name="onlyReads">Whether a store that does not exist yet may be left so: the answer is then <paramref name="absent"/>.</param>
    /// <param name="absent">The answer of a store that does not exist.</param>
    /// <param name="result">The answer, if there is one.</param>
    /// <returns>Whether the store answered; once it has not, it is never asked again.</returns>
    public bool TryRun<T>(Func<IBreakerStore, T> operation, bool onlyReads, T absent, out T result)
    {
        result = absent;
        if (GivenUp)
        {
            return false;
        }

        if (onlyReads && !Volatile.Read(ref _opened) && !_exists())
        {
            return true;
        }

        var answer = absent;
        var call = new StoreCall(() => answer = operation(_store));
        _worker.Post(call);
        if (!Answered(call))
        {
            return false;
        }

        Volatile.Write(ref _opened, true);
        result = answer;
        return true;
    }

    public void Dispose()
    {
        // Disposed is not a fault: later calls go on in memory, without a warning.
        if (Interlocked.Exchange(ref _givenUp, 1) == 0)
        {
            _worker.Stop();
        }
    }

    private bool Answered(StoreCall call)
    {
        if (!_worker.WaitUntilPrepared(_longestPreparation))
        {
            return GiveUp(StoreFault.Slow, "The store's code did not load in time.");
        }

        var started = TimeProvider.System.GetTimestamp();
        var left = TimeSpan.FromTicks(Math.Max(0, Volatile.Read(ref _budgetTicks)));
        if (!call.Wait(left))
        {
            return GiveUp(StoreFault.Slow, $"No answer within what was left of the budget, {left.TotalMilliseconds:0} ms.");
        }

        var beyond = TimeProvider.System.GetElapsedTime(started) - UsualPace;
        if (beyond > TimeSpan.Zero)
        {
            Interlocked.Add(ref _budgetTicks, -beyond.Ticks);
        }

        return call.Error switch
        {
            null => true,
            BreakerStoreException e => GiveUp(e.Fault, e.Message),
            var e => GiveUp(StoreFault.Other, $"{e.GetType().Name}: {e.Message}"),
        };
    }

    private bool GiveUp(StoreFault fault, string detail)
    {
        if (Interlocked.Exchange(ref _givenUp, 1) == 0)
        {
            _worker.Stop();
            Warn(new StoreWarning(fault, _path, detail, FellBackToMemory: true));
        }

        return false;
    }

    private void Mended(string detail) => Warn(new StoreWarning(StoreFault.Corrupt, _path, detail, FellBackToMemory: false));

    private void Warn(StoreWarning warning)
    {
        ResilienceTelemetry.FellBack(warning.Fault);
        if (_warn is null || Interlocked.Exchange(ref _warned, 1) != 0)
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
}

/// <summary>How a guarded store comes to be: opened lazily by its own first use, told whether it exists without opening it.</summary>
/// <param name="Open">Makes the store; its argument is told when the store has mended itself.</param>
/// <param name="Exists">Whether there is anything to read.</param>
/// <param name="Prepare">Loads the store's code on its thread, touching no file.</param>
internal sealed record StoreFactory(Func<Action<string>, IBreakerStore> Open, Func<bool> Exists, Action Prepare);
