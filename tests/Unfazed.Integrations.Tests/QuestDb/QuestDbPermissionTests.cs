using Unfazed.Core.Configuration;
using Unfazed.Integrations.Delivery;
using Unfazed.Integrations.QuestDb;
using Unfazed.Testing;

namespace Unfazed.Integrations.Tests.QuestDb;

/// <summary>A real QuestDB that does not accept everything from everybody: each test has a server of its own.</summary>
public sealed class QuestDbPermissionTests : IDisposable
{
    private const int Limit = 300_000;

    private readonly ServiceHttp _http = new();
    private readonly TemporaryDirectory _folder = new();

    public void Dispose()
    {
        _http.Dispose();
        _folder.Dispose();
    }

    [QuestDbFact(Timeout = Limit)]
    public async Task Only_the_right_password_writes_and_a_probe_knows_before_a_run_does()
    {
        await using var server = await QuestDbServer.StartAsync("http.user=ann", "http.password=s3cret");
        var host = $"127.0.0.1:{server.Port}";
        var file = new ServiceAccess { PasswordFile = Setting<string>.Default(_folder.Write("password", "s3cret\n")) };
        var token = new ServiceAccess { Token = Setting<string>.Default("t0ken") };

        foreach (var (sink, isGood) in ((QuestDbSink, bool)[])
        [
            (Sink($"http://{host}"), false), (Sink($"http://ann:wrong@{host}"), false), (Sink($"http://{host}", token), false),
            (Sink($"http://ann:s3cret@{host}"), true), (Sink($"http://ann@{host}", file), true),
        ])
        {
            var answer = await sink.SendAsync(_http, [sink.MessageOf(AnyRun.Of(AnyRun.Report()))], default);
            var probe = (await sink.ProbeAsync(_http, default))[0];

            Assert.Equal((isGood, isGood), (answer.Kind == ServiceAnswerKind.Accepted, probe.IsGood));
            Assert.Equal(isGood ? "accepts writes" : "accepts no writes: it says 401 Unauthorized", probe.Message);
        }

        while ((await server.QueryAsync("select count() from wal_tables() where writerTxn < sequencerTxn", "ann:s3cret"))[0][0].GetInt64() > 0)
        {
            await Task.Delay(20);
        }

        Assert.Equal(2, (await server.QueryAsync("select count() from unfazed_runs", "ann:s3cret"))[0][0].GetInt64());
    }

    [QuestDbFact(Timeout = Limit)]
    public async Task A_read_only_server_is_busy_and_its_message_rests_for_a_minute()
    {
        await using var server = await QuestDbServer.StartAsync("http.security.readonly=true");
        var sink = Sink(server.Address);

        var answer = await sink.SendAsync(_http, [sink.MessageOf(AnyRun.Of(AnyRun.Report()))], default);

        Assert.Equal((ServiceAnswerKind.Busy, TimeSpan.FromMinutes(1)), (answer.Kind, answer.RetryAfter));
        Assert.Matches("^it says 421 .*: this instance cannot receive writes \\(.+\\)$", answer.Message);
        var probe = Assert.Single(await sink.ProbeAsync(_http, default));
        Assert.False(probe.IsGood);
        Assert.Contains("this instance cannot receive writes", probe.Message, StringComparison.Ordinal);
    }

    [QuestDbFact(Timeout = Limit)]
    public async Task Where_tables_are_not_created_by_themselves_the_reason_is_said()
    {
        await using var server = await QuestDbServer.StartAsync("line.auto.create.new.tables=false", "line.auto.create.new.columns=false");
        var sink = Sink(server.Address);

        var answer = await sink.SendAsync(_http, [sink.MessageOf(AnyRun.Of(AnyRun.Report()))], default);

        Assert.Equal(ServiceAnswerKind.Refused, answer.Kind);
        Assert.Contains("table does not exist, creating new tables is disabled", answer.Message, StringComparison.Ordinal);
        Assert.Contains(await sink.ProbeAsync(_http, default), static probe => probe.Message.StartsWith("unfazed_runs is missing", StringComparison.Ordinal));

        foreach (var statement in SharedQuestDb.Documented("CREATE TABLE"))
        {
            await server.QueryAsync(statement);
        }

        Assert.Equal(ServiceAnswer.Accepted, await sink.SendAsync(_http, [sink.MessageOf(AnyRun.Of(AnyRun.Report()))], default));
    }

    private static QuestDbSink Sink(string address, ServiceAccess? access = null) =>
        ServiceAddress.TryParse(address, out var parsed, out var error) ? new QuestDbSink(parsed, TimeProvider.System) { Access = access ?? new ServiceAccess() } : throw new ArgumentException(error);
}
