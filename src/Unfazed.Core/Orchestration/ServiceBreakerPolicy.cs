using Unfazed.Core.Configuration;
using Unfazed.Resilience;

namespace Unfazed.Core.Orchestration;

/// <summary>
/// Which breaker guards a service and how it is configured, for checks, deliveries and agents alike. The breaker of a service that the user
/// defines serves all repositories: one that is not trusted neither configures it nor adds a failure to it.
/// </summary>
public static class ServiceBreakerPolicy
{
    /// <summary>How many failures in a row open the breaker of a defined service by default.</summary>
    public const int DefaultFailMax = 3;

    /// <summary>The breaker for a check that depends on a service.</summary>
    /// <param name="service">The service's name.</param>
    /// <param name="configuration">Says who defines it, and whether the repository is trusted.</param>
    /// <param name="root">The root of the repository, absolute.</param>
    public static BreakerName NameFor(string service, UnfazedConfiguration configuration, string root) =>
        configuration.Trust == TrustState.Trusted && configuration.FindService(service) is { } defined
            ? new BreakerName(BreakerKind.Endpoint, service, defined.Endpoint, "")
            : new BreakerName(BreakerKind.Service, service, "", root);

    /// <summary>The options of a breaker: those of its name, else the general ones, else the defaults.</summary>
    /// <param name="name">What it guards.</param>
    /// <param name="configuration">The effective configuration.</param>
    /// <param name="operationTimeout">How long one call may take; null where each call says so itself.</param>
    public static CircuitBreakerOptions Options(BreakerName name, UnfazedConfiguration configuration, TimeSpan? operationTimeout = null)
    {
        var all = configuration.Resilience.Breakers;
        var own = all.GetValueOrDefault(name.Name);
        var general = all.GetValueOrDefault(ResilienceSettings.DefaultBreaker);
        var defaults = CircuitBreakerOptions.Default;
        var isShared = name.Kind == BreakerKind.Endpoint;
        return defaults with
        {
            FailMax = Value(own?.FailMax) ?? Value(general?.FailMax) ?? (isShared ? DefaultFailMax : defaults.FailMax),
            ResetTimeout = Value(own?.ResetTimeout) ?? Value(general?.ResetTimeout) ?? defaults.ResetTimeout,
            OperationTimeout = operationTimeout ?? defaults.OperationTimeout,
        };

        T? Value<T>(Setting<T>? setting)
            where T : struct => setting is { } given && (!isShared || MayConfigure(given.Source.Origin, configuration)) ? given.Value : null;
    }

    private static bool MayConfigure(SettingOrigin origin, UnfazedConfiguration configuration) =>
        origin != SettingOrigin.ProjectFile || configuration.Trust == TrustState.Trusted;
}
