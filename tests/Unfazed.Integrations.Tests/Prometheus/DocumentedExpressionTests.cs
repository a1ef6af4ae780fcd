using System.Diagnostics;
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
        await using var prometheus = await RunningServer.PrometheusAsync(gateway);
        await PushAsync(gateway, Bad(Verdict.Blocked, "main"), Bad(Verdict.Inconclusive, "master"), Good());
        await ScrapedAsync(prometheus);

        foreach (var expression in Dashboard())
        {
            Assert.True((await QueryAsync(prometheus, expression)).GetArrayLength() > 0, expression);
        }

        var alerts = Alerts().ToList();
        Assert.Equal(5, alerts.Count);
        foreach (var expression in alerts)
        {
            var found = (await QueryAsync(prometheus, expression)).EnumerateArray().Select(static sample => sample.GetProperty("metric").GetProperty("project").GetString()).ToList();
            Assert.True(found.Contains("bad"), expression);
            Assert.False(found.Contains("good"), expression);
        }
    }

    [ToolFact("promtool", Timeout = Limit)]
    public async Task Promtool_takes_rules_and_configuration()
    {
        foreach (var (what, file) in new[] { ("rules", "alerts.yaml"), ("config", "prometheus.yaml") })
        {
            using var promtool = Process.Start(new ProcessStartInfo(Tool.Path("promtool"), ["check", what, RepositoryRoot.Combine("docs", "prometheus", file)]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var said = await promtool.StandardOutput.ReadToEndAsync() + await promtool.StandardError.ReadToEndAsync();
            await promtool.WaitForExitAsync();
            Assert.True(promtool.ExitCode == 0, said);
        }
    }

    private static ToldRun Bad(Verdict verdict, string branch)
    {
        var report = AnyRun.Report(project: "bad", verdict: verdict);
        var breaker = new CircuitSnapshot { Name = "x", State = CircuitState.Open, Failures = 3, Probes = 0, Durable = true };
        return new ToldRun(
            report with { Run = report.Run with { Duration = TimeSpan.FromMinutes(9), StartedAt = TimeProvider.System.GetUtcNow().AddDays(-4) } }, branch, IsWhole: true)
        {
            Breakers = [new PostedBreaker(new BreakerName(BreakerKind.Service, "db", "", "/repo"), breaker)],
        };
    }

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

    private static async Task ScrapedAsync(RunningServer prometheus)
    {
        while ((await QueryAsync(prometheus, "unfazed_run_timestamp_seconds")).GetArrayLength() < 3)
        {
            await Task.Delay(100);
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

    private static IEnumerable<string> Dashboard()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(RepositoryRoot.Combine("docs", "prometheus", "dashboard.json")));
        return [.. document.RootElement.GetProperty("panels").EnumerateArray()
            .SelectMany(static panel => panel.GetProperty("targets").EnumerateArray())
            .Select(static target => target.GetProperty("expr").GetString()!
                .Replace("$project", ".*", StringComparison.Ordinal).Replace("$branch", ".*", StringComparison.Ordinal))];
    }

    private static IEnumerable<string> Alerts() => Expression().Matches(File.ReadAllText(RepositoryRoot.Combine("docs", "prometheus", "alerts.yaml"))).Select(static match => match.Groups["text"].Value);

    [GeneratedRegex("^ +expr: (?<text>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Expression();
}
