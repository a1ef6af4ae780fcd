using System.Text.Json;
using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Commands;

[Collection(nameof(RunsAlone))]
public sealed class StateTests : IDisposable
{
    private const int Limit = 120_000;

    private const string DeadService =
        """
        version: 1
        detect: false
        resilience: { breakers: { dead: { fail_max: 3, reset_timeout: 1h } } }
        checks:
          calls: { run: [sh, -c, "echo x >> started; kill -SEGV $$"], timeout: 5m, service: dead }
        """;

    private readonly BuiltUnfazed _unfazed = new();
    private readonly TemporaryDirectory _folder = new();

    public void Dispose()
    {
        _folder.Dispose();
        _unfazed.Dispose();
    }

    [Fact(Timeout = Limit)]
    public async Task The_fourth_process_does_not_start_what_crashed_in_three()
    {
        await CrashThreeTimes();
        var starts = File.ReadAllLines(Path.Combine(_folder.Path, "started")).Length;

        var fourth = await RunAsync();

        Assert.Equal("circuit_open", fourth.GetProperty("status").GetString());
        Assert.Contains("circuit open: service dead until ", fourth.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, fourth.GetProperty("attempts").GetInt32());
        Assert.Equal(starts, File.ReadAllLines(Path.Combine(_folder.Path, "started")).Length);
    }

    [Fact(Timeout = Limit)]
    public async Task The_list_says_until_when_and_why_and_reset_ends_it()
    {
        await CrashThreeTimes();

        var listed = await _unfazed.RunAsync(_folder.Path, "state", "breakers", "--format", "json");
        using var document = JsonDocument.Parse(listed.Output);
        var service = document.RootElement.GetProperty("breakers").EnumerateArray().Single(static breaker => breaker.GetProperty("kind").GetString() == "service");
        Assert.Equal("open", service.GetProperty("state").GetString());
        Assert.Equal("SIGSEGV", service.GetProperty("last_cause").GetString());
        Assert.True(service.GetProperty("next_probe_at").GetDateTimeOffset() > service.GetProperty("opened_at").GetDateTimeOffset());

        using var plan = JsonDocument.Parse((await _unfazed.RunAsync(_folder.Path, "list", "--format", "json")).Output);
        Assert.Equal("open", plan.RootElement.GetProperty("checks")[0].GetProperty("breaker").GetString());

        Assert.Equal(0, (await _unfazed.RunAsync(_folder.Path, "state", "breakers", "reset", "dead")).ExitCode);
        Assert.Equal("error", (await RunAsync()).GetProperty("status").GetString());
    }

    [Fact(Timeout = Limit)]
    public async Task What_is_isolated_is_not_started_until_it_is_reset()
    {
        _folder.Write("unfazed.yaml", DeadService);
        Assert.Equal(0, (await _unfazed.RunAsync(_folder.Path, "state", "breakers", "isolate", "dead")).ExitCode);

        Assert.Equal("circuit_open", (await RunAsync()).GetProperty("status").GetString());
        Assert.False(File.Exists(Path.Combine(_folder.Path, "started")));
    }

    [Fact(Timeout = Limit)]
    public async Task A_service_that_is_nowhere_is_exit_2_with_the_nearest_name()
    {
        _folder.Write("unfazed.yaml", DeadService);

        var ended = await _unfazed.RunAsync(_folder.Path, "state", "breakers", "isolate", "daed");

        Assert.Equal(2, ended.ExitCode);
        Assert.Contains("dead", ended.Error, StringComparison.Ordinal);
    }

    [Theory(Timeout = Limit)]
    [InlineData("garbage")]
    [InlineData("directory")]
    public async Task A_state_file_that_is_none_costs_one_line_and_no_answer(string kind)
    {
        await CrashThreeTimes();
        var state = Directory.GetFiles(_unfazed.StateDirectory, "breakers.db").Single();
        foreach (var file in Directory.GetFiles(_unfazed.StateDirectory, "breakers.db*"))
        {
            File.Delete(file);
        }

        if (kind == "directory")
        {
            Directory.CreateDirectory(state);
        }
        else
        {
            File.WriteAllBytes(state, [.. Enumerable.Range(0, 5000).Select(static index => (byte)(index * 7))]);
        }

        var ended = await _unfazed.RunAsync(_folder.Path, "--format", "json");

        Assert.Equal(4, ended.ExitCode);
        Assert.Single(ended.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        using var report = JsonDocument.Parse(ended.Output);
        Assert.Equal("inconclusive", report.RootElement.GetProperty("verdict").GetString());
    }

    [Fact(Timeout = Limit)]
    public async Task A_state_that_cannot_be_read_is_not_said_to_be_empty()
    {
        _folder.Write("unfazed.yaml", DeadService);
        Directory.CreateDirectory(Path.Combine(_unfazed.StateDirectory, "breakers.db"));

        var ended = await _unfazed.RunAsync(_folder.Path, "state", "breakers");

        Assert.Contains("breakers.db", ended.Error, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task The_last_run_is_told_again_and_a_run_that_was_cut_off_keeps_what_had_ended()
    {
        _folder.Write("unfazed.yaml", "version: 1\ndetect: false\nchecks:\n  one: { run: [echo, hello] }\n  two: { run: [sh, -c, \"exit 1\"] }\n");
        var first = await _unfazed.RunAsync(_folder.Path, "--format", "json");
        var again = await _unfazed.RunAsync(_folder.Path, "report", "--last", "--format", "json");
        Assert.Equal(first.Output, again.Output);

        var journal = Directory.GetFiles(Path.Combine(_folder.Path, ".unfazed", "runs"), "journal.jsonl", SearchOption.AllDirectories).Single();
        var lines = File.ReadAllLines(journal).Where(static line => !line.Contains("run_sealed", StringComparison.Ordinal));
        File.WriteAllLines(journal, lines);
        var cut = await _unfazed.RunAsync(_folder.Path, "report", "--format", "json");
        using var report = JsonDocument.Parse(cut.Output);
        Assert.Equal("crashed", report.RootElement.GetProperty("run").GetProperty("state").GetString());
        Assert.Equal("blocked", report.RootElement.GetProperty("verdict").GetString());
    }

    // A run waits 150 ms for the state file and no longer: where the disk stalls, its crash is not counted.
    private async Task CrashThreeTimes()
    {
        _folder.Write("unfazed.yaml", DeadService);
        for (var counted = 0; counted < 3; counted = await CountedAsync())
        {
            Assert.Equal("error", (await RunAsync()).GetProperty("status").GetString());
        }
    }

    private async Task<int> CountedAsync()
    {
        using var listed = JsonDocument.Parse((await _unfazed.RunAsync(_folder.Path, "state", "breakers", "--format", "json")).Output);
        return listed.RootElement.GetProperty("breakers").EnumerateArray()
            .Where(static breaker => breaker.GetProperty("kind").GetString() == "service")
            .Sum(static breaker => breaker.GetProperty("failures").GetInt32());
    }

    private async Task<JsonElement> RunAsync()
    {
        var ended = await _unfazed.RunAsync(_folder.Path, "--format", "json");
        using var report = JsonDocument.Parse(ended.Output);
        return report.RootElement.GetProperty("tiers")[0].GetProperty("results")[0].GetProperty("checks")[0].Clone();
    }
}
