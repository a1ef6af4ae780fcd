using System.Collections.Immutable;
using Unfazed.Core;
using Unfazed.Core.Orchestration;

namespace Unfazed.Integrations;

/// <summary>
/// Reports runs to the services of a configuration (Prometheus, QuestDB), each behind its circuit breaker. Nothing that a service does changes the
/// report or throws. What does not arrive waits in the outbox of the user for a later run, and the journal of the run has the outcome.
/// </summary>
/// <param name="setup">The setup of the run: its configuration, its breakers and its environment.</param>
public sealed class ServiceDelivery(OrchestratorSetup setup)
{
    private const string ServicePrefix = "services.";

    /// <summary>What the report says before the delivery, for <see cref="OrchestratorSetup.Integrations"/>.</summary>
    /// <param name="selection">What the run is asked for: some services get only runs of everything.</param>
    public ImmutableArray<IntegrationResult> Announce(RunSelection selection)
    {
        ArgumentNullException.ThrowIfNull(selection);
        return
        [
            .. setup.Configuration.Services.SelectMany(service => ServiceAnnouncement.Of(service, IsWhole(selection))),
            .. setup.Configuration.Withheld.Where(static key => key.StartsWith(ServicePrefix, StringComparison.Ordinal))
                .Select(static key => key[ServicePrefix.Length..])
                .Where(name => setup.Configuration.FindService(name) is null)
                .Select(ServiceAnnouncement.Withheld),
        ];
    }

    /// <summary>Reports a run to all services at once, within <c>services_budget</c>. An offline run is stored in the outbox alone.</summary>
    /// <param name="report">The report.</param>
    /// <param name="selection">What the run was asked for.</param>
    /// <param name="cancellationToken">Ends the delivery; what has not arrived waits.</param>
    /// <returns>One outcome for each service; empty where none is configured.</returns>
    public async Task<ImmutableArray<IntegrationResult>> DeliverAsync(ValidationReport report, RunSelection selection, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(selection);
        if (!setup.Configuration.Services.Any(static service => service.IsTold))
        {
            return [];
        }

        using var outbox = new Outbox.Outbox(setup.Processes.Environment, setup.Time);
        var budget = setup.Configuration.Offline.Value ? TimeSpan.Zero : setup.Configuration.ServicesBudget.Value;
        var outcome = await new RunDelivery(Delivery(), outbox).TellAsync(report, IsWhole(selection), budget, cancellationToken).ConfigureAwait(false);
        return outcome.Results;
    }

    /// <summary>Sends what waits in the outbox. It closes the breakers of the services first: whoever asks by hand knows that they are back.</summary>
    /// <param name="cancellationToken">Ends the delivery; what has not arrived waits.</param>
    public async Task<ImmutableArray<IntegrationResult>> FlushAsync(CancellationToken cancellationToken = default)
    {
        using var outbox = new Outbox.Outbox(setup.Processes.Environment, setup.Time);
        var outcome = await new RunDelivery(Delivery(), outbox).FlushAsync(setup.Configuration.ServicesBudget.Value, cancellationToken).ConfigureAwait(false);
        return outcome.Results;
    }

    private DeliverySetup Delivery() => new()
    {
        Configuration = setup.Configuration,
        Root = setup.Workspace.Root,
        Processes = setup.Processes,
        Breakers = setup.Breakers,
        Time = setup.Time,
    };

    private static bool IsWhole(RunSelection selection) => selection is { Only: [], Skip: [], Tier: null, Paths: null, Changes: null };
}
