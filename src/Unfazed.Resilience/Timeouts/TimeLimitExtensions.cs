namespace Unfazed.Resilience;

/// <summary><see cref="TimeLimit"/> as a method of the delegate: <c>operation.WithTimeout(…)</c>.</summary>
public static class TimeLimitExtensions
{
    /// <inheritdoc cref="TimeLimit.WithTimeout{T}(Func{CancellationToken, Task{T}}, TimeSpan, string, TimeLimitOptions?, CancellationToken)"/>
    public static Task<T> WithTimeout<T>(
        this Func<CancellationToken, Task<T>> operation,
        TimeSpan timeout,
        string name,
        TimeLimitOptions? options = null,
        CancellationToken cancellationToken = default) => TimeLimit.WithTimeout(operation, timeout, name, options, cancellationToken);

    /// <inheritdoc cref="TimeLimit.WithTimeout(Func{CancellationToken, Task}, TimeSpan, string, TimeLimitOptions?, CancellationToken)"/>
    public static Task WithTimeout(
        this Func<CancellationToken, Task> operation,
        TimeSpan timeout,
        string name,
        TimeLimitOptions? options = null,
        CancellationToken cancellationToken = default) => TimeLimit.WithTimeout(operation, timeout, name, options, cancellationToken);

    /// <inheritdoc cref="TimeLimit.WithTimeout{T}(Func{CancellationToken, Task{T}}, TimeSpan, string, TimeLimitOptions?, CancellationToken)"/>
    public static Task<T> WithTimeout<T>(
        this Func<CancellationToken, ValueTask<T>> operation,
        TimeSpan timeout,
        string name,
        TimeLimitOptions? options = null,
        CancellationToken cancellationToken = default) => TimeLimit.WithTimeout(operation, timeout, name, options, cancellationToken);

    /// <inheritdoc cref="TimeLimit.WithTimeout(Func{CancellationToken, Task}, TimeSpan, string, TimeLimitOptions?, CancellationToken)"/>
    public static Task WithTimeout(
        this Func<CancellationToken, ValueTask> operation,
        TimeSpan timeout,
        string name,
        TimeLimitOptions? options = null,
        CancellationToken cancellationToken = default) => TimeLimit.WithTimeout(operation, timeout, name, options, cancellationToken);
}
