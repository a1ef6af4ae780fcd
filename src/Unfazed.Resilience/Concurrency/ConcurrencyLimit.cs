using System.Diagnostics.CodeAnalysis;

namespace Unfazed.Resilience;

/// <summary>
/// Bounds how many calls run at once (a bulkhead), so that one slow service does not take all threads and connections. Calls wait in a bounded
/// queue, and get their places in the order in which they came. In memory, for this process; safe for any number of threads.
/// </summary>
/// <remarks>In a pipeline it belongs outside the circuit breaker: total timeout, retry, concurrency limit, breaker, attempt timeout, operation.</remarks>
public sealed class ConcurrencyLimit
{
    private readonly Lock _gate = new();
    private readonly LinkedList<ConcurrencyWaiter> _queue = new();
    private readonly TimeProvider _time;
    private int _running;

    /// <summary>A limit, all of whose places are free.</summary>
    /// <param name="name">What it guards; appears in messages and metrics.</param>
    /// <param name="options">Its bounds; the defaults if null.</param>
    /// <param name="timeProvider">The clock; the system's if null.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty or no valid Unicode, or an option is out of its range.</exception>
    public ConcurrencyLimit(string name, ConcurrencyLimitOptions? options = null, TimeProvider? timeProvider = null)
    {
        CircuitName.Validate(name);
        Options = options ?? new ConcurrencyLimitOptions();
        Options.Validate();
        Name = name;

        // A limit exists for the time when everything is slow: its timers need no thread of the pool.
        _time = DedicatedTimeProvider.For(timeProvider ?? TimeProvider.System);
    }

    /// <summary>The name it was made with.</summary>
    public string Name { get; }

    /// <summary>Its bounds.</summary>
    public ConcurrencyLimitOptions Options { get; }

    /// <summary>How many calls run now.</summary>
    public int Running
    {
        get
        {
            lock (_gate)
            {
                return _running;
            }
        }
    }

    /// <summary>How many calls wait for a place now.</summary>
    public int Queued
    {
        get
        {
            lock (_gate)
            {
                return _queue.Count;
            }
        }
    }

    /// <summary>Takes a place if one is free and nobody waits for it. Never waits.</summary>
    /// <param name="place">To dispose when the call has ended, if the answer is true.</param>
    /// <param name="rejection">Why not, if the answer is false.</param>
    public bool TryEnter([NotNullWhen(true)] out ConcurrencyPlace? place, out ConcurrencyRejection rejection)
    {
        lock (_gate)
        {
            place = TakeLocked();
        }

        rejection = place is null ? Rejected(ConcurrencyRejectionReason.Full) : default;
        return place is not null;
    }

    /// <summary>Takes a place, and waits for one in the queue if need be.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The place, or the rejection as a value.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> fired.</exception>
    public async ValueTask<ConcurrencyEntry> EnterAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ConcurrencyWaiter waiter;
        lock (_gate)
        {
            if (TakeLocked() is { } place)
            {
                return new ConcurrencyEntry(place, default);
            }

            if (_queue.Count >= Options.MaxQueued)
            {
                return new ConcurrencyEntry(null, Rejected(ConcurrencyRejectionReason.Full));
            }

            waiter = new ConcurrencyWaiter();
            _queue.AddLast(waiter.Node);
        }

        await using var timer = _time.CreateTimer(_ => GiveUp(waiter, isCancelled: false), null, Options.QueueTimeout, Timeout.InfiniteTimeSpan).ConfigureAwait(false);
        await using var registration = cancellationToken.UnsafeRegister(_ => GiveUp(waiter, isCancelled: true), null).ConfigureAwait(false);
        return await waiter.Result.ConfigureAwait(false) switch
        {
            ConcurrencyWaitResult.Place => new ConcurrencyEntry(new ConcurrencyPlace(this), default),
            ConcurrencyWaitResult.Cancelled => throw new OperationCanceledException($"The wait for a place of '{Name}' was cancelled.", cancellationToken),
            _ => new ConcurrencyEntry(null, Rejected(ConcurrencyRejectionReason.QueueTimeout)),
        };
    }

    /// <summary>Runs an operation in a place.</summary>
    /// <exception cref="ConcurrencyLimitException">There was no place for it.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> fired while the call waited.</exception>
    public async ValueTask<TResult> ExecuteAsync<TResult>(Func<CancellationToken, ValueTask<TResult>> operation, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(operation);
        var entry = await EnterAsync(cancellationToken).ConfigureAwait(false);
        using var place = entry.Place ?? throw entry.Rejection.ToException();
        return await operation(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc cref="ExecuteAsync{TResult}(Func{CancellationToken, ValueTask{TResult}}, CancellationToken)"/>
    public async ValueTask ExecuteAsync(Func<CancellationToken, ValueTask> operation, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(operation);
        await ExecuteAsync(
            async token =>
            {
                await operation(token).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Name and places: <c>ConcurrencyLimit(search: 10/10 running, 3/20 queued)</c>.</summary>
    public override string ToString()
    {
        lock (_gate)
        {
            return $"ConcurrencyLimit({Name}: {_running}/{Options.MaxConcurrent} running, {_queue.Count}/{Options.MaxQueued} queued)";
        }
    }

    /// <summary>Hands the place to the one that waits longest: a newcomer can't overtake.</summary>
    internal void Leave()
    {
        lock (_gate)
        {
            if (_queue.First is { } next)
            {
                _queue.RemoveFirst();
                next.Value.Set(ConcurrencyWaitResult.Place);
            }
            else
            {
                _running--;
            }
        }
    }

    private ConcurrencyPlace? TakeLocked()
    {
        if (_running >= Options.MaxConcurrent)
        {
            return null;
        }

        _running++;
        return new ConcurrencyPlace(this);
    }

    private void GiveUp(ConcurrencyWaiter waiter, bool isCancelled)
    {
        lock (_gate)
        {
            if (waiter.Node.List is null)
            {
                return;
            }

            _queue.Remove(waiter.Node);
            waiter.Set(isCancelled ? ConcurrencyWaitResult.Cancelled : ConcurrencyWaitResult.TimedOut);
        }
    }

    private ConcurrencyRejection Rejected(ConcurrencyRejectionReason reason)
    {
        ResilienceTelemetry.ConcurrencyRejected(Name, reason);
        return new ConcurrencyRejection(Name, reason, Options.MaxConcurrent);
    }
}
