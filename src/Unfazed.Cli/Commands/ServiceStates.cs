using System.Collections.Immutable;
using Unfazed.Core.Orchestration;
using Unfazed.Integrations;
using Unfazed.Integrations.Outbox;
using Unfazed.Resilience;

namespace Unfazed.Cli.Commands;

/// <summary>A service as a person asks about it.</summary>
/// <param name="Kept">What the outbox knows of it.</param>
/// <param name="IsConfigured">Whether it counts here: only then can what waits for it be sent from here.</param>
/// <param name="Breaker">Its circuit breaker, when that has ever met a failure.</param>
internal sealed record ServiceState(RecipientState Kept, bool IsConfigured, CircuitSnapshot? Breaker);

/// <summary>Puts together what is known of services.</summary>
internal static class ServiceStates
{
    /// <summary>Those of the configuration first, then those for which something is kept.</summary>
    public static ImmutableArray<ServiceState> Of(Project project, ImmutableArray<RecipientState> kept, IReadOnlyList<CircuitSnapshot> breakers, TimeProvider time)
    {
        ImmutableArray<Recipient> here = [.. ServiceSinks.Of(project.Configuration, time).Select(static sink => new Recipient(sink.Name, sink.Address.Endpoint))];
        return
        [
            .. here.Concat(kept.Select(static state => state.To)).Distinct().Select(to => new ServiceState(
                kept.FirstOrDefault(state => state.To == to) ?? new RecipientState(to),
                here.Contains(to),
                breakers.FirstOrDefault(breaker => breaker.Name == new BreakerName(BreakerKind.Endpoint, to.Name, to.Endpoint, "").Key))),
        ];
    }
}
