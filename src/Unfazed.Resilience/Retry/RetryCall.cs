using Polly;

namespace Unfazed.Resilience;

/// <summary>One call with its attempts: remembers the last real error, and takes a fired token for what it is.</summary>
internal sealed class RetryCall<TResult>(Func<CancellationToken, ValueTask<TResult>> operation)
{
    /// <summary>What the last attempt that reached the service ended with, if that was an error.</summary>
    public Exception? LastError { get; private set; }

    public async ValueTask<Outcome<TResult>> AttemptAsync(CancellationToken token)
    {
        try
        {
            var result = await operation(token).ConfigureAwait(false);
            if (!token.IsCancellationRequested)
            {
                return Outcome.FromResult(result);
            }

            await DiscardedResult.DisposeAsync(result).ConfigureAwait(false);
            return Outcome.FromException<TResult>(new OperationCanceledException(token));
        }
        catch (Exception error) when (token.IsCancellationRequested)
        {
            // A callee may dress the cancellation as something else; the pipeline's timeouts and the caller look for a cancellation.
            return Outcome.FromException<TResult>(new OperationCanceledException(error.Message, error, token));
        }
        catch (Exception error)
        {
            LastError = error;
            return Outcome.FromException<TResult>(error);
        }
    }
}
