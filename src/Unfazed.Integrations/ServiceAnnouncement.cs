using Unfazed.Core;
using Unfazed.Core.Configuration;

namespace Unfazed.Integrations;

/// <summary>What a report says of a service before the delivery.</summary>
internal static class ServiceAnnouncement
{
    /// <summary>One entry for each way in which runs are reported to a service; none where it only names what checks depend on.</summary>
    /// <param name="service">The service.</param>
    /// <param name="isWhole">Whether everything was asked for.</param>
    public static IEnumerable<IntegrationResult> Of(ServiceSettings service, bool isWhole)
    {
        if (service.IsTold && service is not { Pushgateway: null, Textfile: not null })
        {
            yield return Announce(service.Name, service.Pushgateway is not null && !isWhole);
        }

        if (service.Textfile is not null)
        {
            yield return Announce(ServiceSinks.Textfile, !isWhole);
        }
    }

    /// <summary>Of a service that only a repository names that nobody trusts.</summary>
    public static IntegrationResult Withheld(string name) => new(name, "skipped", "the repository that names it is not trusted: unfazed trust");

    private static IntegrationResult Announce(string name, bool isPassedOver) => isPassedOver
        ? new IntegrationResult(name, "skipped", RunDelivery.OnlyWholeRuns)
        : new IntegrationResult(name, "pending", "told when the report is written");
}
