using System.Diagnostics;
using System.Globalization;
using System.Text;
using Unfazed.Core.Orchestration;
using Unfazed.Integrations.Prometheus;
using Unfazed.Resilience;
using Unfazed.Testing;

namespace Unfazed.Integrations.Tests.Prometheus;

public sealed class ExpositionTextTests
{
    private const int Limit = 120_000;

    [Fact]
    public void The_metrics_of_a_run_say_what_its_report_says()
    {
        var text = RunMetrics.Write(AnyRun.Of(AnyRun.Report()));

        var samples = Samples(text);
        var scope = """project="shop",branch="main",""";
        Assert.Equal(1_795_356_301.25, samples["""unfazed_run_timestamp_seconds{project="shop",branch="main"}"""]);
        Assert.Equal(63.456 / 600, samples["""unfazed_run_deadline_used_ratio{project="shop",branch="main"}"""], 1e-9);
        Assert.Equal(1, samples[$$"""unfazed_run_verdict{{{scope}}verdict="blocked"}"""]);
        Assert.Equal(0, samples[$$"""unfazed_run_verdict{{{scope}}verdict="passed"}"""]);
        Assert.Equal(1, samples["""unfazed_run_cached_checks{project="shop",branch="main"}"""]);
        Assert.Equal(1, samples[$$"""unfazed_check_passed{{{scope}}dimension="code_quality",tier="blocker",check="flake8",directory="sub folder"}"""]);
        Assert.Equal(1, samples[$$"""unfazed_check_findings{{{scope}}dimension="format",tier="warning",check="black",directory=".",severity="warning",state="known"}"""]);
        Assert.DoesNotContain("state=\"ignored\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_two_breakers_with_one_name_the_open_one_counts()
    {
        PostedBreaker Of(string identity, CircuitState state) => new(
            new BreakerName(BreakerKind.Tool, "mypy", identity, "/repo"), new CircuitSnapshot { Name = "x", State = state, Failures = 1, Probes = 0, Durable = true });

        var text = RunMetrics.Write(AnyRun.Of(AnyRun.Report()) with { Breakers = [Of("1", CircuitState.Closed), Of("2", CircuitState.Open)] });

        Assert.Equal(1, Samples(text)["""unfazed_breaker_open{project="shop",branch="main",breaker="mypy",kind="check"}"""]);
    }

    [ToolFact("promtool", Timeout = Limit)]
    public async Task Promtool_finds_nothing_against_names_and_form()
    {
        var (code, said) = await CheckAsync(RunMetrics.Write(AnyRun.Of(AnyRun.Report())));

        Assert.Equal((0, ""), (code, said));
    }

    [ToolFact("promtool", Timeout = Limit)]
    public async Task Promtool_parses_whatever_a_project_a_branch_or_a_folder_is_called()
    {
        var random = new Random(20_261);
        var document = new StringBuilder();
        var family = new MetricFamily("unfazed_test", "Back\\slash and\nline break.");
        foreach (var name in AnyRun.OddNames.Concat(Enumerable.Range(0, 500).Select(_ => Odd(random))))
        {
            family.Add(random.NextDouble() * 1e12, ("project", WireText.Of(name)), ("raw", name.Contains('\0', StringComparison.Ordinal) ? "" : WellFormed(name)));
        }

        document.Append(ExpositionText.Write([family]));
        var (code, said) = await CheckAsync(document.ToString());

        Assert.Equal((0, ""), (code, said));
    }

    [Fact]
    public void Every_label_reads_back()
    {
        var random = new Random(20_262);
        foreach (var name in AnyRun.OddNames.Concat(Enumerable.Range(0, 2_000).Select(_ => Odd(random))))
        {
            var written = ExpositionText.Labels([("a", name), ("b", "end")]);

            Assert.DoesNotContain('\n', written);
            Assert.Equal(name, Unescaped(written["{a=\"".Length..written.LastIndexOf("\",b=\"end\"}", StringComparison.Ordinal)]));
        }
    }

    [Fact]
    public void Numbers_are_those_of_the_format()
    {
        var family = new MetricFamily("m", "Help.");
        double[] values = [0, -0.5, 1e300, double.Epsilon, double.PositiveInfinity, double.NegativeInfinity, double.NaN];
        for (var index = 0; index < values.Length; index++)
        {
            family.Add(values[index], ("i", index.ToString(CultureInfo.InvariantCulture)));
        }

        var written = ExpositionText.Write([family]).Split('\n').Where(static line => line.StartsWith("m{", StringComparison.Ordinal)).Select(static line => line.Split(' ')[1]);

        Assert.Equal(["0", "-0.5", "1E+300", "5E-324", "+Inf", "-Inf", "NaN"], written);
    }

    private static Dictionary<string, double> Samples(string text) => text.Split('\n')
        .Where(static line => line.Length > 0 && line[0] != '#')
        .ToDictionary(static line => line[..line.LastIndexOf(' ')], static line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));

    private static string Unescaped(string text)
    {
        var plain = new StringBuilder();
        for (var index = 0; index < text.Length; index++)
        {
            plain.Append(text[index] != '\\' ? text[index] : text[++index] switch { 'n' => '\n', var other => other });
        }

        return plain.ToString();
    }

    private static string Odd(Random random)
    {
        const string Letters = "ab \\\"\n,={}#'é漢\t";
        return new([.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => Letters[random.Next(Letters.Length)])]);
    }

    private static string WellFormed(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private static async Task<(int Code, string Said)> CheckAsync(string document)
    {
        var start = new ProcessStartInfo(Tool.Path("promtool"), ["check", "metrics"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using var promtool = Process.Start(start)!;
        var (output, error) = (promtool.StandardOutput.ReadToEndAsync(), promtool.StandardError.ReadToEndAsync());
        await promtool.StandardInput.BaseStream.WriteAsync(Encoding.UTF8.GetBytes(document));
        promtool.StandardInput.Close();
        await promtool.WaitForExitAsync();
        return (promtool.ExitCode, await output + await error);
    }
}
