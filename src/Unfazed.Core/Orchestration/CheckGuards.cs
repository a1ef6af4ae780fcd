using System.Collections.Immutable;
using Unfazed.Core.Configuration;
using Unfazed.Resilience;

namespace Unfazed.Core.Orchestration;

/// <summary>Puts breakers in front of checks: the one of the service that a check depends on, and the tool's own.</summary>
/// <param name="setup">Says which breakers there are.</param>
/// <param name="plan">The run's checks: a service's lease is as long as the longest of its checks may take.</param>
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

        var breakers = new List<GuardingBreaker>(2);
        if (check.Service is { } service)
        {
            var name = ServiceName(service);
            var longest = plan.Checks.Where(other => other.Service == service).Max(static other => other.Timeout);
            breakers.Add(new GuardingBreaker($"service {service}", Breaker(name, longest)));
        }

        if (check.Program is not null && !setup.PassToolBreakersBy)
        {
            breakers.Add(new GuardingBreaker(check.Name, Breaker(NameOf(check), check.Timeout)));
        }

        return new CheckGuard(breakers, setup.Time);
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
        var names = new[] { check.Service is { } service ? ServiceName(service).Key : null, check.Program is null ? null : NameOf(check).Key };
        return open.Find(snapshot => names.Contains(snapshot.Name));
    }

    /// <summary>The names of the breakers of a service, or of a check's own; none where the plan has neither.</summary>
    public IEnumerable<BreakerName> NamesOf(string name) => plan.Checks
        .Where(check => check.Service == name)
        .Select(_ => ServiceName(name))
        .Concat(plan.Checks.Where(check => check.Name == name && check.Program is not null).Select(NameOf))
        .Concat(setup.Configuration.FindService(name) is null ? [] : [ServiceName(name)]);

    /// <summary>The name of a check's own breaker.</summary>
    public BreakerName NameOf(Check check) => new(
        BreakerKind.Tool,
        check.Name,
        ToolIdentity.Of(check, setup.Configuration.At(check.Directory).FindCheck(check.Name), setup.Workspace.Root),
        setup.Workspace.Root);

    private BreakerName ServiceName(string service) => BreakerName.OfService(service, setup.Configuration, setup.Workspace.Root);

    private CircuitBreaker Breaker(BreakerName name, TimeSpan operationTimeout) =>
        _breakers!.GetBreaker(name.Key, Options(name.Name, operationTimeout));

    private CircuitBreakerOptions Options(string name, TimeSpan operationTimeout)
    {
        var all = setup.Configuration.Resilience.Breakers;
        var own = all.GetValueOrDefault(name);
        var general = all.GetValueOrDefault(ResilienceSettings.DefaultBreaker);
        var usual = CircuitBreakerOptions.Default;
        return usual with
        {
            FailMax = (own?.FailMax ?? general?.FailMax)?.Value ?? usual.FailMax,
            ResetTimeout = (own?.ResetTimeout ?? general?.ResetTimeout)?.Value ?? usual.ResetTimeout,
            OperationTimeout = operationTimeout,
        };
    }
}
