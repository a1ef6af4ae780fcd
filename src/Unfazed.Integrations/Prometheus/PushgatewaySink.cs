using System.Collections.Immutable;
using Unfazed.Core.Configuration;
using Unfazed.Integrations.Delivery;

namespace Unfazed.Integrations.Prometheus;

/// <summary>
/// A Pushgateway. PUT replaces everything that a group said before, so that telling it twice does no harm, and of several runs only the last
/// is worth telling.
/// </summary>
/// <param name="address">Where it is.</param>
/// <param name="time">The clock.</param>
internal sealed class PushgatewaySink(ServiceAddress address, TimeProvider time) : IServiceSink
{
    private readonly ReplyVerdict _verdict = new(time);
    private readonly PushedRuns _pushed = new(time);

    public string Name => ServiceSettings.Prometheus;

    public ServiceAddress Address => address;

    public int BatchSize => 1;

    public bool KeepsLastStateOnly => true;

    /// <summary>Credentials and a proxy.</summary>
    public ServiceAccess Access { get; init; } = new();

    /// <summary>Whether there are metrics for each check.</summary>
    public bool IsPerCheck { get; init; } = true;

    public ServiceMessage MessageOf(ToldRun run) => new(GroupingKey.Of(run.Project, run.Branch), RunMetrics.Write(run, IsPerCheck));

    public async Task<ServiceAnswer> SendAsync(ServiceHttp http, ImmutableArray<ServiceMessage> messages, CancellationToken cancellationToken)
    {
        if (messages[0] is { IsLate: true } late
            && await _pushed.FindNewerAsync(http, new ServiceRequest(HttpMethod.Get, Below("metrics")) { Access = Access }, late, cancellationToken).ConfigureAwait(false) is { } newer)
        {
            return ServiceAnswer.Outdated(newer);
        }

        var reply = await http.SendAsync(
            new ServiceRequest(HttpMethod.Put, Below("metrics/" + messages[0].Group)) { Access = Access, Body = messages[0].Body, MediaType = ExpositionText.MediaType },
            cancellationToken).ConfigureAwait(false);
        return Judge(reply);
    }

    // Nothing can be written that leaves no trace. The deletion of a group that never exists, since a project's name is never empty, needs the
    // same rights and changes nothing.
    public async Task<ImmutableArray<ServiceProbe>> ProbeAsync(ServiceHttp http, CancellationToken cancellationToken)
    {
        var reply = await http.SendAsync(new ServiceRequest(HttpMethod.Delete, Below("metrics/" + GroupingKey.Of("", ""))) { Access = Access }, cancellationToken).ConfigureAwait(false);
        return [ServiceProbe.Of(Judge(reply))];
    }

    // 202 before version 1.0, and to deletions.
    private ServiceAnswer Judge(HttpReply reply) => _verdict.Judge(reply, static reply => reply is { Status: 200 or 202, Body: "" }, static body => body);

    private Uri Below(string path)
    {
        var builder = new UriBuilder(address.Uri) { Query = "", Fragment = "" };
        builder.Path = $"{builder.Path.TrimEnd('/')}/{path}";
        return builder.Uri;
    }
}
