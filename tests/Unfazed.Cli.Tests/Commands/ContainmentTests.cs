using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Unfazed.Core.Configuration;
using Unfazed.Testing;
using Xunit.Abstractions;

namespace Unfazed.Cli.Tests.Commands;

/// <summary>Checks that do what they can to outlive their run, under the executable as it is shipped.</summary>
[Trait("Category", "Torture")]
[Collection(nameof(RunsAlone))]
public sealed class ContainmentTests(ITestOutputHelper output) : IDisposable
{
    private const int Limit = 360_000;
    private const string Header = "version: 1\ndetect: false\nchecks:\n";

    // SLEEP is a sleep without an end that can be told from every other.
    private static readonly (string Script, string Status)[] Hostile =
    [
        ("setsid SLEEP & exit 0", "passed"),
        ("setsid SLEEP & disown; setsid -w SLEEP", "timed_out"),
        ("nohup SLEEP > /dev/null 2>&1 & exit 0", "passed"),
        ("nohup SLEEP & echo done", "passed"),
        ("trap '' TERM; SLEEP", "timed_out"),
        ("trap '' TERM INT HUP QUIT; while :; do :; done", "timed_out"),
        ("yes", "timed_out"),
        ("yes >&2", "timed_out"),
        ("setsid yes & exit 0", "passed"),
        ("cat /dev/zero", "timed_out"),
        ("SLEEP & disown", "passed"),
        ("SLEEP & disown; SLEEP", "timed_out"),
        ("(setsid SLEEP &); exit 3", "failed"),
        ("setsid bash -c 'trap \"\" TERM HUP; SLEEP; SLEEP' & exit 0", "passed"),
        ("for i in 1 2 3 4 5 6 7 8 9; do setsid SLEEP & done; exit 1", "failed"),
        ("kill -STOP $$", "timed_out"),
        ("setsid SLEEP & kill -SEGV $$", "error"),
        ("exec > /dev/null 2>&1 <&-; SLEEP", "timed_out"),
        ("setsid setsid nohup SLEEP & sleep 0.2; kill -KILL $$", "error"),
        ("cat; SLEEP | yes > /dev/null", "timed_out"),
    ];

    private readonly BuiltUnfazed _unfazed = new();
    private readonly TemporaryDirectory _folder = new();
    private readonly TemporaryDirectory _neighbour = new();
    private readonly ProcessSight _sight = new();

    [Fact(Timeout = Limit)]
    public async Task Forty_hostile_checks_at_once_have_the_right_status_in_time_and_leave_nothing()
    {
        var all = Hostile.Concat(Hostile).ToList();
        var lines = all.Select((check, index) => Line(Name(index), check.Script, check.Status == "timed_out" ? "timeout: 2s" : "timeout: 2m", _sight));
        _folder.Write("unfazed.yaml", Header + string.Concat(lines));

        var ended = await _unfazed.RunAsync(_folder.Path, "--deadline", "3m", "--format", "json");

        using var report = JsonDocument.Parse(ended.Output);
        var checks = Checks(report.RootElement).ToDictionary(static check => check.GetProperty("name").GetString()!, StringComparer.Ordinal);
        for (var index = 0; index < all.Count; index++)
        {
            output.WriteLine($"{Status(checks[Name(index)]),-10} {checks[Name(index)].GetProperty("duration_ms")} ms  {all[index].Script}");
        }

        var run = report.RootElement.GetProperty("run");
        output.WriteLine($"run: {run.GetProperty("duration_ms")} ms");
        Assert.Equal(all.Select(static check => check.Status), Enumerable.Range(0, all.Count).Select(index => Status(checks[Name(index)])));
        Assert.Equal("complete", run.GetProperty("state").GetString());
        Assert.Equal(1, ended.ExitCode);
        Assert.Empty(await _sight.LeftAsync(run.GetProperty("id").GetString()!));
    }

