namespace Unfazed.Resilience;

/// <summary>The calls of a <see cref="CircuitBreaker"/> for operations that return a <see cref="Task"/>.</summary>
/// <remarks>
/// Extension methods, because an <c>async</c> lambda fits both <see cref="Task"/> and <see cref="ValueTask"/>: the compiler prefers the methods of
/// the type, so the call is not ambiguous in any version of C#.
/// </remarks>
public static class CircuitBreakerTaskExtensions
{
    /// <summary>Makes one call and reports its outcome.</summary>
    /// <param name="breaker">The breaker.</param>
    /// <param name="operation">The call.</param>
    /// <param name="isFailure">Whether an outcome is the service's failure; <see cref="AttemptOutcome.IsTransient"/> if null. Other exceptions are neutral, other results are successes.</param>
    /// <param name="cancellationToken">Passed to the operation; a call that ends after it has fired is neutral.</param>
    /// <exception cref="CircuitOpenException">The breaker rejected the call.</exception>
    public static ValueTask<TResult> ExecuteAsync<TResult>(
        this CircuitBreaker breaker,
        Func<CancellationToken, Task<TResult>> operation,
        Func<AttemptOutcome, bool>? isFailure = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(breaker);
        ArgumentNullException.ThrowIfNull(operation);
        return breaker.ExecuteAsync(token => new ValueTask<TResult>(operation(token)), isFailure, cancellationToken);
    }

    /// <inheritdoc cref="ExecuteAsync{TResult}(CircuitBreaker, Func{CancellationToken, Task{TResult}}, Func{AttemptOutcome, bool}?, CancellationToken)"/>
    public static ValueTask ExecuteAsync(
        this CircuitBreaker breaker,
        Func<CancellationToken, Task> operation,
        Func<AttemptOutcome, bool>? isFailure = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(breaker);
        ArgumentNullException.ThrowIfNull(operation);
        return breaker.ExecuteAsync(token => new ValueTask(operation(token)), isFailure, cancellationToken);
    }
}
