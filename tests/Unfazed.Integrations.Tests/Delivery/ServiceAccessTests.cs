using System.Collections.Immutable;
using System.Text;
using Unfazed.Core.Configuration;
using Unfazed.Integrations.Delivery;
using Unfazed.Integrations.Prometheus;
using Unfazed.Integrations.QuestDb;
using Unfazed.Testing;

namespace Unfazed.Integrations.Tests.Delivery;

/// <summary>What a service sees of its callers, and what nobody else sees.</summary>
public sealed class ServiceAccessTests : IAsyncLifetime, IDisposable
{
    private const int Limit = 120_000;

    private readonly PoorServer _server = new() { Behaviour = PoorBehaviour.Answers };
    private readonly TemporaryDirectory _folder = new();
    private readonly ServiceHttp _http = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose()
    {
        _http.Dispose();
        _folder.Dispose();
    }

    [Fact(Timeout = Limit)]
    public async Task A_rotated_token_in_a_file_counts_at_the_next_call()
    {
        var access = new ServiceAccess { TokenFile = Text(_folder.Write("token", "first\n")) };
        await SendAsync(_server.Address, access);
        _folder.Write("token", "second");
        await SendAsync(_server.Address, access);

        Assert.Contains("\r\nAuthorization: Bearer first\r\n", _server.Requests[0], StringComparison.Ordinal);
        Assert.Contains("\r\nAuthorization: Bearer second\r\n", _server.Requests[1], StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task Headers_and_a_password_from_a_file_are_sent()
    {
        await SendAsync(_server.Address.Replace("http://", "http://ann@", StringComparison.Ordinal), new ServiceAccess
        {
            PasswordFile = Text(_folder.Write("password", "pä ss:w\n")),
            Headers = new Setting<ImmutableDictionary<string, string>>(ImmutableDictionary<string, string>.Empty.Add("X-Scope-OrgID", "platform one"), SettingSource.Default),
        });

        Assert.Contains($"\r\nAuthorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes("ann:pä ss:w"))}\r\n", _server.Requests[0], StringComparison.Ordinal);
        Assert.Contains("\r\nX-Scope-OrgID: platform one\r\n", _server.Requests[0], StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task A_service_that_repeats_a_secret_does_not_show_it_to_anybody()
    {
        _server.Answer = static _ => PoorServer.Http(403, "{\"message\":\"token t0psecret is not known\"}");

        var answer = await SendAsync(_server.Address, new ServiceAccess { Token = Text("t0psecret") });

        Assert.Equal("it says 403 Something: token *** is not known", answer.Message);
    }

    [Theory(Timeout = Limit)]
    [InlineData(null, "Could not find file")]
    [InlineData("", "is empty")]
    [InlineData("one\ntwo", "more than one line")]
    [InlineData("t\u00f6ken", "contains a character that no token has")]
    [InlineData("two words", "contains a character that no token has")]
    public async Task A_secret_that_cannot_be_read_is_a_reason_and_nothing_is_sent(string? content, string said)
    {
        var file = content is null ? _folder["none"] : _folder.Write("token", content);

        var error = await Assert.ThrowsAsync<SecretFileException>(() => SendAsync(_server.Address, new ServiceAccess { TokenFile = Text(file) }));

        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        Assert.StartsWith("token_file: ", error.Message, StringComparison.Ordinal);
        Assert.Empty(_server.Requests);
    }

    [Fact(Timeout = Limit)]
    public async Task The_byte_order_mark_of_a_file_is_no_part_of_the_secret()
    {
        await SendAsync(_server.Address, new ServiceAccess { TokenFile = Text(_folder.Write("token", "\uFEFFt0ken\r\n")) });

        Assert.Contains("Authorization: Bearer t0ken\r\n", Assert.Single(_server.Requests), StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task A_missing_secret_fails_a_delivery_opens_no_breaker_and_the_message_waits()
    {
        using var scene = new DeliveryScene();
        scene.With(ServiceSettings.QuestDb, _server.Address);
        var service = scene.Configuration.Services[0];
        scene.Configuration = scene.Configuration with { Services = [service with { Access = new ServiceAccess { TokenFile = Text(_folder["token"]) } }] };

        for (var run = 0; run < 5; run++)
        {
            var result = Assert.Single((await scene.TellAsync()).Results);
            Assert.Equal("failed", result.Status);
            Assert.Contains("token_file: Could not find file", result.Message, StringComparison.Ordinal);
        }

        _folder.Write("token", "t0ken");
        Assert.Equal("ok", Assert.Single((await scene.TellAsync()).Results).Status);
        Assert.Equal(0, scene.Waiting());
    }

    [Fact(Timeout = Limit)]
    public async Task A_proxy_is_used_where_it_is_configured()
    {
        await SendAsync("http://questdb.invalid:9000", new ServiceAccess { Proxy = new Setting<ServiceAddress>(Address(_server.Address), SettingSource.Default) });

        Assert.StartsWith("POST http://questdb.invalid:9000/write HTTP/1.1\r\n", _server.Requests[0], StringComparison.Ordinal);
    }

    [Theory(Timeout = Limit)]
    [InlineData("", "/write")]
    [InlineData("/", "/write")]
    [InlineData("/questdb", "/questdb/write")]
    [InlineData("/questdb/", "/questdb/write")]
    [InlineData("/write?db=unfazed", "/write?db=unfazed")]
    [InlineData("/api/v2/write?bucket=x", "/api/v2/write?bucket=x")]
    [InlineData("/api/v3/write_lp?db=x", "/api/v3/write_lp?db=x")]
    public async Task A_prefix_stays_before_the_endpoint_and_an_endpoint_stays_as_it_is(string path, string posted)
    {
        await SendAsync(_server.Address + path);

        Assert.StartsWith($"POST {posted} HTTP/1.1\r\n", _server.Requests[0], StringComparison.Ordinal);
    }

    [Theory(Timeout = Limit)]
    [InlineData("/questdb", "POST /questdb/write ", "GET /questdb/exec?")]
    [InlineData("/write", "POST /write ", "GET /exec?")]
    public async Task A_probe_asks_below_the_same_prefix(string path, string write, string query)
    {
        _server.Answer = static request => request.StartsWith("POST", StringComparison.Ordinal) ? PoorServer.Http(204, "") : PoorServer.Http(404, "not here");
        var sink = new QuestDbSink(Address(_server.Address + path), TimeProvider.System);

        Assert.Equal(new ServiceProbe(true, "accepts writes"), Assert.Single(await sink.ProbeAsync(_http, default)));

        Assert.StartsWith(write, _server.Requests[0], StringComparison.Ordinal);
        Assert.StartsWith(query, _server.Requests[1], StringComparison.Ordinal);
    }

    [Theory(Timeout = Limit)]
    [InlineData("{\"dataset\":[[\"unfazed_runs\",false]],")]
    [InlineData("[]")]
    [InlineData("{\"dataset\":{}}")]
    [InlineData("{\"dataset\":[3,[],[null,null],[{},{}]]}")]
    [InlineData("<html>")]
    public async Task Whatever_a_server_replies_to_SQL_a_probe_says_something(string reply)
    {
        _server.Answer = request => request.StartsWith("POST", StringComparison.Ordinal) ? PoorServer.Http(204, "") : PoorServer.Http(200, reply);

        Assert.True((await new QuestDbSink(Address(_server.Address), TimeProvider.System).ProbeAsync(_http, default))[0].IsGood);
    }

    [ToolFact("prometheus-pushgateway", Timeout = Limit)]
    public async Task A_probe_of_a_Pushgateway_changes_nothing()
    {
        await using var gateway = await RunningServer.PushgatewayAsync();
        var sink = new PushgatewaySink(Address(gateway.Address), TimeProvider.System);
        await sink.SendAsync(_http, [sink.MessageOf(AnyRun.Of(AnyRun.Report()))], default);
        var before = await MetricsAsync(gateway);

        Assert.Equal(new ServiceProbe(true, "accepts writes"), Assert.Single(await sink.ProbeAsync(_http, default)));

        Assert.Equal(before, await MetricsAsync(gateway));
        Assert.Contains("unfazed_run_exit_code", before, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_metrics_for_single_checks_a_run_of_a_thousand_is_small()
    {
        var run = AnyRun.Of(AnyRun.Report(checks: 1_000));

        Assert.InRange(RunMetrics.Write(run, isPerCheck: false).Split('\n').Count(static line => line.StartsWith("unfazed_", StringComparison.Ordinal)), 10, 60);
        Assert.Contains("unfazed_run_checks", RunMetrics.Write(run, isPerCheck: false), StringComparison.Ordinal);
        Assert.DoesNotContain("unfazed_check_", RunMetrics.Write(run, isPerCheck: false), StringComparison.Ordinal);
    }

    private static Setting<string> Text(string text) => Setting<string>.Default(text);

    private static ServiceAddress Address(string text) => ServiceAddress.TryParse(text, out var address, out var error) ? address : throw new ArgumentException(error);

    private static async Task<string> MetricsAsync(RunningServer gateway)
    {
        using var client = new HttpClient();
        var text = await client.GetStringAsync(new Uri(gateway.Address + "/metrics"));
        return string.Join('\n', text.Split('\n').Where(static line => line.Contains("job=\"unfazed\"", StringComparison.Ordinal)));
    }

    private Task<ServiceAnswer> SendAsync(string address, ServiceAccess? access = null)
    {
        var sink = new QuestDbSink(Address(address), TimeProvider.System) { Access = access ?? new ServiceAccess() };
        return sink.SendAsync(_http, [sink.MessageOf(AnyRun.Of(AnyRun.Report()))], default);
    }
}
