using Polly;

namespace Unfazed.Resilience;

/// <summary>The breaker as a step of a pipeline.</summary>
internal sealed class CircuitBreakerStrategy<TResult>(CircuitBreaker breaker, Func<Outcome<TResult>, bool> isFailure, TimeSpan? operationTimeout)
    : ResilienceStrategy<TResult>
{
    internal ValueTask<Outcome<TResult>> ExecuteAsync<TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<TResult>>> callback, ResilienceContext context, TState state)
    {
        if (!breaker.TryAdmit(operationTimeout, out var permit, out var rejection))
        {
            return new ValueTask<Outcome<TResult>>(Outcome.FromException<TResult>(rejection.ToException()));
        }

        ValueTask<Outcome<TResult>> call;
        try
        {
            call = callback(context, state);
        }
        catch (Exception e)
        {
            // A callback that throws instead of giving an outcome: counted like one, so that no probe's place is lost.
            return new ValueTask<Outcome<TResult>>(Record(permit, Outcome.FromException<TResult>(e), context));
        }

        if (!call.IsCompletedSuccessfully)
        {
            return AwaitAsync(call, permit, context);
        }

#pragma warning disable MA0042 // Completed: awaiting it would cost a state machine on the path that every healthy call takes.
        return new ValueTask<Outcome<TResult>>(Record(permit, call.Result, context));
#pragma warning restore MA0042
    }

    protected override ValueTask<Outcome<TResult>> ExecuteCore<TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<TResult>>> callback, ResilienceContext context, TState state) => ExecuteAsync(callback, context, state);

    private async ValueTask<Outcome<TResult>> AwaitAsync(ValueTask<Outcome<TResult>> call, CircuitPermit permit, ResilienceContext context)
    {
        Outcome<TResult> outcome;
        try
        {
            outcome = await call.ConfigureAwait(context.ContinueOnCapturedContext);
        }
        catch (Exception e)
        {
            outcome = Outcome.FromException<TResult>(e);
        }

        return Record(permit, outcome, context);
    }

    private Outcome<TResult> Record(CircuitPermit permit, Outcome<TResult> outcome, ResilienceContext context)
    {
        // The token and not the exception's type: a callee may dress a cancellation as anything, or swallow it.
        if (context.CancellationToken.IsCancellationRequested)
        {
            breaker.RecordNeutral(permit);
            return outcome;
        }

        bool failed;
        try
        {
            failed = isFailure(outcome);
        }
        catch (Exception e)
        {
            breaker.RecordNeutral(permit);
            return Discard(outcome, e);
        }

        Record(permit, in outcome, failed);
        return outcome;
    }

    // Nobody receives the result of a call whose predicate threw.
    private static Outcome<TResult> Discard(Outcome<TResult> outcome, Exception error)
    {
        _ = DiscardedResult.DisposeAsync(outcome.Result).AsTask();
        return Outcome.FromException<TResult>(error);
    }

    private void Record(CircuitPermit permit, in Outcome<TResult> outcome, bool failed)
    {
        var exception = outcome.Exception;
        if (!failed && exception is null)
        {
            breaker.RecordSuccess(permit);
        }
        else if (!failed)
        {
            breaker.RecordNeutral(permit);
        }
        else if (exception is null)
        {
            breaker.RecordFailure(permit, new AttemptOutcome(null, outcome.Result).Describe());
        }
        else
        {
            breaker.RecordFailure(permit, exception);
        }
    }
}
