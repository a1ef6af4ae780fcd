using System.Diagnostics;
using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Commands;

/// <summary>What monitoring shows of a branch is what its last whole run said.</summary>
public sealed class MonitoredBranchTests : IDisposable
{
    private const int Limit = 240_000;

    private readonly BuiltUnfazed _unfazed = new();
    private readonly TestRepository _repository = new();
    private readonly TemporaryDirectory _metrics = new();

    public MonitoredBranchTests()
    {
        foreach (var (name, value) in TestRepository.Variables)
        {
            _unfazed.Variables[name] = value;
        }

        _repository.Folder.Write("unfazed.yaml", "version: 1\nchecks: { t: { run: \"false\" } }\n");
        _repository.Folder.Write("a.txt", "x\n");
        _repository.Git("remote", "add", "origin", "https://github.com/acme/shop.git");
        _repository.Commit();
    }

    public void Dispose()
    {
        _metrics.Dispose();
        _repository.Dispose();
        _unfazed.Dispose();
    }

    [ToolFact("prometheus-pushgateway", Timeout = Limit)]
    public async Task A_blocked_branch_stays_blocked_whatever_part_of_it_passes_afterwards()
    {
        await using var gateway = await RunningServer.PushgatewayAsync();
        var textfile = _metrics["unfazed.prom"];
        _unfazed.Variables["UNFAZED_SERVICES_PROMETHEUS_PUSHGATEWAY"] = gateway.Address;
        _unfazed.Variables["UNFAZED_SERVICES_PROMETHEUS_TEXTFILE"] = textfile;
        _unfazed.Variables["UNFAZED_SERVICES_BUDGET"] = "1m";
        Assert.Equal(1, (await _unfazed.RunAsync(_repository.Path, "run", "--quiet")).ExitCode);
        Assert.Equal(0, (await _unfazed.RunAsync(_repository.Path, "state", "services", "flush")).ExitCode);
        _repository.Folder.Write("b.txt", "x\n");
        _repository.Git("add", "b.txt");

        foreach (var part in (string[][])[["run", "--only", "hygiene"], ["run", "a.txt", "--skip", "t"], ["run", "--changed", "--skip", "t"], ["hook", "run", "git", "pre-commit", "--only", "hygiene"], ["run", "--tier", "2"]])
        {
            Assert.NotEqual(1, (await _unfazed.RunAsync(_repository.Path, part)).ExitCode);
            await _unfazed.RunAsync(_repository.Path, "state", "services", "flush");

            using var client = new HttpClient();
            Assert.All([await client.GetStringAsync(new Uri(gateway.Address + "/metrics")), await File.ReadAllTextAsync(textfile)], static metrics =>
            {
                Assert.Single(metrics.Split('\n'), static line => line.StartsWith("unfazed_run_verdict{", StringComparison.Ordinal) && line.EndsWith(" 1", StringComparison.Ordinal)
                    && line.Contains("verdict=\"blocked\"", StringComparison.Ordinal) && line.Contains("project=\"acme/shop\"", StringComparison.Ordinal) && line.Contains("branch=\"main\"", StringComparison.Ordinal));
                Assert.DoesNotContain("unfazed_run_whole{", metrics.Split('\n').Where(static line => line.EndsWith(" 0", StringComparison.Ordinal)).Aggregate("", string.Concat), StringComparison.Ordinal);
            });
        }
    }

    [Fact(Timeout = Limit)]
    public async Task The_report_of_a_part_says_that_monitoring_does_not_get_it()
    {
        _unfazed.Variables["UNFAZED_SERVICES_PROMETHEUS_PUSHGATEWAY"] = "http://127.0.0.1:9";

        var ended = await _unfazed.RunAsync(_repository.Path, "run", "--only", "hygiene", "--format", "json");

        Assert.Contains("{\"name\":\"prometheus\",\"status\":\"skipped\",\"message\":\"only runs of everything are reported to it", ended.Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task A_signal_while_services_are_told_is_the_exit_code()
    {
        await using var server = new PoorServer();
        _unfazed.Variables["UNFAZED_SERVICES_QUESTDB_URL"] = server.Address;
        _unfazed.Variables["UNFAZED_SERVICES_BUDGET"] = "1m";
        using var process = _unfazed.Start(_repository.Path, "run", "--only", "hygiene");
        while (server.FirstConnection is null)
        {
            await Task.Yield();
        }

        using (var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]))
        {
            await kill.WaitForExitAsync();
        }

        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.Equal(143, process.ExitCode);
        Assert.Contains("PASSED", output, StringComparison.Ordinal);
        Assert.Contains("1 run waits", (await _unfazed.RunAsync(_repository.Path, "state", "services")).Output, StringComparison.Ordinal);
    }

    [Theory(Timeout = Limit)]
    [InlineData("state services flush", "questdb  ok  delivered 1 run")]
    [InlineData("state services", "1 run waits")]
    [InlineData("state breakers", "")]
    [InlineData("doctor", "questdb")]
    [InlineData("report --last", "hygiene")]
    [InlineData("version", "unfazed")]
    public async Task An_invalid_configuration_of_the_repository_keeps_no_command_that_can_do_without_from_its_work(string command, string said)
    {
        await using var server = new PoorServer { Behaviour = PoorBehaviour.Answers };
        _unfazed.Variables["UNFAZED_SERVICES_QUESTDB_URL"] = server.Address;
        _unfazed.Variables["UNFAZED_SERVICES_BUDGET"] = "0s";
        await _unfazed.RunAsync(_repository.Path, "run", "--quiet", "--only", "hygiene");
        _repository.Folder.Write("unfazed.yaml", "version: 1\nnonsense: 1\n");

        var ended = await _unfazed.RunAsync(_repository.Path, command.Split(' '));

        Assert.Equal(0, ended.ExitCode);
        Assert.Contains(said, ended.Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task A_flush_that_delivers_nothing_is_exit_1()
    {
        _unfazed.Variables["UNFAZED_SERVICES_QUESTDB_URL"] = $"http://127.0.0.1:{RunningServer.FreePort()}";
        _unfazed.Variables["UNFAZED_SERVICES_BUDGET"] = "0s";
        await _unfazed.RunAsync(_repository.Path, "run", "--quiet");

        var text = await _unfazed.RunAsync(_repository.Path, "state", "services", "flush");
        var json = await _unfazed.RunAsync(_repository.Path, "state", "services", "flush", "--format", "json");

        _unfazed.Variables["UNFAZED_SERVICES_QUESTDB_URL"] = null;
        var elsewhere = await _unfazed.RunAsync(_repository.Path, "state", "services", "flush");

        Assert.Equal((1, 1, 1), (text.ExitCode, json.ExitCode, elsewhere.ExitCode));
        Assert.Contains("which is not configured here", elsewhere.Output, StringComparison.Ordinal);
        Assert.Contains("1 run still waits", text.Output, StringComparison.Ordinal);
        Assert.Contains("\"waiting\":1", json.Output, StringComparison.Ordinal);
    }
}
