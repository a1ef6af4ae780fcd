using System.Globalization;
using Unfazed.Integrations.Delivery;

namespace Unfazed.Integrations.Prometheus;

/// <summary>
/// What a Pushgateway already holds. A message that waited is not sent over the state of a newer run, which another machine may have pushed
/// since: the gateway keeps no order and would take it.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class PushedRuns(TimeProvider time)
{
    // Its /metrics cannot be asked (a proxy, another path): then only what is hardly older than the present is sent.
    private static readonly TimeSpan MaxAgeUnasked = TimeSpan.FromMinutes(10);

    // More is a clock that ran ahead, which must not keep all later runs away.
    private static readonly TimeSpan MaxAhead = TimeSpan.FromMinutes(5);

    /// <summary>Why a message is not to be sent; null where it is.</summary>
    public async Task<string?> FindNewerAsync(ServiceHttp http, ServiceRequest metrics, ServiceMessage message, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        bool IsNewer(RunTimestamp pushed) => pushed.At > message.RunAt + RunTimestamp.Precision && pushed.At <= now + MaxAhead;
        var (status, pushed) = await http.FindLineAsync(
            metrics,
            line => RunTimestamp.TryParse(line) is { } found && found.Group == message.Group ? found : null,
            cancellationToken).ConfigureAwait(false);
        return status switch
        {
            >= 500 or 408 or 425 or 429 => throw new HttpRequestException(string.Create(CultureInfo.InvariantCulture, $"it says {status} to GET {metrics.Uri.AbsolutePath}"), null, (System.Net.HttpStatusCode)status),
            >= 300 when now - message.RunAt > MaxAgeUnasked =>
                string.Create(CultureInfo.InvariantCulture, $"it is too old to be sent unasked, and GET {metrics.Uri.AbsolutePath} says {status}: a newer run may have been reported since"),
            _ => pushed is not null && IsNewer(pushed) ? "a newer run of this branch has been reported since" : null,
        };
    }
}
