using Unfazed.Core.Configuration;
using Unfazed.Core.Orchestration;
using Unfazed.Resilience;

namespace Unfazed.Integrations.Delivery;

/// <summary>The breaker of a service that runs are told to, or that agents are reached through: by its name and address, the same for all of a user's repositories.</summary>
internal static class ServiceBreaker
{
    /// <summary>The breaker; null without the resilience layer.</summary>
    /// <param name="configuration">Says how long it stays open, where that counts.</param>
    /// <param name="breakers">The user's; null to do without.</param>
    /// <param name="name">The service, at its address.</param>
    /// <param name="operationTimeout">How long one call may take.</param>
    public static CircuitBreaker? Of(UnfazedConfiguration configuration, CircuitBreakerRegistry? breakers, (string Name, string Endpoint) name, TimeSpan operationTimeout)
    {
        if (!configuration.Resilience.Enabled.Value || breakers is null)
        {
            return null;
        }

        var breaker = new BreakerName(BreakerKind.Endpoint, name.Name, name.Endpoint, "");
        return breakers.Reconfigure(breaker.Key, ServiceBreakerPolicy.Options(breaker, configuration, operationTimeout));
    }
}
