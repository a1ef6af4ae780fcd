using System.Text.Json;
using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Commands;

/// <summary>Runs beside each other, and beside a machine that is busy.</summary>
[Collection(nameof(RunsAlone))]
public sealed class BesideOthersTests : IDisposable
{
    private const int Limit = 180_000;

    private const string Quick =
        """
        version: 1
        detect: false
        checks:
          passes: { run: ["true"], timeout: 10m, cores: 0.1 }
          fails: { run: [sh, -c, "echo no good; exit 3"], timeout: 10m, cores: 0.1 }
        """;

    private readonly BuiltUnfazed _unfazed = new();
    private readonly TestRepository _repository = new();

    [Fact(Timeout = Limit)]
    public async Task Where_the_checks_need_an_hour_a_deadline_of_five_seconds_is_kept()
    {
        var checks = Enumerable.Range(0, 10).Select(static index => $"  check{index}: {{ run: [sleep, '720'], timeout: 1h, cores: 1 }}");
        _repository.Folder.Write("unfazed.yaml", $"version: 1\ndetect: false\nchecks:\n{string.Join('\n', checks)}\n");

        var ended = await _unfazed.RunAsync(_repository.Path, "--deadline", "5s", "--jobs", "2", "--format", "json");

        using var report = JsonDocument.Parse(ended.Output);
        Assert.Equal(4, ended.ExitCode);
        Assert.Equal(Enumerable.Repeat("timed_out", 10), Statuses(report));
        Assert.InRange(report.RootElement.GetProperty("run").GetProperty("duration_ms").GetInt64(), 4_500, 5_000 + (long)BusyMachine.MaxDelay.TotalMilliseconds);
    }

    [Fact(Timeout = Limit)]
    public async Task A_lock_holds_between_two_runs_and_the_second_says_how_long_it_waited()
    {
        _repository.Folder.Write(
            "unfazed.yaml",
            """
            version: 1
            detect: false
            checks:
              first: { run: [sh, -c, "mkdir held && until test -e .unfazed/go; do sleep 0.02; done; sleep 3; rmdir held"], lock: db, timeout: 10m }
              second: { run: [sh, -c, "test ! -e held"], lock: db, timeout: 10m }
            """);
        using var first = _unfazed.Start(_repository.Path, "--only", "first", "--format", "jsonl");
        while (await first.StandardOutput.ReadLineAsync() is { } line && !line.Contains("check_started", StringComparison.Ordinal))
        {
            // The lock is held once the check has started.
        }

        using var second = _unfazed.Start(_repository.Path, "--only", "second", "--format", "jsonl", "--output", $"json={_repository.Folder["second.json"]}");
        Assert.Contains("run_started", await second.StandardOutput.ReadLineAsync(), StringComparison.Ordinal);
        _repository.Folder.Write(".unfazed/go");
        await second.StandardOutput.ReadToEndAsync();
        await second.WaitForExitAsync();
        await first.WaitForExitAsync();

        using var report = JsonDocument.Parse(await File.ReadAllTextAsync(_repository.Folder["second.json"]));
        Assert.Equal(["passed"], Statuses(report));
        Assert.InRange(Checks(report).Single().GetProperty("details").GetProperty("waited_ms").GetInt64(), 1, (long)TimeSpan.FromMinutes(1).TotalMilliseconds);
    }

    [Fact(Timeout = Limit)]
    public async Task A_run_that_was_killed_holds_no_lock()
    {
        _repository.Folder.Write("unfazed.yaml", "version: 1\ndetect: false\nchecks:\n  locked: { run: [sh, -c, 'test -e second || sleep 100'], lock: db, timeout: 10m }\n");
        using var first = _unfazed.Start(_repository.Path, "--format", "jsonl");
        while (await first.StandardOutput.ReadLineAsync() is { } line && !line.Contains("check_started", StringComparison.Ordinal))
        {
            // The lock is held once the check has started.
        }

        first.Kill();
        await first.WaitForExitAsync();
        _repository.Folder.Write("second");

        var ended = await _unfazed.RunAsync(_repository.Path, "--format", "json");

        using var report = JsonDocument.Parse(ended.Output);
        Assert.Equal(["passed"], Statuses(report));
    }

    [Fact(Timeout = Limit)]
    public async Task What_a_run_has_told_is_reported_at_once_after_it_was_killed()
    {
        _repository.Folder.Write("unfazed.yaml", "version: 1\ndetect: false\nchecks:\n  fails: { run: 'false' }\n  waits: { run: [sleep, '100'] }\n");
        using var run = _unfazed.Start(_repository.Path, "--format", "jsonl");
        while (await run.StandardOutput.ReadLineAsync() is { } line && !line.Contains("check_finished", StringComparison.Ordinal))
        {
            // What was told is in the journal.
        }

        run.Kill();
        var ended = await _unfazed.RunAsync(_repository.Path, "report", "--last", "--format", "json");
        await run.WaitForExitAsync();

        using var report = JsonDocument.Parse(ended.Output);
        Assert.Contains("failed", Statuses(report));
    }

    [Theory(Timeout = Limit)]
    [InlineData(1)]
    [InlineData(16)]
    public async Task Sixteen_runs_at_once_all_answer_each_with_a_journal_of_its_own(int worktrees)
    {
        _repository.Folder.Write("unfazed.yaml", Quick);
        _repository.Commit();
        var folders = new List<string> { _repository.Path };
        using var beside = new TemporaryDirectory();
        for (var index = 1; index < worktrees; index++)
        {
            folders.Add(beside[$"tree{index}"]);
            _repository.Git("worktree", "add", "--quiet", "--detach", folders[^1]);
        }

        var all = await Task.WhenAll(Enumerable.Range(0, 16).Select(index => RunAsync(folders[index % worktrees])));

        Assert.Equal(16, all.Distinct(StringComparer.Ordinal).Count());
        foreach (var folder in folders)
        {
            var journals = Directory.GetFiles(Path.Combine(folder, ".unfazed", "runs"), "journal.jsonl", SearchOption.AllDirectories);
            Assert.Equal(16 / worktrees, journals.Length);
            Assert.All(journals.SelectMany(File.ReadLines), static line => JsonDocument.Parse(line).Dispose());
        }
    }

    public void Dispose()
    {
        _unfazed.Dispose();
        _repository.Dispose();
    }

    /// <summary>Runs the two checks and reads the run again from its journal; gives its id.</summary>
    private async Task<string> RunAsync(string folder)
    {
        var ended = await _unfazed.RunAsync(folder, "--format", "json");
        using var report = JsonDocument.Parse(ended.Output);
        Assert.Equal(["passed", "failed"], Statuses(report));
        Assert.Equal(1, ended.ExitCode);

        // Sixteen starts at once on two cores may take so long that each says what it waits for.
        Assert.All(ended.ErrorLines, static line => Assert.Contains("still waiting for", line, StringComparison.Ordinal));
        return report.RootElement.GetProperty("run").GetProperty("id").GetString()!;
    }

    private static IEnumerable<string?> Statuses(JsonDocument report) => Checks(report).Select(static check => check.GetProperty("status").GetString());

    private static IEnumerable<JsonElement> Checks(JsonDocument report) =>
        report.RootElement.GetProperty("tiers").EnumerateArray()
            .SelectMany(static tier => tier.GetProperty("results").EnumerateArray())
            .SelectMany(static result => result.GetProperty("checks").EnumerateArray());
}
