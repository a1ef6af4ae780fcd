using System.Collections.Immutable;
using Unfazed.Resilience;

namespace Unfazed.Core.Orchestration;

/// <summary>The circuit breakers of a user, as one repository sees them.</summary>
/// <param name="breakers">The breakers.</param>
/// <param name="root">The repository's root, absolute.</param>
public sealed class BreakerBoard(CircuitBreakerRegistry breakers, string root)
{
    /// <summary>Every breaker that has something to tell: those of this repository first, then by name.</summary>
    public ImmutableArray<PostedBreaker> All() =>
    [
        .. breakers.Snapshots()
            .Where(static snapshot => snapshot.State != CircuitState.Closed || snapshot.Failures > 0)
            .Select(static snapshot => new PostedBreaker(BreakerName.TryParse(snapshot.Name), snapshot))
            .OrderByDescending(IsHere)
            .ThenBy(static posted => posted.Snapshot.Name, StringComparer.Ordinal),
    ];

    /// <summary>Closes the breakers of a service, or of a check of this repository, and forgets their failures.</summary>
    /// <returns>How many there were.</returns>
    public int Reset(string name)
    {
        var found = breakers.Snapshots()
            .Where(snapshot => BreakerName.TryParse(snapshot.Name) is { } parsed && parsed.Name == name && (parsed.Root == root || parsed.Kind == BreakerKind.Endpoint))
            .ToList();
        found.ForEach(snapshot => breakers.GetBreaker(snapshot.Name).Reset());
        return found.Count;
    }

    /// <summary>Closes every breaker of the user.</summary>
    public void ResetAll() => breakers.ResetAll();

    /// <summary>Rejects everything behind these breakers until they are reset.</summary>
    public void Isolate(IEnumerable<BreakerName> names)
    {
        foreach (var name in names.DistinctBy(static name => name.Key))
        {
            breakers.GetBreaker(name.Key).Isolate("by hand");
        }
    }

    private bool IsHere(PostedBreaker posted) => posted.Name?.Root == root;
}

/// <summary>A breaker to be shown.</summary>
/// <param name="Name">What it guards; null where another version wrote it.</param>
/// <param name="Snapshot">How it is.</param>
public sealed record PostedBreaker(BreakerName? Name, CircuitSnapshot Snapshot);
