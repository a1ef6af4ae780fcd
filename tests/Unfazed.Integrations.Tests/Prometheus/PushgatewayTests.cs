using System.Net.Http.Json;
using System.Text.Json;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Integrations.Delivery;
using Unfazed.Integrations.Prometheus;
using Unfazed.Testing;

namespace Unfazed.Integrations.Tests.Prometheus;

public sealed class PushgatewayTests
{
    private const int Limit = 120_000;

    [ToolFact("prometheus-pushgateway", Timeout = Limit)]
    public async Task A_real_Pushgateway_takes_every_name_and_gives_it_back()
    {
        await using var gateway = await RunningServer.PushgatewayAsync();
        using var http = new ServiceHttp();
        var sink = Sink(gateway.Address);

        foreach (var name in AnyRun.OddNames)
        {
            var message = sink.MessageOf(new ToldRun(AnyRun.Report(project: name), name, IsWhole: true));
            Assert.Equal(ServiceAnswer.Accepted, await sink.SendAsync(http, [message], default));
        }

        var groups = await GroupsAsync(gateway);
        var expected = AnyRun.OddNames.Select(WireText.Of).Order(StringComparer.Ordinal);
        Assert.Equal(expected, groups.Select(static group => group.GetProperty("labels").GetProperty("project").GetString()!).Order(StringComparer.Ordinal));
        Assert.Equal(expected, groups.Select(static group => group.GetProperty("labels").GetProperty("branch").GetString()!).Order(StringComparer.Ordinal));
        Assert.All(groups, static group => Assert.True(group.GetProperty("last_push_successful").GetBoolean()));
    }

    [ToolFact("prometheus-pushgateway", Timeout = Limit)]
    public async Task A_later_run_replaces_all_that_an_earlier_one_said()
    {
        await using var gateway = await RunningServer.PushgatewayAsync();
        using var http = new ServiceHttp();
        var sink = Sink(gateway.Address + "/");
        var report = AnyRun.Report();

        await sink.SendAsync(http, [sink.MessageOf(AnyRun.Of(report))], default);
        await sink.SendAsync(http, [sink.MessageOf(AnyRun.Of(report with { Tiers = [.. report.Tiers.Select(static tier => tier with { Results = [] })], Verdict = Verdict.Inconclusive }))], default);

        using var client = new HttpClient();
        var metrics = await client.GetStringAsync(new Uri(gateway.Address + "/metrics"));
        Assert.DoesNotContain("unfazed_check_passed{", metrics, StringComparison.Ordinal);
        Assert.Contains("verdict=\"inconclusive\"} 1", metrics, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task The_request_is_what_the_gateway_documents()
    {
        await using var server = new PoorServer { Behaviour = PoorBehaviour.Answers, Answer = static _ => PoorServer.Http(202, "") };
        using var http = new ServiceHttp();
        var sink = Sink($"http://ann:p%40ss@127.0.0.1:{server.Port}/prefix");

        Assert.Equal(ServiceAnswer.Accepted, await sink.SendAsync(http, [sink.MessageOf(new ToldRun(AnyRun.Report(), "feature/x", IsWhole: true))], default));

        var request = Assert.Single(server.Requests);
        Assert.StartsWith("PUT /prefix/metrics/job/unfazed/project/shop/branch@base64/ZmVhdHVyZS94 HTTP/1.1\r\n", request, StringComparison.Ordinal);
        Assert.Contains($"Authorization: Basic {Convert.ToBase64String("ann:p@ss"u8)}\r\n", request, StringComparison.Ordinal);
        Assert.Contains("Content-Type: text/plain; version=0.0.4; charset=utf-8\r\n", request, StringComparison.Ordinal);
        Assert.DoesNotContain("traceparent", request, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void An_empty_name_has_a_group_of_its_own() => Assert.Equal("job/unfazed/project@base64/=/branch/main", GroupingKey.Of("", "main"));

    private static PushgatewaySink Sink(string address) => new(Address(address), TimeProvider.System);

    private static ServiceAddress Address(string text) => ServiceAddress.TryParse(text, out var address, out var error) ? address : throw new ArgumentException(error);

    private static async Task<List<JsonElement>> GroupsAsync(RunningServer gateway)
    {
        using var client = new HttpClient();
        var answer = await client.GetFromJsonAsync<JsonElement>(gateway.Address + "/api/v1/metrics");
        return [.. answer.GetProperty("data").EnumerateArray()];
    }
}
