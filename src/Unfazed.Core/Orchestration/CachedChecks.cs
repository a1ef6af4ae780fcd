using System.Collections.Concurrent;
using Unfazed.Core.Caching;
using Unfazed.Core.Redaction;
using Unfazed.Core.Workspace;

namespace Unfazed.Core.Orchestration;

/// <summary>Answers the checks of a run whose answer is known, and keeps the answers of the others.</summary>
/// <param name="cache">The cache.</param>
/// <param name="time">The clock.</param>
internal sealed class CachedChecks(RunCache cache, TimeProvider time)
{
    /// <summary>How long a question to the cache may take at most: beyond this a check is run as if there were none.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentBag<Task> _keeping = [];
    private readonly ConcurrentBag<KeptAnswer> _kept = [];
    private string? _problem;

    /// <summary>What went wrong first, in a line for people; null when nothing did.</summary>
    public string? Problem => cache.Problem ?? _problem;

    /// <summary>Whether the answer of a check may be known.</summary>
    public static bool Covers(Check check) => check is { Caching: not null, Settled: null, Validator: not null, Network: false, Service: null };

    /// <summary>Looks for an answer. Where another process works for the same one, waits for it, as long as the check itself may take.</summary>
    public async Task<CacheTicket> DecideAsync(Check check, CancellationToken cancellationToken)
    {
        var caching = check.Caching!();
        if (caching.NeverBecause is not null)
        {
            return CacheTicket.None(check);
        }

        try
        {
            var reading = await BoundedAsync(() => cache.KeyAsync(caching, cancellationToken), cancellationToken).ConfigureAwait(false);
            return reading.Key is null
                ? CacheTicket.None(check) with { Reading = reading }
                : await TakeAsync(new CacheTicket { Check = check, Caching = caching, Reading = reading }, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is WorkspaceException or TimeoutException or IOException or UnauthorizedAccessException)
        {
            _problem ??= $"the cache is of no use for this run: {(error is TimeoutException ? $"what is known of {check.Name} could not be told in time" : error.Message)}";
            return CacheTicket.None(check);
        }
    }

    /// <summary>How much of a time the run can spare.</summary>
    public Func<TimeSpan, TimeSpan> AtMost { get; init; } = static limit => limit;

    /// <summary>Covers the secrets that are known by now.</summary>
    public required Func<Redactor> Redactor { get; init; }

    /// <summary>Keeps an answer, beside whatever else is done.</summary>
    /// <param name="ticket">What was decided of the check.</param>
    /// <param name="seen">What was seen, before it is compared with anything.</param>
    public void Keep(CacheTicket ticket, Observation seen)
    {
        var answer = new NewAnswer(ticket.Reading, seen, ticket.ToRun, ticket.Because);
        _keeping.Add(Task.Run(() => KeepAsync(ticket, answer), CancellationToken.None));
    }

    /// <summary>Waits until every answer is kept, but no longer than this. No secret that is known by now stays in one that is.</summary>
    public void Finish(TimeSpan limit)
    {
        // A blocking wait: one that goes through the pool would not come back when that is starved.
        var areAllKept = Task.WaitAll([.. _keeping], limit);
        var known = Redactor();
        foreach (var kept in _kept.Where(kept => !ReferenceEquals(kept.Redactor, known)))
        {
            cache.Store(kept.Check, kept.Caching, kept.Answer with { Seen = known.Redact(kept.Answer.Seen) });
        }

        if (areAllKept)
        {
            cache.Finish();
        }
    }

    private async Task KeepAsync(CacheTicket ticket, NewAnswer answer)
    {
        try
        {
            if (await cache.ConfirmAsync(ticket.Caching, answer, CancellationToken.None).ConfigureAwait(false) is not { } confirmed)
            {
                return;
            }

            // Nothing leaves a run but through this.
            var redactor = Redactor();
            var kept = new KeptAnswer(AddressOf(ticket.Check), ticket.Caching, confirmed with { Seen = redactor.Redact(confirmed.Seen) }, redactor);
            cache.Store(kept.Check, kept.Caching, kept.Answer);
            _kept.Add(kept);
        }
#pragma warning disable CA1031 // What is not kept is asked again: that is all that a defect of ours may cost here.
        catch (Exception error)
#pragma warning restore CA1031
        {
            _problem ??= $"the answer of {ticket.Check.Name} is not kept: {error.Message}";
        }
        finally
        {
            ticket.Dispose();
        }
    }

    private async Task<CacheTicket> TakeAsync(CacheTicket ticket, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        for (; ; )
        {
            var mayWait = time.GetElapsedTime(began) <= ticket.Check.Timeout;
            if (await BoundedAsync(() => Task.FromResult(Look(ticket, mayWait)), cancellationToken).ConfigureAwait(false) is { } decided)
            {
                return decided;
            }

            await Task.Delay(Poll, time, cancellationToken).ConfigureAwait(false);
        }
    }

    // Null to wait for another process that works for the same answer. Who does not want an answer of others does not wait for one.
    private CacheTicket? Look(CacheTicket ticket, bool mayWait)
    {
        var key = ticket.Reading.Key!;
        var lookup = cache.Find(ticket.Caching, key);
        if (lookup.Answer is not null)
        {
            return ticket with { Lookup = lookup };
        }

        var held = cache.ReadsAnswers ? cache.TryHold(key) : null;
        return held is null && cache.ReadsAnswers && mayWait ? null : Looked(ticket with { Lookup = lookup, Held = held });
    }

    // On a thread of the pool: a file system that does not answer must not keep the run from going on without it.
    private Task<T> BoundedAsync<T>(Func<Task<T>> ask, CancellationToken cancellationToken) =>
        Task.Run(ask, cancellationToken).WaitAsync(AtMost(Patience), time, cancellationToken);

    // Whoever held it until now may have stored the answer between our look and its end.
    private CacheTicket Looked(CacheTicket ticket)
    {
        var key = ticket.Reading.Key!;
        var lookup = ticket.Held is null ? ticket.Lookup : cache.Find(ticket.Caching, key);
        if (lookup.Answer is not null)
        {
            ticket.Dispose();
            return ticket with { Lookup = lookup, Held = null };
        }

        return ticket with { Lookup = lookup, Because = cache.Compare(AddressOf(ticket.Check), key) ?? [] };
    }

    internal static CheckAddress AddressOf(Check check) => new(check.Name, check.Directory);

    /// <summary>An answer that was stored, and what was known to be secret then.</summary>
    private sealed record KeptAnswer(CheckAddress Check, CheckCaching Caching, NewAnswer Answer, Redactor Redactor);
}
