using System.Text.Json;
using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Commands;

/// <summary>What a run said is what a query of Prometheus and one of InfluxDB give.</summary>
public sealed class RealServicesTests
{
    private const int Limit = 240_000;

    [ToolFact("prometheus", "prometheus-pushgateway", "influxd", Timeout = Limit)]
    public async Task A_query_gives_the_numbers_of_the_run()
    {
        await using var gateway = await RunningServer.PushgatewayAsync();
        await using var relay = new ScrapeRelay(gateway);
        await using var prometheus = await RunningServer.PrometheusAsync(relay);
        await using var influx = await RunningServer.InfluxAsync();
        using var folder = new TemporaryDirectory();
        using var unfazed = new BuiltUnfazed();
        folder.Write("unfazed.yaml", "project: shop\n");
        Assert.Equal(0, (await unfazed.RunAsync(folder.Path, "trust", "--yes")).ExitCode);
        folder.Write("one.json", "{");
        folder.Write("two.json", "{");
        unfazed.Variables["UNFAZED_SERVICES_PROMETHEUS_PUSHGATEWAY"] = gateway.Address;
        unfazed.Variables["UNFAZED_SERVICES_QUESTDB_URL"] = influx.Address + "/write?db=unfazed";

        var ended = await unfazed.RunAsync(folder.Path, "run", "--format", "json");
        using var report = JsonDocument.Parse(ended.Output);

        while ((await unfazed.RunAsync(folder.Path, "state", "services", "flush")).ExitCode != 0)
        {
            // On a busy machine the half second of an attempt may be over before the service has responded: then the message waits.
        }

        var duration = report.RootElement.GetProperty("run").GetProperty("duration_ms").GetInt64();
        Assert.Equal(duration, (long)Math.Floor(1_000 * await PrometheusAsync(prometheus, relay, "unfazed_run_duration_seconds{project=\"shop\"}") + 1e-6));
        Assert.Equal(2, await PrometheusAsync(prometheus, relay, "sum(unfazed_check_findings{project=\"shop\", check=\"hygiene\", severity=\"error\", state=\"new\"})"));
        Assert.Equal(1, await PrometheusAsync(prometheus, relay, "unfazed_run_verdict{project=\"shop\", verdict=\"blocked\"}"));

        var row = await InfluxAsync(influx, "SELECT duration_ms, errors, exit_code, run FROM unfazed_runs WHERE project = 'shop' AND verdict = 'blocked'");
        Assert.Equal((duration, 2L, 1L), (row[1].GetInt64(), row[2].GetInt64(), row[3].GetInt64()));
        Assert.Equal(report.RootElement.GetProperty("run").GetProperty("id").GetString(), row[4].GetString());
    }

    private static async Task<double> PrometheusAsync(RunningServer prometheus, ScrapeRelay relay, string query)
    {
        using var client = new HttpClient();
        while (true)
        {
            using var answer = JsonDocument.Parse(await client.GetStringAsync(new Uri($"{prometheus.Address}/api/v1/query?query={Uri.EscapeDataString(query)}")));
            var result = answer.RootElement.GetProperty("data").GetProperty("result");
            if (result.GetArrayLength() > 0)
            {
                return double.Parse(result[0].GetProperty("value")[1].GetString()!, System.Globalization.CultureInfo.InvariantCulture);
            }

            await relay.NextAsync();
        }
    }

    private static async Task<JsonElement> InfluxAsync(RunningServer influx, string query)
    {
        using var client = new HttpClient();
        using var answer = JsonDocument.Parse(await client.GetStringAsync(new Uri($"{influx.Address}/query?db=unfazed&q={Uri.EscapeDataString(query)}")));
        return answer.RootElement.GetProperty("results")[0].GetProperty("series")[0].GetProperty("values")[0].Clone();
    }
}
