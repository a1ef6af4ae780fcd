using Polly;

namespace Unfazed.Resilience;

/// <summary>The limit as a step of a pipeline.</summary>
internal sealed class ConcurrencyLimitStrategy(ConcurrencyLimit limit) : ResilienceStrategy
{
    protected override async ValueTask<Outcome<TResult>> ExecuteCore<TResult, TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<TResult>>> callback, ResilienceContext context, TState state)
    {
        ConcurrencyEntry entry;
        try
        {
            entry = await limit.EnterAsync(context.CancellationToken).ConfigureAwait(context.ContinueOnCapturedContext);
        }
        catch (OperationCanceledException e)
        {
            return Outcome.FromException<TResult>(e);
        }

        if (!entry.IsAdmitted)
        {
            return Outcome.FromException<TResult>(entry.Rejection.ToException());
        }

        using (entry.Place)
        {
            return await callback(context, state).ConfigureAwait(context.ContinueOnCapturedContext);
        }
    }
}
