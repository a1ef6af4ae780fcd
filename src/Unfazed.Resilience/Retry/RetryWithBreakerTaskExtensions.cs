using Polly;

namespace Unfazed.Resilience;

/// <summary>The calls of a <see cref="RetryWithBreaker"/> for operations that return a <see cref="Task"/>.</summary>
/// <remarks>Extension methods, so that an <c>async</c> lambda is not ambiguous in any version of C#.</remarks>
public static class RetryWithBreakerTaskExtensions
{
    /// <summary>Calls <paramref name="operation"/> until it succeeds or there is no point in another attempt.</summary>
    /// <exception cref="CircuitOpenException">The breaker rejected the first attempt.</exception>
    /// <exception cref="OperationTimeoutException">The total, or the last attempt, ran out of time.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> fired; it is the exception's token.</exception>
    public static ValueTask<TResult> ExecuteAsync<TResult>(
        this RetryWithBreaker retry, Func<CancellationToken, Task<TResult>> operation, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(retry);
        ArgumentNullException.ThrowIfNull(operation);
        return retry.ExecuteAsync(token => new ValueTask<TResult>(operation(token)), cancellationToken);
    }

    /// <inheritdoc cref="ExecuteAsync{TResult}(RetryWithBreaker, Func{CancellationToken, Task{TResult}}, CancellationToken)"/>
    public static ValueTask ExecuteAsync(
        this RetryWithBreaker retry, Func<CancellationToken, Task> operation, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(retry);
        ArgumentNullException.ThrowIfNull(operation);
        return retry.ExecuteAsync(token => new ValueTask(operation(token)), cancellationToken);
    }

    /// <summary>As <see cref="ExecuteAsync{TResult}(RetryWithBreaker, Func{CancellationToken, Task{TResult}}, CancellationToken)"/>, with what it would throw as a value.</summary>
    public static ValueTask<Outcome<TResult>> TryExecuteAsync<TResult>(
        this RetryWithBreaker retry, Func<CancellationToken, Task<TResult>> operation, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(retry);
        ArgumentNullException.ThrowIfNull(operation);
        return retry.TryExecuteAsync(token => new ValueTask<TResult>(operation(token)), cancellationToken);
    }
}
