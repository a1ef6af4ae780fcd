using System.Diagnostics.CodeAnalysis;

namespace Unfazed.Resilience;

/// <summary>
/// Stops calls to what is failing: after <see cref="CircuitBreakerOptions.FailMax"/> failures in a row calls are rejected for
/// <see cref="CircuitBreakerOptions.ResetTimeout"/>, then one probe decides. Safe for any number of threads; from a registry with a store,
/// also over processes.
/// </summary>
/// <remarks>
/// Two ways to use it: ask for a permit with <see cref="TryAdmit(out CircuitPermit, out CircuitRejection)"/> and hand it back with the
/// outcome, which is exact under concurrency; or the plain trio <see cref="ShouldAttempt"/>, <see cref="RecordSuccess()"/> and
/// <see cref="RecordFailure()"/>, which fits one caller at a time.
/// </remarks>
public sealed partial class CircuitBreaker
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly BreakerClock _memoryClock;
    private readonly BreakerClock _storeClock;
    private readonly MemoryBreakerStore _memory;
    private readonly GuardedBreakerStore? _durable;
    private readonly TransitionFeed _feed = new();
    private CircuitBreakerOptions _options;
    private BreakerView _view;
    private long _word;
    private long _plainProbe;
    private long _generationAtFallBack;
    private bool _isConfigured;

    /// <summary>A breaker in memory, for this process.</summary>
    /// <param name="name">What it guards; appears in messages and metrics.</param>
    /// <param name="failMax">How many failures in a row open it: 1 to 1,000.</param>
    /// <param name="resetTimeout">How long it stays open: 1 ms to 30 days; 60 s if null.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty or no valid Unicode, or a value is out of its range.</exception>
    public CircuitBreaker(string name, int failMax = 5, TimeSpan? resetTimeout = null)
        : this(name, new CircuitBreakerOptions { FailMax = failMax, ResetTimeout = resetTimeout ?? TimeSpan.FromSeconds(60) })
    {
    }

    /// <summary>A breaker in memory, for this process.</summary>
    /// <param name="name">What it guards; appears in messages and metrics.</param>
    /// <param name="options">Its behaviour.</param>
    /// <param name="timeProvider">The clock; the system's if null.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty or no valid Unicode, or an option is out of its range.</exception>
    public CircuitBreaker(string name, CircuitBreakerOptions options, TimeProvider? timeProvider = null)
        : this(name, options, timeProvider ?? TimeProvider.System, new MemoryBreakerStore(), null)
    {
    }

    internal CircuitBreaker(
        string name, CircuitBreakerOptions options, TimeProvider time, MemoryBreakerStore memory, GuardedBreakerStore? durable)
    {
        CircuitName.Validate(name);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        Name = name;
        _options = options;
        _time = time;
        _memory = memory;
        _durable = durable;
        _memoryClock = new BreakerClock(time, isWall: false);
        _storeClock = new BreakerClock(time, isWall: true);
        PublishLocked(new BreakerView(BreakerRow.Pristine, durable is null ? _memoryClock : _storeClock));
    }

    /// <summary>
    /// Called for each transition that this process made, in order and once, on a thread of the pool and outside any lock.
    /// What a listener throws is counted and swallowed.
    /// </summary>
    public event Action<CircuitTransition>? Transitioned
    {
        add => _feed.Delivered += value;
        remove => _feed.Delivered -= value;
    }

    /// <summary>The name it was made with.</summary>
    public string Name { get; }

    /// <summary>Its behaviour; <see cref="CircuitBreakerRegistry.Reconfigure"/> replaces it.</summary>
    public CircuitBreakerOptions Options => Volatile.Read(ref _options);

    /// <summary>The state as it is now, without a call: an open breaker whose break is over reads half-open. Asks the store, if there is one.</summary>
    public CircuitState State
    {
        get
        {
            var view = Look();
            return BreakerMachine.StateAt(view.Row, view.Clock.Now, view.Clock.Skew);
        }
    }

    /// <summary>Failures in a row.</summary>
    public int Failures => Look().Row.Failures;

    /// <summary>When the last failure was recorded (UTC), or null.</summary>
    public DateTimeOffset? LastFailure => CircuitSnapshot.Utc(Look().Row.LastFailureAt);

    /// <summary>The last failure on one line, or the reason of an isolation; null if there is none.</summary>
    public string? LastCause => Look().Row.LastCause;

    /// <summary>Everything about it at this moment.</summary>
    public CircuitSnapshot Snapshot()
    {
        var view = Look();
        return CircuitSnapshot.Of(Name, view.Row, view.Clock);
    }

    /// <summary>Completes once every transition so far has been delivered to the listeners.</summary>
    public Task WhenDelivered() => _feed.WhenIdle;

    /// <summary>Rejects every call from now on, until <see cref="Reset"/>; with a store, also after a restart and in other processes.</summary>
    /// <param name="reason">Shown as the last cause of each rejection.</param>
    public void Isolate(string? reason = null) => Override(BreakerCommandKind.Isolate, reason);

    /// <summary>Closes it and forgets its failures; outcomes of calls that are under way no longer count.</summary>
    public void Reset() => Override(BreakerCommandKind.Reset, null);

    /// <summary>Name, state and failures: <c>CircuitBreaker(questdb: Open, 5/5 failures)</c>.</summary>
    public override string ToString() => $"CircuitBreaker({Name}: {State}, {Failures}/{Options.FailMax} failures)";

    internal TimeProvider TimeProvider => _time;

    internal BreakerRow Row => Look().Row;

    internal DateTimeOffset UtcAfter(TimeSpan span) => _time.GetUtcNow() + span;

    /// <summary>Replaces the options; from here on they are somebody's choice.</summary>
    internal void Replace(CircuitBreakerOptions options)
    {
        lock (_gate)
        {
            Volatile.Write(ref _options, options);
            _isConfigured = true;
        }
    }

    /// <summary>Takes the first options that anybody chooses; false where others were chosen before.</summary>
    internal bool TryConfigure(CircuitBreakerOptions options)
    {
        lock (_gate)
        {
            if (!_isConfigured)
            {
                Volatile.Write(ref _options, options);
                _isConfigured = true;
            }

            return _options.Matches(options);
        }
    }

    /// <summary>Whether the breaker, as this process last saw it, rejects calls: asks no store.</summary>
    internal bool IsKnownToReject => new PackedState(Volatile.Read(ref _word)).State != CircuitState.Closed;

    private bool InMemory => _durable is null || (!Volatile.Read(ref _view).Clock.IsWall && !_durable.IsAvailable);

    private BreakerView Look()
    {
        if (InMemory)
        {
            return Volatile.Read(ref _view);
        }

        using (Enter())
        {
            return ReadLocked();
        }
    }

    private Entered Enter()
    {
        _gate.Enter();
        return new Entered(this);
    }

    private BreakerView ReadLocked()
    {
        if (InMemory || !TryReturnLocked())
        {
            return _view;
        }

        if (_durable!.TryRun(store => store.Read(Name), onlyReads: true, BreakerRow.Pristine, out var row))
        {
            return PublishLocked(new BreakerView(row, _view.Clock));
        }

        return FallBackLocked();
    }

    private BreakerAnswer ApplyLocked(Func<BreakerClock, BreakerCommand> command)
    {
        if (!InMemory && TryReturnLocked())
        {
            var durable = command(_view.Clock);
            var absent = new BreakerAnswer(false, BreakerRow.Pristine);
            if (_durable!.TryRun(store => store.Apply(Name, durable), !durable.MayCreate, absent, out var answer))
            {
                PublishLocked(new BreakerView(answer.Row, _view.Clock));
                return answer;
            }

            FallBackLocked();
        }

        var local = _memory.Apply(Name, command(_memoryClock));
        PublishLocked(new BreakerView(local.Row, _memoryClock));
        return local;
    }

    // What was last known of the stored row goes on in memory, so that a breaker that was open stays open for the rest of its break.
    private BreakerView FallBackLocked()
    {
        var row = _view.Clock.Rebase(_view.Row, _memoryClock);
        _generationAtFallBack = row.Generation;
        _memory.Seed(Name, row);
        return PublishLocked(new BreakerView(row, _memoryClock));
    }

    /// <summary>
    /// Goes back to the store after a fault; true where it was never left. What happened meanwhile is taken along: a breaker that opened, or
    /// was isolated, in memory stays so.
    /// </summary>
    private bool TryReturnLocked()
    {
        if (_view.Clock.IsWall)
        {
            return true;
        }

        BreakerRow row;
        if (_view.Row.Generation == _generationAtFallBack)
        {
            if (!_durable!.TryRun(store => store.Read(Name), onlyReads: true, BreakerRow.Pristine, out row))
            {
                return false;
            }
        }
        else if (_durable!.TryRun(store => store.Apply(Name, AdoptLocked()), onlyReads: false, default, out var answer))
        {
            row = answer.Row;
        }
        else
        {
            return false;
        }

        PublishLocked(new BreakerView(row, _storeClock));
        return true;
    }

    private BreakerCommand AdoptLocked() => new()
    {
        Kind = BreakerCommandKind.Adopt,
        Generation = _view.Row.Generation,
        State = _view.Row.State,
        Failures = _view.Row.Failures,
        Break = _storeClock.ToUnits(_memoryClock.ToSpan(_view.Row.OpenUntil - _memoryClock.Now)),
        Cause = _view.Row.LastCause,
        Now = _storeClock.Now,
        UtcNow = _storeClock.UtcNow,
    };

    [MemberNotNull(nameof(_view))]
    private BreakerView PublishLocked(BreakerView view)
    {
        // The view first: whoever sees the new word finds a view at least as new.
        Volatile.Write(ref _view!, view);
        Volatile.Write(ref _word, PackedState.Of(view.Row, askStore: _durable is not null).Word);
        return view;
    }

    /// <summary>The lock of the breaker. A warning of the store is delivered after it: what hears it may wait for another user of the breaker.</summary>
    private readonly ref struct Entered(CircuitBreaker breaker)
    {
        public void Dispose()
        {
            breaker._gate.Exit();
            breaker._durable?.DeliverWarning();
        }
    }
}
