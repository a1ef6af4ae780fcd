using System.Collections.Immutable;
using Unfazed.Core.Configuration;
using Unfazed.Integrations.Delivery;

namespace Unfazed.Integrations.QuestDb;

/// <summary>
/// QuestDB, or what else takes line protocol over HTTP. A row that arrives twice is one row where the tables deduplicate, as the documented
/// ones do, and always in InfluxDB, since the rows of a run bear its time.
/// </summary>
/// <param name="address">Where it is.</param>
/// <param name="time">The clock.</param>
internal sealed class QuestDbSink(ServiceAddress address, TimeProvider time) : IServiceSink
{
    private readonly ReplyVerdict _verdict = new(time);
    private readonly QuestDbAddress _at = new(address);

    public string Name => ServiceSettings.QuestDb;

    public ServiceAddress Address => address;

    public int BatchSize => 50;

    public bool KeepsLastStateOnly => false;

    /// <summary>Credentials and a proxy.</summary>
    public ServiceAccess Access { get; init; } = new();

    public ServiceMessage MessageOf(ToldRun run) => new(run.Report.Run.Id, RunRows.Write(run));

    public async Task<ServiceAnswer> SendAsync(ServiceHttp http, ImmutableArray<ServiceMessage> messages, CancellationToken cancellationToken)
    {
        var body = string.Concat(messages.Select(static message => message.Body));
        return await WriteAsync(http, body, cancellationToken).ConfigureAwait(false);
    }

    // /ping asks for no password, and neither it nor a read-only server tells; no rows at all are a write like any other.
    public async Task<ImmutableArray<ServiceProbe>> ProbeAsync(ServiceHttp http, CancellationToken cancellationToken)
    {
        var written = ServiceProbe.Of(await WriteAsync(http, "", cancellationToken).ConfigureAwait(false));
        return written.IsGood && _at.Query is { } query
            ? [written, .. await new QuestDbTableProbe(http, query, Access).LookAsync(cancellationToken).ConfigureAwait(false)]
            : [written];
    }

    private async Task<ServiceAnswer> WriteAsync(ServiceHttp http, string body, CancellationToken cancellationToken)
    {
        var reply = await http.SendAsync(new ServiceRequest(HttpMethod.Post, _at.Write) { Access = Access, Body = body }, cancellationToken).ConfigureAwait(false);
        return _verdict.Judge(reply, static reply => reply.Status == 204, QuestDbRefusal.Explain);
    }
}
