using System.Collections.Concurrent;

namespace Unfazed.Resilience;

/// <summary>Breakers by name: one instance a name, optionally kept in a file that all processes of the user share.</summary>
public sealed class CircuitBreakerRegistry : IAsyncDisposable
{
    private static readonly TimeSpan LongestDrain = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Lazy<CircuitBreaker>> _breakers = new(StringComparer.Ordinal);
    private readonly CircuitBreakerRegistryOptions _options;
    private readonly MemoryBreakerStore _memory = new();
    private readonly GuardedBreakerStore? _durable;

    /// <summary>A registry; nothing is opened until a breaker needs it.</summary>
    /// <param name="options">Where and how; in memory if null.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public CircuitBreakerRegistry(CircuitBreakerRegistryOptions? options = null)
    {
        _options = options ?? new CircuitBreakerRegistryOptions();
        _options.Validate();
        _durable = _options.StorePath is { } path ? GuardedBreakerStore.OverSqlite(path, _options) : null;
    }

    internal CircuitBreakerRegistry(CircuitBreakerRegistryOptions options, GuardedBreakerStore durable)
    {
        _options = options;
        _durable = durable;
    }

    /// <summary>Told of each transition of any breaker here; see <see cref="CircuitBreaker.Transitioned"/>.</summary>
    public event Action<CircuitTransition>? Transitioned;

    /// <summary>The registry of this process, in memory.</summary>
    public static CircuitBreakerRegistry Shared { get; } = new();

    /// <summary>The clock that its breakers use.</summary>
    public TimeProvider TimeProvider => _options.TimeProvider;

    /// <summary>The breaker of this name; the same instance each time. It is made if need be.</summary>
    /// <param name="name">What it guards.</param>
    /// <param name="options">Its behaviour; if null, that of the existing breaker or else the registry's defaults.</param>
    /// <exception cref="ArgumentException">The name is empty, or an option is out of its range.</exception>
    /// <exception cref="InvalidOperationException">The breaker exists with other options; the message names both.</exception>
    public CircuitBreaker GetBreaker(string name, CircuitBreakerOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        options?.Validate();
        var breaker = _breakers.GetOrAdd(name, Create, options ?? _options.Defaults).Value;
        if (options is not null && breaker.Options != options)
        {
            throw new InvalidOperationException(
                $"Circuit breaker '{name}' exists with {breaker.Options}; it was asked for with {options}. Give it one set of options.");
        }

        return breaker;
    }

    /// <summary>Gives a breaker other options, after a reload of the configuration; its state stays.</summary>
    /// <exception cref="ArgumentException">The name is empty, or an option is out of its range.</exception>
    public CircuitBreaker Reconfigure(string name, CircuitBreakerOptions options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var breaker = _breakers.GetOrAdd(name, Create, options).Value;
        breaker.Replace(options);
        return breaker;
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
        var delivered = Task.WhenAll(_breakers.Values.Select(breaker => breaker.Value.WhenDelivered()));
        await Task.WhenAny(delivered, Task.Delay(LongestDrain, TimeProvider)).ConfigureAwait(false);
        _durable?.Dispose();
    }

    private Lazy<CircuitBreaker> Create(string name, CircuitBreakerOptions options) => new(() =>
    {
        var breaker = new CircuitBreaker(name, options, TimeProvider, _memory, _durable is { GivenUp: false } ? _durable : null);
        breaker.Transitioned += transition => TransitionFeed.Tell(Transitioned, transition);
        return breaker;
    });

    private IReadOnlyList<KeyValuePair<string, BreakerRow>> Stored() =>
        _durable is not null && _durable.TryRun(store => store.List(), onlyReads: true, [], out var rows) ? rows : [];
}
