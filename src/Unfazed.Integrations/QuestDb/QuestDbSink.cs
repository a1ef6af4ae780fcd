using System.Collections.Immutable;
using Unfazed.Core.Configuration;
using Unfazed.Integrations.Delivery;

namespace Unfazed.Integrations.QuestDb;

/// <summary>
/// QuestDB, or what else takes line protocol over HTTP. A row that arrives twice is one row where the tables deduplicate, as the documented
/// ones do, and always in InfluxDB, since the rows of a run bear its time.
/// </summary>
/// <param name="address">Where it is: <c>/write</c> unless a path is given.</param>
/// <param name="time">The clock.</param>
internal sealed class QuestDbSink(ServiceAddress address, TimeProvider time) : IServiceSink
{
    private readonly ReplyVerdict _verdict = new(time);

    public string Name => ServiceSettings.QuestDb;

    public ServiceAddress Address => address;

    public int BatchSize => 50;

    public Uri ProbeAddress => new UriBuilder(address.Uri) { Path = "/ping", Query = "" }.Uri;

    public ServiceMessage MessageOf(ToldRun run) => new(run.Report.Run.Id, RunRows.Write(run));

    public async Task<ServiceAnswer> SendAsync(ServiceHttp http, ImmutableArray<ServiceMessage> messages, CancellationToken cancellationToken)
    {
        var uri = address.Uri.AbsolutePath is "" or "/" ? new UriBuilder(address.Uri) { Path = "/write" }.Uri : address.Uri;
        var reply = await http.SendAsync(
            new ServiceRequest(HttpMethod.Post, uri) { Body = string.Concat(messages.Select(static message => message.Body)) },
            cancellationToken).ConfigureAwait(false);
        return _verdict.Judge(reply, static reply => reply.Status == 204, QuestDbRefusal.Explain);
    }
}
