using System.Diagnostics.CodeAnalysis;

namespace Unfazed.Resilience;

public sealed partial class CircuitBreaker
{
    /// <summary>Asks for leave to make one call, as something to put into <c>using</c>.</summary>
    /// <param name="operationTimeout">How long the call may take; that of the options if null.</param>
    /// <param name="call">The call, to report its outcome to, if the answer is true.</param>
    /// <param name="rejection">Why not and until when, if the answer is false.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="operationTimeout"/> is not positive or above 30 days.</exception>
    public bool TryBegin(TimeSpan? operationTimeout, [NotNullWhen(true)] out CircuitCall? call, out CircuitRejection rejection)
    {
        if (operationTimeout is { } timeout)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeout, TimeSpan.Zero, nameof(operationTimeout));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(timeout, CircuitBreakerOptions.Longest, nameof(operationTimeout));
        }

        call = TryAdmit(operationTimeout, out var permit, out rejection) ? new CircuitCall(this, permit) : null;
        return call is not null;
    }

    /// <summary>Makes one call and reports its outcome.</summary>
    /// <param name="operation">The call.</param>
    /// <param name="isFailure">Whether an outcome is the service's failure; <see cref="AttemptOutcome.IsTransient"/> if null. Other exceptions are neutral, other results are successes.</param>
    /// <param name="cancellationToken">Passed to the operation; a call that ends after it has fired is neutral.</param>
    /// <exception cref="CircuitOpenException">The breaker rejected the call.</exception>
    public async ValueTask<TResult> ExecuteAsync<TResult>(
        Func<CancellationToken, ValueTask<TResult>> operation, Func<AttemptOutcome, bool>? isFailure = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(operation);
        cancellationToken.ThrowIfCancellationRequested();
        using var call = Begin();
        TResult result;
        try
        {
            result = await operation(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            Report(call, new AttemptOutcome(error, null), isFailure, cancellationToken);
            throw;
        }

        Report(call, new AttemptOutcome(null, result), isFailure, cancellationToken);
        return result;
    }

    /// <inheritdoc cref="ExecuteAsync{TResult}(Func{CancellationToken, ValueTask{TResult}}, Func{AttemptOutcome, bool}?, CancellationToken)"/>
    public async ValueTask ExecuteAsync(
        Func<CancellationToken, ValueTask> operation, Func<AttemptOutcome, bool>? isFailure = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(operation);
        await ExecuteAsync(
            async token =>
            {
                await operation(token).ConfigureAwait(false);
                return true;
            },
            isFailure,
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes one synchronous call and reports its outcome.</summary>
    /// <param name="operation">The call.</param>
    /// <param name="isFailure">Whether an outcome is the service's failure; <see cref="AttemptOutcome.IsTransient"/> if null.</param>
    /// <exception cref="CircuitOpenException">The breaker rejected the call.</exception>
    public TResult Execute<TResult>(Func<TResult> operation, Func<AttemptOutcome, bool>? isFailure = null)
    {
        ArgumentNullException.ThrowIfNull(operation);
        using var call = Begin();
        TResult result;
        try
        {
            result = operation();
        }
        catch (Exception error)
        {
            Report(call, new AttemptOutcome(error, null), isFailure, CancellationToken.None);
            throw;
        }

        Report(call, new AttemptOutcome(null, result), isFailure, CancellationToken.None);
        return result;
    }

    /// <inheritdoc cref="Execute{TResult}(Func{TResult}, Func{AttemptOutcome, bool}?)"/>
    public void Execute(Action operation, Func<AttemptOutcome, bool>? isFailure = null)
    {
        ArgumentNullException.ThrowIfNull(operation);
        Execute(
            () =>
            {
                operation();
                return true;
            },
            isFailure);
    }

    /// <summary>The same operation behind this breaker.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="isFailure">Whether an outcome is the service's failure; <see cref="AttemptOutcome.IsTransient"/> if null.</param>
    public Func<CancellationToken, Task<TResult>> Wrap<TResult>(Func<CancellationToken, Task<TResult>> operation, Func<AttemptOutcome, bool>? isFailure = null)
    {
        ArgumentNullException.ThrowIfNull(operation);
        return token => this.ExecuteAsync(operation, isFailure, token).AsTask();
    }

    private CircuitCall Begin() => TryBegin(null, out var call, out var rejection) ? call : throw rejection.ToException();

    // What a predicate throws leaves the call neutral: it ends without a report, and nobody receives the result.
    private static void Report(CircuitCall call, in AttemptOutcome outcome, Func<AttemptOutcome, bool>? isFailure, CancellationToken caller)
    {
        try
        {
            Judge(call, outcome, isFailure, caller);
        }
        catch (Exception)
        {
            _ = DiscardedResult.DisposeAsync(outcome.Result).AsTask();
            throw;
        }
    }

    private static void Judge(CircuitCall call, in AttemptOutcome outcome, Func<AttemptOutcome, bool>? isFailure, CancellationToken caller)
    {
        if (caller.IsCancellationRequested)
        {
            call.Dispose();
        }
        else if (isFailure?.Invoke(outcome) ?? outcome.IsTransient)
        {
            call.Fail(outcome.Describe());
        }
        else if (outcome.Exception is null)
        {
            call.Succeed();
        }
    }
}
