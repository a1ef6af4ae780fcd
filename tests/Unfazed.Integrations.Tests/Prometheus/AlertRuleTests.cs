using System.Diagnostics;
using System.Text.RegularExpressions;
using Unfazed.Testing;

namespace Unfazed.Integrations.Tests.Prometheus;

/// <summary>The alert rules of docs/prometheus, judged by promtool.</summary>
public sealed partial class AlertRuleTests
{
    private const int Limit = 120_000;

    private static readonly string Folder = RepositoryRoot.Combine("docs", "prometheus");

    [ToolTheory("promtool", Timeout = Limit)]
    [InlineData("check", "rules", "alerts.yaml")]
    [InlineData("check", "config", "prometheus.yaml")]
    [InlineData("test", "rules", "alerts.test.yaml")]
    public async Task Promtool_accepts_the_documented_files(string action, string what, string file)
    {
        using var promtool = Process.Start(new ProcessStartInfo(Tool.Path("promtool"), [action, what, file])
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = promtool.StandardError.ReadToEndAsync();
        var output = await promtool.StandardOutput.ReadToEndAsync() + await errors;
        await promtool.WaitForExitAsync();

        Assert.True(promtool.ExitCode == 0, output);
    }

    [Fact]
    public void Every_alert_has_a_test_in_which_it_is_silent_fires_and_ends()
    {
        var expectations = Expectation().Matches(File.ReadAllText(Path.Combine(Folder, "alerts.test.yaml")))
            .ToLookup(static match => match.Groups["name"].Value, static match => match.Groups["none"].Success ? '-' : '!');
        var alerts = Alert().Matches(File.ReadAllText(Path.Combine(Folder, "alerts.yaml"))).Select(static match => match.Groups["name"].Value).ToList();

        Assert.NotEmpty(alerts);
        Assert.All(alerts, alert => Assert.Matches("-.*!.*-", string.Concat(expectations[alert])));
    }

    [GeneratedRegex("^ +- alert: (?<name>\\w+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Alert();

    [GeneratedRegex("alertname: (?<name>\\w+)[\\s,]+exp_alerts:(?<none> \\[\\])?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Expectation();
}
