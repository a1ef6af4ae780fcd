namespace Unfazed.Resilience;

/// <summary>The calls of a <see cref="ConcurrencyLimit"/> for operations that return a <see cref="Task"/>.</summary>
/// <remarks>Extension methods, so that an <c>async</c> lambda is not ambiguous in any version of C#.</remarks>
public static class ConcurrencyLimitTaskExtensions
{
    /// <summary>Runs an operation in a place.</summary>
    /// <exception cref="ConcurrencyLimitException">There was no place for it.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> fired while the call waited.</exception>
    public static ValueTask<TResult> ExecuteAsync<TResult>(
        this ConcurrencyLimit limit, Func<CancellationToken, Task<TResult>> operation, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(limit);
        ArgumentNullException.ThrowIfNull(operation);
        return limit.ExecuteAsync(token => new ValueTask<TResult>(operation(token)), cancellationToken);
    }

    /// <inheritdoc cref="ExecuteAsync{TResult}(ConcurrencyLimit, Func{CancellationToken, Task{TResult}}, CancellationToken)"/>
    public static ValueTask ExecuteAsync(this ConcurrencyLimit limit, Func<CancellationToken, Task> operation, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(limit);
        ArgumentNullException.ThrowIfNull(operation);
        return limit.ExecuteAsync(token => new ValueTask(operation(token)), cancellationToken);
    }
}
