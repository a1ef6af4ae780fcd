using System.Diagnostics.CodeAnalysis;

namespace Unfazed.Resilience;

/// <summary>
/// Stops calls to what is failing: after <see cref="CircuitBreakerOptions.FailMax"/> failures in a row, or by the rates of a
/// <see cref="CircuitBreakerOptions.SlidingWindow"/>, calls are rejected for <see cref="CircuitBreakerOptions.ResetTimeout"/>; then probes decide. Safe for any number of threads; from a registry with a store,
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
    private readonly TransitionFeed _feed = new();
    private MemoryBreakerStore _memory;
    private GuardedBreakerStore? _durable;
    private CircuitBreakerOptions _options;
    private CallWindow? _window;
    private BreakerView _view;
    private long _word;
    private long _plainProbe;
    private int _plainTicket;
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
        _window = WindowOf(options);
        PublishLocked(new BreakerView(BreakerRow.Pristine, IsStored ? _storeClock : _memoryClock));
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

    /// <summary>Failures in a row; with a <see cref="CircuitBreakerOptions.SlidingWindow"/>, while closed, the failures in it.</summary>
    public int Failures
    {
        get
        {
            var row = Look().Row;
            return row.State == CircuitState.Closed && _window is { } window ? window.Read(row.Generation).Failed : row.Failures;
        }
    }

    /// <summary>When the last failure was recorded (UTC), or null.</summary>
    public DateTimeOffset? LastFailure => CircuitSnapshot.Utc(Look().Row.LastFailureAt);

    /// <summary>The last failure on one line, or the reason of an isolation; null if there is none.</summary>
    public string? LastCause => Look().Row.LastCause;

    /// <summary>Everything about it at this moment.</summary>
    public CircuitSnapshot Snapshot()
    {
        var view = Look();
        return CircuitSnapshot.Of(Name, view.Row, view.Clock, Options, _window);
    }

    /// <summary>Completes once every transition so far has been delivered to the listeners.</summary>
    public Task WhenDelivered() => _feed.WhenIdle;

    /// <summary>Rejects every call from now on, until <see cref="Reset"/>; with a store, also after a restart and in other processes.</summary>
    /// <param name="reason">Shown as the last cause of each rejection.</param>
    public void Isolate(string? reason = null) =>
        Override(clock => new BreakerCommand { Kind = BreakerCommandKind.Isolate, Now = clock.Now, UtcNow = clock.UtcNow, Cause = CauseText.OneLine(reason) });

    /// <summary>Closes it and forgets its failures; outcomes of calls that are under way no longer count.</summary>
    public void Reset() =>
        Override(static clock => new BreakerCommand { Kind = BreakerCommandKind.Reset, Now = clock.Now, UtcNow = clock.UtcNow });

    /// <summary>Sets the state, failures and cause of a snapshot, of this breaker or of another one: after a start, or from elsewhere.</summary>
    /// <param name="snapshot">
    /// A half-open state becomes an open one whose break is over. The break ends when the snapshot says, but no longer from now than the
    /// options allow. The calls of a window are not restored, and outcomes of calls that are under way no longer count.
    /// </param>
    /// <exception cref="ArgumentException">The state is none, or a count is negative.</exception>
    public void Restore(CircuitSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        if (!Enum.IsDefined(snapshot.State) || snapshot.Failures < 0 || snapshot.Probes < 0)
        {
            throw new ArgumentException("The snapshot must have a state, and counts that are not negative.", nameof(snapshot));
        }

        Override(snapshot.ToCommand(Options, _time.GetUtcNow()));
    }

    /// <summary>Name, state and failures: <c>CircuitBreaker(questdb: Open, 5/5 failures)</c>, with a window <c>6 failures in 10 calls</c>.</summary>
    public override string ToString()
    {
        var snapshot = Snapshot();
        return Options.SlidingWindow is null
            ? $"CircuitBreaker({Name}: {snapshot.State}, {snapshot.Failures}/{Options.FailMax} failures)"
            : $"CircuitBreaker({Name}: {snapshot.State}, {snapshot.FailedCalls} failures in {snapshot.Calls} calls)";
    }

    internal TimeProvider TimeProvider => _time;

    /// <summary>That of the registry.</summary>
    internal RetryBudget? RetryBudget { get; init; }

    internal BreakerRow Row => Look().Row;

    internal DateTimeOffset UtcAfter(TimeSpan span) => _time.GetUtcNow() + span;

    /// <summary>The generation of now, as this process knows it.</summary>
    internal long Generation => new PackedState(Volatile.Read(ref _word)).Generation;

    /// <summary>Replaces the options; from here on they are somebody's choice.</summary>
    internal void Replace(CircuitBreakerOptions options)
    {
        using (Enter())
        {
            UseLocked(options);
        }
    }

    /// <summary>Removed from its registry: goes on alone, in <paramref name="memory"/>, closed.</summary>
    internal void Detach(MemoryBreakerStore memory)
    {
        using (Enter())
        {
            _durable = null;
            _memory = memory;
            var row = new BreakerRow { Generation = _view.Row.Generation + 1 };
            _memory.Seed(Name, row);
            _window?.Clear();
            PublishLocked(new BreakerView(row, _memoryClock));
        }
    }

    /// <summary>Takes the first options that anybody chooses; false where others were chosen before.</summary>
    internal bool TryConfigure(CircuitBreakerOptions options)
    {
        using (Enter())
        {
            if (!_isConfigured)
            {
                UseLocked(options);
            }

            return _options.Matches(options);
        }
    }

    /// <summary>Whether the breaker, as this process last saw it, rejects calls: asks no store.</summary>
    internal bool IsKnownToReject => Options.Mode == CircuitMode.Active && new PackedState(Volatile.Read(ref _word)).State != CircuitState.Closed;

    private bool IsStored => _durable is not null && _options.Mode == CircuitMode.Active;

    private bool InMemory
    {
        get
        {
            // Once: the breaker may be removed from its registry meanwhile.
            var durable = Volatile.Read(ref _durable);
            return durable is null || Options.Mode != CircuitMode.Active || (!Volatile.Read(ref _view).Clock.IsWall && !durable.IsAvailable);
        }
    }

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

    private CallWindow? WindowOf(CircuitBreakerOptions options) => options.SlidingWindow is { } shape ? new CallWindow(shape, _time) : null;

    private void UseLocked(CircuitBreakerOptions options)
    {
        Volatile.Write(ref _options, options);
        _isConfigured = true;
        if (_window?.Shape != options.SlidingWindow)
        {
            Volatile.Write(ref _window, WindowOf(options));
        }

        if (!IsStored && _view.Clock.IsWall)
        {
            FallBackLocked();
        }
        else
        {
            PublishLocked(_view);
        }
    }

    private Entered Enter()
    {
        _gate.Enter();
        return new Entered(this);
    }

    [MemberNotNull(nameof(_view))]
    private BreakerView PublishLocked(BreakerView view)
    {
        // The view first: whoever sees the new word finds a view at least as new.
        Volatile.Write(ref _view!, view);
        Volatile.Write(ref _word, PackedState.Of(view.Row, askFurther: _durable is not null || _window is not null || _options.Mode != CircuitMode.Active).Word);
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
