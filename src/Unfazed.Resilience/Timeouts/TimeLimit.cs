namespace Unfazed.Resilience;

/// <summary>Bounds the time of an operation, one that listens to its token, one that does not, and one that blocks its thread.</summary>
/// <remarks>
/// The forms for <see cref="ValueTask"/> are inherited, because an <c>async</c> lambda fits both: the compiler prefers the methods of the derived
/// type, so the call is not ambiguous in any version of C#. For a delegate in a variable there is <see cref="TimeLimitExtensions"/>.
/// </remarks>
public abstract class TimeLimit : ValueTaskTimeLimit
{
    private TimeLimit()
    {
    }

    /// <summary>
    /// Runs <paramref name="operation"/> on a thread outside of the pool, so that one that blocks delays no other. When
    /// <paramref name="timeout"/> is over its token fires; what does not stop within <see cref="TimeLimitOptions.Grace"/> is abandoned. Which
    /// token fired decides what happened, not the exception: an operation that swallows its cancellation, or reports it as something else,
    /// has timed out all the same.
    /// </summary>
    /// <param name="operation">The work; the token it gets fires at the timeout and when the caller cancels.</param>
    /// <param name="timeout">Above zero and at most 30 days, or <see cref="Timeout.InfiniteTimeSpan"/>.</param>
    /// <param name="name">What the exception calls it.</param>
    /// <param name="options">Grace, cap and clock; the defaults if null.</param>
    /// <param name="cancellationToken">The caller's own.</param>
    /// <exception cref="OperationTimeoutException">The time is over.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled; it carries <paramref name="cancellationToken"/>.</exception>
    /// <exception cref="AbandonedWorkLimitException">Too many abandoned operations still run; this one was not started.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeout"/> or an option is out of its range.</exception>
    public static Task<T> WithTimeout<T>(
        Func<CancellationToken, Task<T>> operation,
        TimeSpan timeout,
        string name,
        TimeLimitOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(operation);
        return Limit(operation, timeout, name, options, cancellationToken);
    }

    /// <inheritdoc cref="WithTimeout{T}(Func{CancellationToken, Task{T}}, TimeSpan, string, TimeLimitOptions?, CancellationToken)"/>
    public static Task WithTimeout(
        Func<CancellationToken, Task> operation,
        TimeSpan timeout,
        string name,
        TimeLimitOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(operation);
        return LimitWithoutResult(operation, timeout, name, options, cancellationToken);
    }
}
