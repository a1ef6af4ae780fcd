using System.Collections.Immutable;
using Unfazed.Core.Configuration;
using Unfazed.Core.Workspace;
using Unfazed.Integrations.Delivery;
using Unfazed.Integrations.Prometheus;
using Unfazed.Integrations.QuestDb;

namespace Unfazed.Integrations;

/// <summary>The services that a configuration wants to be told of runs.</summary>
internal static class ServiceSinks
{
    /// <summary>The name under which the textfile stands in reports: nothing is called, so it has no breaker and no outbox.</summary>
    public const string Textfile = "prometheus_textfile";

    /// <summary>Those over HTTP.</summary>
    public static ImmutableArray<IServiceSink> Of(UnfazedConfiguration configuration, TimeProvider time) =>
    [
        .. configuration.Services.SelectMany(service => service switch
        {
            { Pushgateway: { } pushgateway } => (IServiceSink[])[new PushgatewaySink(pushgateway.Value, time) { Access = service.Access, IsPerCheck = IsPerCheck(configuration) }],
            { Name: ServiceSettings.QuestDb, Url: { } url } => [new QuestDbSink(url.Value, time) { Access = service.Access }],
            _ => [],
        }),
    ];

    /// <summary>Whether a service is to have the runs of a branch.</summary>
    public static bool TakesBranch(UnfazedConfiguration configuration, string service, string branch) =>
        configuration.FindService(service)?.Branches is not { } branches || branches.Value.Any(glob => Glob.Parse(glob.StartsWith('/') ? glob : "/" + glob).IsMatch(branch));

    /// <summary>Whether Prometheus is to have metrics for each check.</summary>
    public static bool IsPerCheck(UnfazedConfiguration configuration) => configuration.FindService(ServiceSettings.Prometheus)?.PerCheck?.Value ?? true;

    /// <summary>The textfile, if there is to be one.</summary>
    public static string? TextfileOf(UnfazedConfiguration configuration) =>
        configuration.FindService(ServiceSettings.Prometheus)?.Textfile is { } textfile ? textfile.Value : null;
}
