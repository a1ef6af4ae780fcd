namespace Unfazed.Core.Orchestration;

/// <content>What is asked of the cache before a check takes its place in the queue.</content>
internal sealed partial class ValidationRun
{
    /// <summary>Asks the cache about a check: files its answer, or lets it wait for its turn.</summary>
    private async Task DecideAsync(CachedChecks cache, int index, Check check)
    {
        await Task.Yield();
        CacheTicket ticket;
        try
        {
            ticket = await cache.DecideAsync(check, _undecided.Token).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // A defect of ours in the cache must cost a check its cached answer, and nothing else.
        catch (Exception)
#pragma warning restore CA1031
        {
            ticket = CacheTicket.None(check);
        }

        lock (_gate)
        {
            // The run was stopped meanwhile, and the check has its answer.
            if (!_deciding.Remove(index))
            {
                ticket.Dispose();
                return;
            }

            if (ticket.Answer is null)
            {
                _queue.Add(_environment.Queue(index, check) with { Ticket = ticket });
            }
        }

        if (ticket.Answer is { } answer)
        {
            await AnswerAsync(index, check, answer).ConfigureAwait(false);
        }

        StartWhatFits();
    }

    // A deadline may fire when the run is over.
    private void Undecide()
    {
        try
        {
            _undecided.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // Nothing is undecided any more.
        }
    }

    /// <summary>What was seen, with what was known before; it is kept for later runs as it leaves here, before it is compared with anything.</summary>
    private Observation Kept(QueuedCheck queued, Observation seen)
    {
        // A later run would pass without what this one changed.
        if (queued.Ticket is not { CanKeep: true } ticket || seen.Details.ContainsKey(ChangedFiles.Detail))
        {
            return seen;
        }

        var whole = ticket.Complete(seen);
        ticket.IsKept = true;
        _environment.Cache!.Keep(ticket, whole);
        return whole;
    }

    private async Task AnswerAsync(int index, Check check, Observation answer)
    {
        try
        {
            // What was no secret when it was kept may be one now.
            var seen = await _comparison.CompareAsync(index, check, _environment.Redactor.Redact(answer)).ConfigureAwait(false);
            File(index, seen, TimeSpan.Zero, isCached: true);
        }
#pragma warning disable CA1031 // As of a check that runs: a defect of ours must cost one check its result, and never the run its end.
        catch (Exception error)
#pragma warning restore CA1031
        {
            File(index, Endings.Threw(error), TimeSpan.Zero);
        }
    }
}
