namespace Unfazed.Resilience;

/// <summary>The forms of <see cref="TimeLimit"/> for operations that return a <see cref="ValueTask"/>. Call them on <see cref="TimeLimit"/>.</summary>
public abstract class ValueTaskTimeLimit
{
    private protected ValueTaskTimeLimit()
    {
    }

    /// <inheritdoc cref="TimeLimit.WithTimeout{T}(Func{CancellationToken, Task{T}}, TimeSpan, string, TimeLimitOptions?, CancellationToken)"/>
    public static Task<T> WithTimeout<T>(
        Func<CancellationToken, ValueTask<T>> operation,
        TimeSpan timeout,
        string name,
        TimeLimitOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(operation);
        return Limit(token => operation(token).AsTask(), timeout, name, options, cancellationToken);
    }

    /// <inheritdoc cref="TimeLimit.WithTimeout(Func{CancellationToken, Task}, TimeSpan, string, TimeLimitOptions?, CancellationToken)"/>
    public static Task WithTimeout(
        Func<CancellationToken, ValueTask> operation,
        TimeSpan timeout,
        string name,
        TimeLimitOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(operation);
        return LimitWithoutResult(token => operation(token).AsTask(), timeout, name, options, cancellationToken);
    }

    private protected static Task LimitWithoutResult(
        Func<CancellationToken, Task> operation, TimeSpan timeout, string name, TimeLimitOptions? options, CancellationToken cancellationToken) =>
        Limit(
            async token =>
            {
                await operation(token).ConfigureAwait(false);
                return true;
            },
            timeout,
            name,
            options,
            cancellationToken);

    private protected static Task<T> Limit<T>(
        Func<CancellationToken, Task<T>> operation, TimeSpan timeout, string name, TimeLimitOptions? options, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var chosen = options ?? TimeLimitOptions.Default;
        chosen.Validate();
        if (timeout != Timeout.InfiniteTimeSpan && (timeout <= TimeSpan.Zero || timeout > CircuitBreakerOptions.Longest))
        {
            throw new ArgumentOutOfRangeException(nameof(timeout), timeout, "A timeout is above zero and at most 30 days, or infinite.");
        }

        return new LimitedOperation<T>(operation, timeout, name, chosen).RunAsync(cancellationToken);
    }
}
