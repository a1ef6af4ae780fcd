using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace Unfazed.Resilience;

/// <summary>Breakers by name: one instance a name, optionally in a store that processes share.</summary>
public sealed class CircuitBreakerRegistry : IAsyncDisposable, IDisposable
{
    private static readonly TimeSpan MaxDrain = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Lazy<CircuitBreaker>> _breakers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, CircuitOptionsConflict> _conflicts = new(StringComparer.Ordinal);
    private readonly CircuitBreakerRegistryOptions _options;
    private readonly MemoryBreakerStore _memory = new();
    private readonly GuardedBreakerStore? _durable;

    /// <summary>A registry; nothing is opened until a breaker needs it.</summary>
    /// <param name="options">Where and how; in memory if null.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public CircuitBreakerRegistry(CircuitBreakerRegistryOptions? options = null)
    {
        _options = options ?? new CircuitBreakerRegistryOptions();
        _options.Validate();
        _durable = _options.Store is { } store ? new GuardedBreakerStore(store, _options) : null;
    }

    /// <summary>Called for each transition of any breaker here; see <see cref="CircuitBreaker.Transitioned"/>.</summary>
    public event Action<CircuitTransition>? Transitioned;

    /// <summary>The registry of this process, in memory.</summary>
    public static CircuitBreakerRegistry Shared { get; } = new();

    /// <summary>The clock that its breakers use.</summary>
    public TimeProvider TimeProvider => _options.TimeProvider;

    /// <summary>The breaker of this name; the same instance each time. It is made if need be.</summary>
    /// <param name="name">What it guards.</param>
    /// <param name="options">
    /// Its behaviour; if null, that of the existing breaker or else the registry's defaults. The first options that are given count, also for
    /// a breaker that somebody has asked for without any before.
    /// </param>
    /// <exception cref="ArgumentException">The name is empty or no valid Unicode, or an option is out of its range.</exception>
    /// <exception cref="InvalidOperationException">The breaker was given other options before; the message names both.</exception>
    public CircuitBreaker GetBreaker(string name, CircuitBreakerOptions? options = null)
    {
        CircuitName.Validate(name);
        options?.Validate();
        var breaker = (_breakers.TryGetValue(name, out var existing) ? existing : _breakers.GetOrAdd(name, Create, options ?? OptionsOf(name))).Value;
        return options is null || breaker.TryConfigure(options) ? breaker : throw new InvalidOperationException(
            $"Circuit breaker '{name}' exists with {breaker.Options}; it was asked for with {options}. Give it one set of options, or call GetOrAdd.");
    }

    /// <summary>
    /// As <see cref="GetBreaker"/>, but options that differ from those of the existing breaker are no error: the first ones count. The
    /// difference is reported once for each breaker (<see cref="CircuitBreakerRegistryOptions.OnOptionsConflict"/>) and counted in
    /// <c>unfazed.resilience.option_conflicts</c>.
    /// </summary>
    /// <exception cref="ArgumentException">The name is empty or no valid Unicode, or an option is out of its range.</exception>
    public CircuitBreaker GetOrAdd(string name, CircuitBreakerOptions options)
    {
        CircuitName.Validate(name);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var breaker = _breakers.GetOrAdd(name, Create, options).Value;
        if (!breaker.TryConfigure(options))
        {
            ResilienceTelemetry.OptionsConflicted(name);
            Report(new CircuitOptionsConflict(name, breaker.Options, options));
        }

        return breaker;
    }

    /// <summary>The breaker of this name, if this registry has made it. Makes none: a health page does not decide about options.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out CircuitBreaker? breaker)
    {
        ArgumentNullException.ThrowIfNull(name);
        breaker = _breakers.TryGetValue(name, out var existing) ? existing.Value : null;
        return breaker is not null;
    }

    /// <summary>Gives a breaker other options, after a reload of the configuration; its state stays.</summary>
    /// <exception cref="ArgumentException">The name is empty or no valid Unicode, or an option is out of its range.</exception>
    public CircuitBreaker Reconfigure(string name, CircuitBreakerOptions options)
    {
        CircuitName.Validate(name);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var breaker = _breakers.GetOrAdd(name, Create, options).Value;
        breaker.Replace(options);
        return breaker;
    }

