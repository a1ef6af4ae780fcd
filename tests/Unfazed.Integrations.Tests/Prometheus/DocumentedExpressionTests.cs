using System.Text.Json;
using System.Text.RegularExpressions;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Core.Orchestration;
using Unfazed.Integrations.Delivery;
using Unfazed.Integrations.Prometheus;
using Unfazed.Resilience;
using Unfazed.Testing;

namespace Unfazed.Integrations.Tests.Prometheus;

/// <summary>Every expression of the dashboard and of the alert rules in docs/prometheus, on a real Prometheus that scrapes a real Pushgateway.</summary>
public sealed partial class DocumentedExpressionTests
{
    private const int Limit = 180_000;

    [ToolFact("prometheus", "prometheus-pushgateway", Timeout = Limit)]
    public async Task Each_says_something_of_a_bad_run_and_no_alert_fires_for_a_good_one()
    {
        await using var gateway = await RunningServer.PushgatewayAsync();
        await using var relay = new ScrapeRelay(gateway);
        await using var prometheus = await RunningServer.PrometheusAsync(relay);
        await PushAsync(gateway, Bad(Verdict.Blocked, "main", TimeSpan.FromDays(4)), Bad(Verdict.Inconclusive, "master", TimeSpan.FromHours(1)), Good());
        await ScrapedAsync(prometheus, relay);

        foreach (var expression in (string[])[.. Dashboard("dashboard.json"), .. Dashboard("fleet.json")])
        {
            Assert.True((await QueryAsync(prometheus, expression)).GetArrayLength() > 0, expression);
        }

        var alerts = Alerts().ToList();
        Assert.Equal(8, alerts.Count);
        foreach (var (name, expression) in alerts)
        {
            var found = (await QueryAsync(prometheus, expression)).EnumerateArray()
                .Select(static sample => sample.GetProperty("metric").TryGetProperty("project", out var project) ? project.GetString() : "").ToList();
            Assert.True(found.Contains("bad") == name is not ("UnfazedGatewayDown" or "UnfazedMetricsLost" or "UnfazedNoMetrics"), expression);
            Assert.All(found, project => Assert.Equal("bad", project));
        }
    }

    [Theory]
    [InlineData("dashboard.json")]
    [InlineData("fleet.json")]
    public void No_panel_is_coloured_by_Grafanas_own_thresholds(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(RepositoryRoot.Combine("docs", "prometheus", file)));
        foreach (var panel in document.RootElement.GetProperty("panels").EnumerateArray())
        {
            var defaults = panel.GetProperty("fieldConfig").GetProperty("defaults");
            Assert.True(defaults.GetProperty("thresholds").GetProperty("steps").GetArrayLength() > 0, panel.GetProperty("title").GetString());
            if (panel.GetProperty("type").GetString() == "state-timeline")
            {
                var mapping = defaults.GetProperty("mappings")[0].GetProperty("options");
                Assert.Equal(
                    [("passed", "green"), ("inconclusive", "orange"), ("blocked", "red")],
                    ((string[])["1", "2", "3"]).Select(value => (mapping.GetProperty(value).GetProperty("text").GetString(), mapping.GetProperty(value).GetProperty("color").GetString())));
            }
        }
    }

    // Its first check timed out where the run is inconclusive.
    private static ToldRun Bad(Verdict verdict, string branch, TimeSpan age)
    {
        var report = AnyRun.Report(project: "bad", verdict: verdict);
        var breaker = new CircuitSnapshot { Name = "x", State = CircuitState.Open, Failures = 3, Probes = 0, Durable = true };
        return new ToldRun(
            report with
            {
                Run = report.Run with { Duration = TimeSpan.FromMinutes(9), StartedAt = TimeProvider.System.GetUtcNow() - age },
                Tiers = verdict == Verdict.Inconclusive ? [.. report.Tiers.Select(TimedOut)] : report.Tiers,
            },
            branch,
            IsWhole: true)
        {
            Breakers = [new PostedBreaker(new BreakerName(BreakerKind.Service, "db", "", "/repo"), breaker)],
        };
    }

    private static TierResult TimedOut(TierResult tier) => tier with
    {
        Results = [.. tier.Results.Select(static result => result with { Checks = [result.Checks[0] with { Status = CheckStatus.TimedOut }, .. result.Checks.Skip(1)] })],
    };

    private static ToldRun Good()
    {
        var report = AnyRun.Report(project: "good", verdict: Verdict.Passed);
        return new ToldRun(report with { Run = report.Run with { StartedAt = TimeProvider.System.GetUtcNow() } }, "main", IsWhole: true);
    }

    private static async Task PushAsync(RunningServer gateway, params ToldRun[] runs)
    {
        Assert.True(ServiceAddress.TryParse(gateway.Address, out var address, out _));
        var sink = new PushgatewaySink(address, TimeProvider.System);
        using var http = new ServiceHttp();
        foreach (var run in runs)
        {
            Assert.Equal(ServiceAnswer.Accepted, await sink.SendAsync(http, [sink.MessageOf(run)], default));
        }
    }

    private static async Task ScrapedAsync(RunningServer prometheus, ScrapeRelay relay)
    {
        while ((await QueryAsync(prometheus, "unfazed_run_timestamp_seconds")).GetArrayLength() < 3)
        {
            await relay.NextAsync();
        }
    }

    private static async Task<JsonElement> QueryAsync(RunningServer prometheus, string expression)
    {
        using var client = new HttpClient();
        using var answer = await client.GetAsync(new Uri($"{prometheus.Address}/api/v1/query?query={Uri.EscapeDataString(expression)}"));
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.True(document.RootElement.GetProperty("status").GetString() == "success", $"{expression}: {document.RootElement}");
        return document.RootElement.GetProperty("data").GetProperty("result").Clone();
    }

    private static IEnumerable<string> Dashboard(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(RepositoryRoot.Combine("docs", "prometheus", file)));
        return [.. document.RootElement.GetProperty("panels").EnumerateArray()
            .SelectMany(static panel => panel.GetProperty("targets").EnumerateArray())
            .Select(static target => target.GetProperty("expr").GetString()!
                .Replace("$project", ".*", StringComparison.Ordinal).Replace("$branch", ".*", StringComparison.Ordinal).Replace("$silent", "3", StringComparison.Ordinal))];
    }

    private static IEnumerable<(string Name, string Expression)> Alerts() => Alert().Matches(File.ReadAllText(RepositoryRoot.Combine("docs", "prometheus", "alerts.yaml")))
        .Select(static match => (match.Groups["name"].Value, match.Groups["text"].Value));

    [GeneratedRegex("^ +- alert: (?<name>\\w+)\n( +#.*\n)* +expr: (?<text>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Alert();
}
