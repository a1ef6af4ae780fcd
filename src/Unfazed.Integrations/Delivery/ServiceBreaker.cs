using Unfazed.Core.Configuration;
using Unfazed.Core.Orchestration;
using Unfazed.Resilience;

namespace Unfazed.Integrations.Delivery;

/// <summary>The breaker of a service that runs are told to, or that agents are reached through: by its name and address, the same for all of a user's repositories.</summary>
internal static class ServiceBreaker
{
    private const int UsualFailMax = 3;

    /// <summary>The breaker; null without the resilience layer.</summary>
    /// <param name="configuration">Says how long it stays open, where that counts.</param>
    /// <param name="breakers">The user's; null to do without.</param>
    /// <param name="name">The service, at its address.</param>
    /// <param name="operationTimeout">How long one call may take.</param>
    public static CircuitBreaker? Of(UnfazedConfiguration configuration, CircuitBreakerRegistry? breakers, (string Name, string Endpoint) name, TimeSpan operationTimeout) =>
        configuration.Resilience.Enabled.Value && breakers is not null
            ? breakers.Reconfigure(new BreakerName(BreakerKind.Endpoint, name.Name, name.Endpoint, "").Key, Options(configuration, name.Name, operationTimeout))
            : null;

    private static CircuitBreakerOptions Options(UnfazedConfiguration configuration, string name, TimeSpan operationTimeout)
    {
        var own = configuration.Resilience.Breakers.GetValueOrDefault(name);
        var general = configuration.Resilience.Breakers.GetValueOrDefault(ResilienceSettings.DefaultBreaker);
        var usual = CircuitBreakerOptions.Default;
        return usual with
        {
            FailMax = Counted(own?.FailMax, configuration) ?? Counted(general?.FailMax, configuration) ?? UsualFailMax,
            ResetTimeout = Counted(own?.ResetTimeout, configuration) ?? Counted(general?.ResetTimeout, configuration) ?? usual.ResetTimeout,
            OperationTimeout = operationTimeout,
        };
    }

    // The breaker is the same for all of the user's repositories: one that is not trusted has no say in how long it stays open for others.
    private static T? Counted<T>(Setting<T>? setting, UnfazedConfiguration configuration)
        where T : struct => setting is { } given && (given.Source.Origin != SettingOrigin.ProjectFile || configuration.Trust == TrustState.Trusted) ? given.Value : null;
}