    /// <summary>
    /// Removes the breaker of this name, here and from the store: the next call of <see cref="GetBreaker"/> creates a new one. Code that still holds
    /// the removed breaker can use it: it is closed, in memory, and without the listeners of the registry.
    /// </summary>
    /// <returns>Whether there was one.</returns>
    public bool Remove(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var wasHere = _breakers.TryRemove(name, out var removed);
        if (removed is not null)
        {
            removed.Value.Transitioned -= Forward;
            removed.Value.Detach(new MemoryBreakerStore());
        }

        _memory.Remove(name);
        var wasStored = _durable is not null && _durable.TryRun(store => store.Remove(name), onlyReads: true, false, out var stored) && stored;
        _durable?.DeliverWarning();
        return wasHere || wasStored;
    }

    /// <summary>Closes every breaker here and in the store, isolated ones too, and forgets their failures.</summary>
    public void ResetAll()
    {
        foreach (var (_, breaker) in _breakers)
        {
            breaker.Value.Reset();
        }

        var clock = new BreakerClock(TimeProvider, isWall: true);
        var reset = new BreakerCommand { Kind = BreakerCommandKind.Reset, Now = clock.Now, UtcNow = clock.UtcNow };
        foreach (var (name, _) in Stored().Where(row => !_breakers.ContainsKey(row.Key)))
        {
            // Without a breaker here: one made with the defaults would conflict with the options that its owner gives it later.
            _durable!.TryRun(store => store.Apply(name, reset), onlyReads: true, default, out _);
        }

        _durable?.DeliverWarning();
    }

    /// <summary>Every breaker here and in the store, by name. A store that is not there is neither opened nor made.</summary>
    public IReadOnlyList<CircuitSnapshot> Snapshots()
    {
        var stored = Stored().Select(row => CircuitSnapshot.Of(row.Key, row.Value, new BreakerClock(TimeProvider, isWall: true)));
        var here = _breakers.Values.Select(breaker => breaker.Value.Snapshot()).ToList();
        var names = here.Select(s => s.Name).ToHashSet(StringComparer.Ordinal);
        return [.. here.Concat(stored.Where(s => !names.Contains(s.Name))).OrderBy(s => s.Name, StringComparer.Ordinal)];
    }

    /// <summary>
    /// Waits up to 1 s for listeners to hear what has happened, and closes the store. Breakers go on in memory, so a call that is under way
    /// ends as it would have.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        // By the system's clock: nobody may move another one any more.
        var delivered = Task.WhenAll(_breakers.Values.Select(breaker => breaker.Value.WhenDelivered()));
        await Task.WhenAny(delivered, Task.Delay(MaxDrain, TimeProvider.System)).ConfigureAwait(false);
        _durable?.Dispose();
    }

    /// <summary>As <see cref="DisposeAsync"/>, for a container that is disposed synchronously: blocks up to 1 s.</summary>
    public void Dispose()
    {
        Task.WhenAll(_breakers.Values.Select(breaker => breaker.Value.WhenDelivered())).Wait(MaxDrain);
        _durable?.Dispose();
    }

    private CircuitBreakerOptions OptionsOf(string name)
    {
        var options = _options.OptionsOf?.Invoke(name) ?? _options.Defaults;
        options.Validate();
        return options;
    }

    private void Report(CircuitOptionsConflict conflict)
    {
        if (!_conflicts.TryAdd(conflict.Name, conflict))
        {
            return;
        }

        try
        {
            (_options.OnOptionsConflict ?? Log)(conflict);
        }
        catch (Exception)
        {
            // A report that fails must not fail the call that found the conflict.
        }
    }

    private static void Log(CircuitOptionsConflict conflict) => Trace.TraceWarning(
        $"Unfazed.Resilience: circuit breaker '{conflict.Name}' has {conflict.Options}; the request for {conflict.Requested} changes nothing");

    private Lazy<CircuitBreaker> Create(string name, CircuitBreakerOptions options) => new(() =>
    {
        var breaker = new CircuitBreaker(name, options, TimeProvider, _memory, _durable) { RetryBudget = _options.RetryBudget };
        breaker.Transitioned += Forward;
        return breaker;
    });

    private void Forward(CircuitTransition transition) => TransitionFeed.Tell(Transitioned, transition);

    private IReadOnlyList<KeyValuePair<string, BreakerRow>> Stored()
    {
        var stored = _durable is not null && _durable.TryRun(store => store.List(), onlyReads: true, [], out var rows) ? rows : [];
        _durable?.DeliverWarning();
        return stored;
    }
}
