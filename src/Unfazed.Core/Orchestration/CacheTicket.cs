using System.Collections.Immutable;
using Unfazed.Core.Caching;

namespace Unfazed.Core.Orchestration;

/// <summary>What the cache decided of a check: its answer, or what is left to run.</summary>
internal sealed record CacheTicket : IDisposable
{
    /// <summary>The check, as it stands in the plan.</summary>
    public required Check Check { get; init; }

    /// <summary>What its key is made of.</summary>
    public required CheckCaching Caching { get; init; }

    /// <summary>Its key.</summary>
    public required KeyReading Reading { get; init; }

    /// <summary>What is known.</summary>
    public CacheLookup Lookup { get; init; } = CacheLookup.Miss;

    /// <summary>In what the key differs from the last one.</summary>
    public ImmutableArray<KeyDifference> Because { get; init; } = [];

    /// <summary>Keeps others from working for the same answer; null for nothing.</summary>
    public IDisposable? Held { get; init; }

    /// <summary>The whole answer; null when something has to be run.</summary>
    public Observation? Answer => Lookup.Answer;

    /// <summary>The files that have to be looked at; empty for a check that is not cached file by file.</summary>
    public ImmutableArray<string> ToRun => Lookup.Partial is not null ? Lookup.Missing : Caching.ByFile?.Files ?? [];

    /// <summary>The check as it has to be run: for the files alone that are not known.</summary>
    public Check Runnable => Lookup.Partial is not null && Check.Narrow is { } narrow ? Check with { Validator = narrow(Lookup.Missing) } : Check;

    /// <summary>Whether what is seen can be kept.</summary>
    public bool CanKeep => Reading.Key is not null;

    /// <summary>Whether somebody else lets others work for the answer again: who keeps it.</summary>
    public bool IsKept { get; set; }

    /// <summary>Of a check that runs as if there were no cache.</summary>
    public static CacheTicket None(Check check) => new() { Check = check, Caching = CheckCaching.Never(""), Reading = KeyReading.None("") };

    /// <summary>What was seen now, and what was known before.</summary>
    public Observation Complete(Observation seen)
    {
        if (Lookup.Partial is not { } known || Check.Narrow is null)
        {
            return seen;
        }

        var isNothing = seen.Ending == ObservationEnding.Skipped;
        return seen with
        {
            Ending = isNothing ? ObservationEnding.Completed : seen.Ending,
            Message = isNothing ? null : seen.Message,
            Findings = known.Findings.AddRange(seen.Findings),
            ExitCode = seen.ExitCode is null or 0 ? known.ExitCode ?? seen.ExitCode : seen.ExitCode,
            Summary = known.Summary,
            Details = seen.Details.SetItem(RunDetails.CachedFiles, (long)Lookup.Known),
        };
    }

    /// <summary>Lets others work for the answer, soon: the file system of the cache may not respond, and nobody waits for it here.</summary>
    public void Dispose()
    {
        if (Held is { } held)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static held => held.Dispose(), held, preferLocal: false);
        }
    }
}
