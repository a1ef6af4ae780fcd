using System.Collections.Immutable;
using Unfazed.Resilience;

namespace Unfazed.Core.Orchestration;

/// <summary>Puts a breaker in front of a check: that of the service it depends on, else the tool's own.</summary>
/// <remarks>A failure behind a service is the service's: were it the tool's as well, the check would stay paused after the service is back.</remarks>
/// <param name="setup">Says which breakers there are.</param>
/// <param name="plan">The run's checks.</param>
internal sealed class CheckGuards(OrchestratorSetup setup, RunPlan plan)
{
    private readonly CircuitBreakerRegistry? _breakers = setup.Configuration.Resilience.Enabled.Value ? setup.Breakers : null;

    /// <summary>The guard of a check; one that lets everything pass where there is no breaker.</summary>
    public CheckGuard For(Check check)
    {
        if (_breakers is null)
        {
            return CheckGuard.Open;
        }

        if (check.Service is { } service)
        {
            return Guard($"service {service}", Breaker(ServiceName(service)), check);
        }

        return HasItsOwn(check) && !setup.PassToolBreakersBy ? Guard(check.Name, Breaker(NameOf(check)), check) : CheckGuard.Open;
    }

    /// <summary>The breaker that keeps each check from being started now; null when none does.</summary>
    /// <param name="snapshots">The breakers as they are.</param>
    public ImmutableArray<CircuitSnapshot?> Pauses(IReadOnlyList<CircuitSnapshot> snapshots)
    {
        // A name costs the reading of every file that configures the check: only those are named of which any breaker is open.
        var open = snapshots.Where(static snapshot => snapshot.State is CircuitState.Open or CircuitState.Isolated).ToList();
        var suspects = open.Select(static snapshot => BreakerName.TryParse(snapshot.Name)?.Name).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return [.. plan.Checks.Select(check => suspects.Contains(check.Name) || suspects.Contains(check.Service ?? "") ? PausedBy(check, open) : null)];
    }

    private CircuitSnapshot? PausedBy(Check check, List<CircuitSnapshot> open)
    {
        var name = check.Service is { } service ? ServiceName(service).Key : HasItsOwn(check) ? NameOf(check).Key : null;
        return open.Find(snapshot => snapshot.Name == name);
    }

    /// <summary>The names of the breakers of a service, or of a check's own; none where the plan has neither.</summary>
    public IEnumerable<BreakerName> NamesOf(string name) => plan.Checks
        .Where(check => check.Service == name)
        .Select(_ => ServiceName(name))
        .Concat(plan.Checks.Where(check => check.Name == name && HasItsOwn(check)).Select(NameOf))
        .Concat(setup.Configuration.FindService(name) is { } defined ? [new BreakerName(BreakerKind.Endpoint, name, defined.Endpoint, "")] : []);

    /// <summary>The name of a check's own breaker.</summary>
    public BreakerName NameOf(Check check) => new(
        BreakerKind.Tool,
        check.Name,
        ToolIdentity.Of(check, setup.Configuration.At(check.Directory).FindCheck(check.Name), setup.Workspace.Root),
        setup.Workspace.Root);

    private static bool HasItsOwn(Check check) => check.Service is null && check.Program is not null;

    private CheckGuard Guard(string what, CircuitBreaker breaker, Check check) => new(new GuardingBreaker(what, breaker, check.Timeout), setup.Time);

    private BreakerName ServiceName(string service) => ServiceBreakerPolicy.NameFor(service, setup.Configuration, setup.Workspace.Root);

    // A registry outlives the run: another run may have another configuration, and how long a call may take is each check's own.
    private CircuitBreaker Breaker(BreakerName name) => _breakers!.Reconfigure(name.Key, ServiceBreakerPolicy.Options(name, setup.Configuration));
}
