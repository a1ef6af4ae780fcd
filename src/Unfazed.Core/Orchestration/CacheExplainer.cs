using System.Collections.Immutable;
using Unfazed.Core.Caching;
using Unfazed.Core.Workspace;

namespace Unfazed.Core.Orchestration;

/// <summary>Says whether the answer of a check is known, and if not, what is different; runs nothing but questions for versions.</summary>
/// <param name="setup">What a run would work with.</param>
internal sealed class CacheExplainer(OrchestratorSetup setup)
{
    private readonly RunCache? _cache = setup.Cache is { } cache && cache.Objection(setup.Workspace) is null ? cache.Open(setup.Workspace, setup.Processes) : null;

    /// <summary>Explains a check of a plan.</summary>
    public async Task<CacheExplanation> ExplainAsync(Check check, CancellationToken cancellationToken)
    {
        if (Never(check) is { } never)
        {
            return new CacheExplanation(check, CacheAnswer.Never) { Because = never };
        }

        var caching = check.Caching!();
        if (caching.NeverBecause is { } because)
        {
            return new CacheExplanation(check, CacheAnswer.Never) { Because = because };
        }

        var reading = await ReadAsync(caching, cancellationToken).ConfigureAwait(false);
        if (reading.Key is not { } key)
        {
            return new CacheExplanation(check, CacheAnswer.Never) { Because = reading.Unknown };
        }

        var (address, lookup) = (CachedChecks.AddressOf(check), _cache!.Find(caching, key));
        var last = _cache.Last(address);
        return new CacheExplanation(check, lookup.Answer is null ? CacheAnswer.Miss : CacheAnswer.Hit)
        {
            StoredAt = lookup.At ?? last?.At,
            Missing = lookup.Missing,
            Differences = _cache.Compare(address, key),
            LastBecause = last?.Because ?? [],
        };
    }

    private string? Never(Check check) => check switch
    {
        { Settled: { } settled } => settled.Message ?? "there is nothing to run",
        _ when _cache is null => "there is no place for a cache: set HOME, XDG_CACHE_HOME or UNFAZED_CACHE_DIR",
        { Service: { } service } => $"it depends on service {service}, whose answer is in no file",
        { Network: true } => "it reaches the network, whose answer is in no file",
        { Caching: null } => "it is looked at anew in every run",
        _ => null,
    };

    private async Task<KeyReading> ReadAsync(CheckCaching caching, CancellationToken cancellationToken)
    {
        try
        {
            return await _cache!.KeyAsync(caching, cancellationToken).ConfigureAwait(false);
        }
        catch (WorkspaceException problem)
        {
            return KeyReading.None(problem.Message);
        }
    }
}

/// <summary>What there is to say of a check's answer.</summary>
/// <param name="Check">The check.</param>
/// <param name="Answer">Whether it is known.</param>
internal sealed record CacheExplanation(Check Check, CacheAnswer Answer)
{
    /// <summary>Why it is never known; null where it may be.</summary>
    public string? Because { get; init; }

    /// <summary>When an answer was stored last; null where none was.</summary>
    public DateTimeOffset? StoredAt { get; init; }

    /// <summary>Of a check that is cached file by file, the files that would be looked at while the others are known.</summary>
    public ImmutableArray<string> Missing { get; init; } = [];

    /// <summary>In what its key differs from the last one; null where none is known.</summary>
    public ImmutableArray<KeyDifference>? Differences { get; init; }

    /// <summary>Why it ran when it was stored last.</summary>
    public ImmutableArray<KeyDifference> LastBecause { get; init; } = [];
}

/// <summary>Whether an answer is known.</summary>
internal enum CacheAnswer
{
    /// <summary>It is.</summary>
    Hit,

    /// <summary>It is not: the check would run, or for some of its files.</summary>
    Miss,

    /// <summary>It never is.</summary>
    Never,
}