    [Fact(Timeout = Limit)]
    public async Task Who_held_the_output_and_how_many_were_ended_is_in_the_report()
    {
        _folder.Write("unfazed.yaml", Configuration([("holder", "setsid SLEEP & echo done"), ("clean", "true")], "timeout: 5m"));

        var ended = await _unfazed.RunAsync(_folder.Path, "--format", "json");

        using var report = JsonDocument.Parse(ended.Output);
        var checks = Checks(report.RootElement);
        Assert.Equal("passed", Status(checks[0]));
        Assert.StartsWith("sleep (", checks[0].GetProperty("details").GetProperty("pipe_holders")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal(1, checks[0].GetProperty("killed_processes").GetInt32());
        Assert.False(checks[1].GetProperty("details").TryGetProperty("pipe_holders", out _));
    }

    [Theory(Timeout = Limit)]
    [InlineData("trap '' TERM; echo listening; SLEEP & SLEEP; SLEEP")]
    [InlineData("trap '' TERM; echo listening; for i in 1 2 3 4 5 6 7 8 9; do setsid SLEEP & done; SLEEP; SLEEP")]
    [InlineData("trap '' TERM; echo listening; setsid env -i /bin/SLEEP & SLEEP; SLEEP")]
    public async Task A_check_at_the_deadline_has_its_log_its_command_and_its_killed_processes_and_leaves_nothing(string script)
    {
        _folder.Write("unfazed.yaml", Configuration([("a", script), ("b", script)], "timeout: 10m"));

        var ended = await _unfazed.RunAsync(_folder.Path, "--deadline", "12s", "--format", "json");

        Assert.Empty(_sight.Alive());
        using var report = JsonDocument.Parse(ended.Output);
        foreach (var check in Checks(report.RootElement))
        {
            Assert.Equal("timed_out", Status(check));
            Assert.Equal("listening\n", await File.ReadAllTextAsync(_folder[check.GetProperty("log").GetString()!]));
            Assert.Equal("bash", check.GetProperty("command")[0].GetString());
            Assert.InRange(check.GetProperty("killed_processes").GetInt32(), 2, 20);
        }
    }

    [Fact(Timeout = Limit)]
    public async Task After_kill_9_every_finished_result_is_there_and_the_state_is_crashed()
    {
        (string, string)[] checks = [("good", "echo fine"), ("bad", "echo no; exit 1"), ("broken", "kill -SEGV $$"), ("long", "SLEEP"), ("longer", "setsid SLEEP & SLEEP")];
        _folder.Write("unfazed.yaml", Configuration(checks, "timeout: 10m"));

        var finished = await KillAfterAsync("check_finished", 3, untilJournaled: true);
        var ended = await _unfazed.RunAsync(_folder.Path, "report", "--last", "--format", "json");

        using var report = JsonDocument.Parse(ended.Output);
        var statuses = Checks(report.RootElement).ToDictionary(static check => check.GetProperty("name").GetString()!, Status, StringComparer.Ordinal);
        Assert.Equal("crashed", report.RootElement.GetProperty("run").GetProperty("state").GetString());
        Assert.Equal(3, finished.Count);
        Assert.Equal("passed", statuses["good"]);
        Assert.Equal("failed", statuses["bad"]);
        Assert.Equal("error", statuses["broken"]);
        Assert.Equal("cancelled", statuses["long"]);
        await _unfazed.RunAsync(_folder.Path, "--only", "good");
        Assert.Empty(await _sight.LeftAsync());
    }

    [Fact(Timeout = Limit)]
    public async Task The_next_run_ends_what_a_killed_one_left_and_leaves_a_living_neighbour_alone()
    {
        var neighbours = new ProcessSight();
        using var neighbour = await StartNeighbourAsync(neighbours);
        _folder.Write("unfazed.yaml", Configuration([("leaves", "setsid SLEEP & exec SLEEP"), ("quick", "true")], "timeout: 10m"));
        var said = "";

        // Another run on this machine may be the one that finds them first.
        for (var round = 0; round < 3 && said.Length == 0; round++)
        {
            await KillAfterAsync("check_started", 2);
            said = (await _unfazed.RunAsync(_folder.Path, "--only", "quick")).Error;
            Assert.Empty(_sight.Alive());
        }

        Assert.Matches($"^unfazed: ended [2-9] processes of run [0-9TZ]+-[0-9a-f]{{6}} in {Regex.Escape(Quoted.Short(_folder.Path))}, which was killed\n$", said);
        Assert.Equal(2, neighbours.Alive().Length);
        using var stop = Process.Start("kill", ["-TERM", neighbour.Id.ToString(CultureInfo.InvariantCulture)]);
        await neighbour.WaitForExitAsync();
        Assert.Empty(await neighbours.LeftAsync());
    }

    [Fact(Timeout = Limit)]
    public async Task What_cleared_its_environment_is_ended_by_the_run_that_follows_a_killed_one()
    {
        _folder.Write("unfazed.yaml", Configuration([("leaves", "env -i /bin/SLEEP & env -i /bin/SLEEP; true"), ("quick", "true")], "timeout: 10m"));
        await KillAfterAsync("check_started", 2);

        var next = await _unfazed.RunAsync(_folder.Path, "--only", "quick");

        Assert.Empty(_sight.Alive());
        Assert.Contains("which was killed", next.Error, StringComparison.Ordinal);
        Assert.Empty((await _unfazed.RunAsync(_folder.Path, "--only", "quick")).Error);
    }

    [Fact(Timeout = Limit)]
    public async Task The_lock_of_a_check_is_held_until_its_processes_are_gone_though_its_run_was_killed()
    {
        var check = Configuration([("first", "env -i /bin/SLEEP & exec SLEEP"), ("second", "SLEEP")], "timeout: 10m, lock: db");
        _folder.Write("unfazed.yaml", check);
        using (var process = _unfazed.Start(_folder.Path, "--only", "first"))
        {
            await _sight.UntilAsync(2);
            process.Kill();
            await process.WaitForExitAsync();
        }

        var files = Directory.GetFiles(Path.Combine(_unfazed.StateDirectory, "locks"));
        Assert.All(files, static file => Assert.Throws<IOException>(() => new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None)));
        await _unfazed.RunAsync(_folder.Path, "--only", "second", "--deadline", "6s");

        Assert.Empty(_sight.Alive());
        Assert.All(files, static file => new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose());
    }

