using Polly;

namespace Unfazed.Resilience;

/// <summary>The breaker as a step of a pipeline.</summary>
internal sealed class CircuitBreakerStrategy<TResult>(CircuitBreaker breaker, Func<Outcome<TResult>, bool> isFailure) : ResilienceStrategy<TResult>
{
    protected override ValueTask<Outcome<TResult>> ExecuteCore<TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<TResult>>> callback, ResilienceContext context, TState state)
    {
        if (!breaker.TryAdmit(out var permit, out var rejection))
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
            return Outcome.FromException<TResult>(e);
        }

        Record(permit, outcome.Exception, failed);
        return outcome;
    }

    private void Record(CircuitPermit permit, Exception? exception, bool failed)
    {
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
            breaker.RecordFailure(permit, "the result counts as a failure");
        }
        else
        {
            breaker.RecordFailure(permit, exception);
        }
    }
}
