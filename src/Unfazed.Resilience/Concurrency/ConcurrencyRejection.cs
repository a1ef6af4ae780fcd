using System.Runtime.InteropServices;
using Polly;

namespace Unfazed.Resilience;

/// <summary>Why a <see cref="ConcurrencyLimit"/> rejected a call.</summary>
public enum ConcurrencyRejectionReason
{
    /// <summary>Every place was taken, and so was every place in the queue.</summary>
    Full = 0,

    /// <summary>No place was free within <see cref="ConcurrencyLimitOptions.QueueTimeout"/>.</summary>
    QueueTimeout = 1,
}

/// <summary>Why a call was rejected, as a value: nothing is thrown.</summary>
/// <param name="Name">The name of the limit.</param>
/// <param name="Reason">Whether the queue was full or the wait too long.</param>
/// <param name="MaxConcurrent">How many calls may run at once.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ConcurrencyRejection(string Name, ConcurrencyRejectionReason Reason, int MaxConcurrent)
{
    /// <summary>The same as an exception, a new one each time.</summary>
    public ConcurrencyLimitException ToException() => new(Name, Reason, MaxConcurrent);
}

/// <summary>A call was rejected because too many others run: the service was not asked. It is never retried, and neutral for a circuit breaker.</summary>
public sealed class ConcurrencyLimitException : ExecutionRejectedException
{
    /// <summary>A rejection by the limit <paramref name="name"/>.</summary>
    /// <param name="name">The name of the limit.</param>
    /// <param name="reason">Whether the queue was full or the wait too long.</param>
    /// <param name="maxConcurrent">How many calls may run at once.</param>
    public ConcurrencyLimitException(string name, ConcurrencyRejectionReason reason, int maxConcurrent)
        : base(reason == ConcurrencyRejectionReason.Full
            ? $"Concurrency limit '{name}' rejects the call: all {maxConcurrent} places and the queue are full."
            : $"Concurrency limit '{name}' rejects the call: none of its {maxConcurrent} places was free in time.") =>
        (Name, Reason, MaxConcurrent) = (name, reason, maxConcurrent);

    /// <summary>The name of the limit.</summary>
    public string Name { get; }

    /// <summary>Whether the queue was full or the wait too long.</summary>
    public ConcurrencyRejectionReason Reason { get; }

    /// <summary>How many calls may run at once.</summary>
    public int MaxConcurrent { get; }
}
