using Unfazed.Core.Processes;

namespace Unfazed.Core.Orchestration.Comparison;

/// <summary>Brings checks to their end on the files of the base commit: by an answer that is known, else by running them.</summary>
/// <param name="environment">The run's.</param>
/// <param name="stopping">Ends what waits for an answer.</param>
internal sealed class BaseChecks(RunEnvironment environment, CancellationToken stopping)
{
    private readonly Lock _gate = new();
    private readonly HashSet<CheckExecution> _running = [];
    private StopReason _stopped;

    /// <summary>What a check sees there.</summary>
    public async Task<Observation> AnswerAsync(Check there, BaseTree tree)
    {
        // What a scanner of secrets found at the base is learned by nobody: kept, it would stand uncovered in the cache.
        if (environment.CacheAtBase is not { } cache || there.FindsSecrets || !CachedChecks.Covers(there))
        {
            return await RunAsync(there, tree).ConfigureAwait(false);
        }

        var ticket = await cache.DecideAsync(there, stopping).ConfigureAwait(false);
        try
        {
            if (ticket.Answer is { } known)
            {
                return environment.Redactor.Redact(known);
            }

            var seen = ticket.Complete(await RunAsync(ticket.Runnable, tree).ConfigureAwait(false));
            if (ticket.CanKeep)
            {
                ticket.IsKept = true;
                cache.Keep(ticket, seen);
            }

            return seen;
        }
        finally
        {
            if (!ticket.IsKept)
            {
                ticket.Dispose();
            }
        }
    }

    /// <summary>Ends what is under way, at once: nothing of it is worth a grace.</summary>
    public void Stop(StopReason reason)
    {
        List<CheckExecution> running;
        lock (_gate)
        {
            _stopped = reason;
            running = [.. _running];
        }

        foreach (var execution in running)
        {
            execution.RequestStop(reason, TimeSpan.Zero);
        }
    }

    private async Task<Observation> RunAsync(Check there, BaseTree tree)
    {
        var execution = new CheckExecution(there, environment.Time);
        lock (_gate)
        {
            if (_stopped != StopReason.None)
            {
                return Endings.Stopped(there, _stopped, null);
            }

            _running.Add(execution);
        }

        var end = await execution.RunAsync(environment.ContextAtBase(there, execution.Stop, tree)).ConfigureAwait(false);
        lock (_gate)
        {
            _running.Remove(execution);
        }

        // An abandoned validator may still look at its token.
        if (!end.Abandoned)
        {
            execution.Dispose();
        }

        return end.Observation;
    }
}
