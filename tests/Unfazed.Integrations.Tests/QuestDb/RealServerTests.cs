using System.Text.Json;
using Unfazed.Core.Configuration;
using Unfazed.Integrations.Delivery;
using Unfazed.Integrations.QuestDb;
using Unfazed.Testing;

namespace Unfazed.Integrations.Tests.QuestDb;

/// <summary>The two servers that can be had take the same protocol; each row is read back.</summary>
public sealed class RealServerTests
{
    private const int Limit = 120_000;

    [ToolFact("influxd", Timeout = Limit)]
    public async Task InfluxDB_gives_back_every_name_and_one_row_for_what_was_told_twice()
    {
        await using var influx = await RunningServer.InfluxAsync();
        var sink = Sink($"{influx.Address}/write?db=unfazed");
        var messages = AnyRun.OddNames.Select(name => sink.MessageOf(new ToldRun(AnyRun.Report(project: name), "main", IsWhole: true))).ToList();
        using var http = new ServiceHttp();

        Assert.Equal(ServiceAnswer.Accepted, await sink.SendAsync(http, [.. messages], default));
        Assert.Equal(ServiceAnswer.Accepted, await sink.SendAsync(http, [.. messages], default));

        var projects = await InfluxAsync(influx, "SHOW TAG VALUES FROM unfazed_runs WITH KEY = project");
        Assert.Equal(Expected(), projects.Select(static row => row[1].GetString()!).Order(StringComparer.Ordinal));
        var counted = await InfluxAsync(influx, "SELECT count(exit_code) FROM unfazed_runs");
        Assert.Equal(AnyRun.OddNames.Length, counted[0][1].GetInt32());
        var results = await InfluxAsync(influx, "SELECT count(passed) FROM unfazed_results");
        Assert.Equal(AnyRun.OddNames.Length * 3, results[0][1].GetInt32());
        var values = await InfluxAsync(influx, "SELECT duration_ms, run FROM unfazed_runs WHERE project = 'plain'");
        Assert.Equal((63_456, "20261122T140501Z-1a2b3c"), (values[0][1].GetInt32(), values[0][2].GetString()));
    }

    [ToolFact("influxd", Timeout = Limit)]
    public async Task InfluxDB_refuses_in_words_that_are_passed_on()
    {
        await using var influx = await RunningServer.InfluxAsync();
        var sink = Sink($"{influx.Address}/write?db=nowhere");
        using var http = new ServiceHttp();

        var answer = await sink.SendAsync(http, [sink.MessageOf(AnyRun.Of(AnyRun.Report()))], default);

        Assert.Equal(ServiceAnswerKind.Denied, answer.Kind);
        Assert.Contains("database not found", answer.Message, StringComparison.Ordinal);
    }

    [ToolFact("victoria-metrics", Timeout = Limit)]
    public async Task VictoriaMetrics_gives_back_every_name()
    {
        await using var victoria = await RunningServer.VictoriaAsync();
        var sink = Sink(victoria.Address);
        using var http = new ServiceHttp();

        Assert.Equal(ServiceAnswer.Accepted, await sink.SendAsync(http, [.. AnyRun.OddNames.Select(name => sink.MessageOf(new ToldRun(AnyRun.Report(project: name), "main", IsWhole: true)))], default));

        using var client = new HttpClient();
        await client.GetAsync(new Uri(victoria.Address + "/internal/force_flush"));
        var exported = await client.GetStringAsync(new Uri(victoria.Address + "/api/v1/export?match[]=unfazed_runs_exit_code"));
        var rows = exported.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(Expected(), rows.Select(static row => row.GetProperty("metric").GetProperty("project").GetString()!).Order(StringComparer.Ordinal));
        Assert.All(rows, static row => Assert.Equal(1_795_356_301_250, row.GetProperty("timestamps")[0].GetInt64()));
    }

    private static IEnumerable<string> Expected() => AnyRun.OddNames.Select(static name => WireText.Of(name).Replace('\\', '\u29F5')).Order(StringComparer.Ordinal);

    private static QuestDbSink Sink(string address) => ServiceAddress.TryParse(address, out var parsed, out var error) ? new QuestDbSink(parsed, TimeProvider.System) : throw new ArgumentException(error);

    private static async Task<List<JsonElement>> InfluxAsync(RunningServer influx, string query)
    {
        using var client = new HttpClient();
        var answer = await client.GetStringAsync(new Uri($"{influx.Address}/query?db=unfazed&q={Uri.EscapeDataString(query)}"));
        using var document = JsonDocument.Parse(answer);
        return [.. document.RootElement.GetProperty("results")[0].GetProperty("series")[0].GetProperty("values").Clone().EnumerateArray()];
    }
}