    [Fact(Timeout = Limit)]
    public async Task The_last_run_is_the_one_that_began_last_however_fast_they_follow_each_other()
    {
        _folder.Write("unfazed.yaml", "version: 1\ndetect: false\nchecks: { a: { run: 'true' } }\n");
        for (var pair = 0; pair < 5; pair++)
        {
            await _unfazed.RunAsync(_folder.Path, "--no-cache", "--format", "json");
            using var run = JsonDocument.Parse((await _unfazed.RunAsync(_folder.Path, "--no-cache", "--format", "json")).Output);
            using var last = JsonDocument.Parse((await _unfazed.RunAsync(_folder.Path, "report", "--last", "--format", "json")).Output);

            Assert.Equal(run.RootElement.GetProperty("run").GetProperty("id").GetString(), last.RootElement.GetProperty("run").GetProperty("id").GetString());
        }
    }

    public void Dispose()
    {
        _unfazed.Dispose();
        _folder.Dispose();
        _neighbour.Dispose();
    }

    private static string Name(int index) => $"check-{index.ToString("00", CultureInfo.InvariantCulture)}";

    private static string Status(JsonElement check) => check.GetProperty("status").GetString()!;

    private static List<JsonElement> Checks(JsonElement report) =>
    [
        .. report.GetProperty("tiers").EnumerateArray()
            .SelectMany(static tier => tier.GetProperty("results").EnumerateArray())
            .SelectMany(static result => result.GetProperty("checks").EnumerateArray()),
    ];

    private string Configuration(IEnumerable<(string Name, string Script)> checks, string limit) => Configuration(checks, limit, _sight);

    private static string Configuration(IEnumerable<(string Name, string Script)> checks, string limit, ProcessSight sight) =>
        Header + string.Concat(checks.Select(check => Line(check.Name, check.Script, limit, sight)));

    private static string Line(string name, string script, string limit, ProcessSight sight) =>
        $"  {name}: {{ run: [bash, -c, {JsonSerializer.Serialize(script.Replace("SLEEP", sight.Sleep, StringComparison.Ordinal))}], {limit}, cores: 0.05 }}\n";

    private int EndedInJournal() => Directory.GetFiles(_folder[".unfazed/runs"], "journal.jsonl", SearchOption.AllDirectories)
        .Sum(journal => File.ReadLines(journal).Count(static line => line.Contains("\"check_ended\"", StringComparison.Ordinal)));

    private async Task<Process> StartNeighbourAsync(ProcessSight sight)
    {
        _neighbour.Write("unfazed.yaml", Configuration([("leaves", "setsid SLEEP & exec SLEEP")], "timeout: 10m", sight));
        var process = _unfazed.Start(_neighbour.Path, "--deadline", "10m");
        await sight.UntilAsync(2);
        return process;
    }

    /// <summary>Starts a run and ends it with SIGKILL when it has told so many events of this kind; gives these.</summary>
    /// <remarks>A disk that stalls for half a second costs the order of journal and display, and no result: then the journal is waited for.</remarks>
    private async Task<List<string>> KillAfterAsync(string happening, int count, bool untilJournaled = false)
    {
        using var process = _unfazed.Start(_folder.Path, "--format", "jsonl");
        var seen = new List<string>();
        while (seen.Count < count && await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Contains($"\"{happening}\"", StringComparison.Ordinal))
            {
                seen.Add(line);
            }
        }

        if (seen.Count < count)
        {
            Assert.Fail($"the run told {seen.Count} of {count} events: {await process.StandardError.ReadToEndAsync()}");
        }

        if (happening == "check_started")
        {
            await _sight.UntilAsync(2);
        }

        while (untilJournaled && EndedInJournal() < count)
        {
            await Task.Yield();
        }

        process.Kill();
        await process.WaitForExitAsync();
        return seen;
    }
}

/// <summary>These tests look at what is alive on the machine, so that nothing else may run beside them.</summary>
[CollectionDefinition(nameof(RunsAlone), DisableParallelization = true)]
public sealed class RunsAlone;
