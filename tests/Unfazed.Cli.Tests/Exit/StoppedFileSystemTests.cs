using System.Diagnostics;
using System.Text.Json;
using Unfazed.Cli.Tests.Commands;

namespace Unfazed.Cli.Tests.Exit;

[Collection(nameof(RunsAlone))]
public sealed class StoppedFileSystemTests : IDisposable
{
    private const int Limit = 120_000;
    private const string TwoChecks = "version: 1\ndetect: false\nchecks:\n  waits: { run: \"sleep 1.5\" }\n  passes: { run: \"true\" }\n";

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(3);

    private readonly BuiltUnfazed _unfazed = new();
    private readonly StoppedFileSystem _disk = new();

    // From before the configuration is read to after the last check, in steps of the run rather than of the clock where there is one to see.
    [StoppedFileSystemTheory(Timeout = Limit)]
    [InlineData("before the start")]
    [InlineData("while it loads")]
    [InlineData("when its folder is there")]
    [InlineData("while checks run")]
    [InlineData("when a check has ended")]
    public async Task A_root_that_stops_to_respond_costs_no_answer(string moment)
    {
        var isLoading = Configured();
        if (moment == "before the start")
        {
            _disk.Stop();
        }

        var clock = Stopwatch.StartNew();
        using var run = _unfazed.Start("/", "-C", _disk.Folder, "--deadline", "3s", "--format", "json");
        var output = run.StandardOutput.ReadLineAsync();
        await UntilAsync(moment, isLoading);
        _disk.Stop();
        using var report = JsonDocument.Parse((await output)!);
        var took = clock.Elapsed;

        // A request that the file system had begun to serve keeps the kernel from letting any process go: the answer counts, not the end.
        _disk.Resume();
        await run.WaitForExitAsync();
        Assert.InRange(took, TimeSpan.Zero, Deadline + BusyMachine.MaxDelay);
        Assert.Equal(run.ExitCode, report.RootElement.GetProperty("exit_code").GetInt32());
    }

    [StoppedFileSystemTheory(Timeout = Limit)]
    [InlineData("UNFAZED_STATE_DIR")]
    [InlineData("UNFAZED_CACHE_DIR")]
    public async Task A_state_or_cache_directory_that_does_not_respond_costs_no_verdict(string variable)
    {
        using var root = new Testing.TemporaryDirectory();
        root.Write("unfazed.yaml", TwoChecks);
        _unfazed.Variables[variable] = _disk.Folder;
        _disk.Stop();

        var clock = Stopwatch.StartNew();
        var ended = await _unfazed.RunAsync(root.Path, "--deadline", "60s", "--format", "json");

        using var report = JsonDocument.Parse(ended.Output);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(60));
        Assert.Equal((0, "passed"), (ended.ExitCode, report.RootElement.GetProperty("verdict").GetString()));
        Assert.Contains(ended.ErrorLines, line => line == $"unfazed: \"{_disk.Folder}\" does not respond: nothing in it is used, and nothing is kept there");
    }

    [StoppedFileSystemTheory(Timeout = Limit)]
    [InlineData("UNFAZED_STATE_DIR")]
    [InlineData("UNFAZED_CACHE_DIR")]
    [InlineData("HOME")]
    public async Task A_folder_that_stops_to_respond_when_the_run_has_begun_costs_no_verdict(string variable)
    {
        using var root = new Testing.TemporaryDirectory();
        root.Write("unfazed.yaml", TwoChecks);
        var isLoading = Testing.FileSight.IsReadAsync(root["unfazed.yaml"]);
        _unfazed.Variables[variable] = _disk.Folder;

        using var run = _unfazed.Start("/", "-C", root.Path, "--deadline", "20s", "--format", "json");
        var output = run.StandardOutput.ReadLineAsync();
        await isLoading;
        _disk.Stop();
        using var report = JsonDocument.Parse((await output)!);

        _disk.Resume();
        await run.WaitForExitAsync();
        Assert.Equal((0, "passed"), (run.ExitCode, report.RootElement.GetProperty("verdict").GetString()));
    }

    [StoppedFileSystemTheory(Timeout = Limit)]
    [InlineData("list")]
    [InlineData("doctor")]
    [InlineData("report --last")]
    [InlineData("fix --dry-run")]
    [InlineData("hook install git")]
    public async Task Other_commands_end_by_their_deadline_and_say_why(string command)
    {
        await File.WriteAllTextAsync(Path.Combine(_disk.Source, "unfazed.yaml"), TwoChecks);
        _unfazed.Variables["UNFAZED_DEADLINE"] = "3s";
        _disk.Stop();

        var clock = Stopwatch.StartNew();
        var ended = await _unfazed.RunAsync("/", [.. command.Split(' '), "-C", _disk.Folder]);

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, BusyMachine.MaxDelay);
        Assert.Equal(2, ended.ExitCode);
        Assert.Contains("does not respond", ended.Error, StringComparison.Ordinal);
    }

    [StoppedFileSystemTheory(Timeout = Limit)]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task The_first_signal_ends_a_run_whose_root_does_not_respond(string signal, int code)
    {
        _ = Configured();
        _disk.Stop();
        using var run = _unfazed.Start("/", "-C", _disk.Folder);

        // Nothing says that a request waits for a file system that is stopped, and one that it had begun to serve would keep the process.
        await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
        var clock = Stopwatch.StartNew();
        using var kill = Process.Start("kill", [$"-{signal}", run.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await run.WaitForExitAsync();

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, BusyMachine.MaxDelay);
        Assert.Equal(code, run.ExitCode);
    }

    public void Dispose()
    {
        _disk.Dispose();
        _unfazed.Dispose();
    }

    /// <summary>Writes the configuration; ends when it is read.</summary>
    private Task Configured()
    {
        var path = Path.Combine(_disk.Source, "unfazed.yaml");
        File.WriteAllText(path, TwoChecks);
        return Testing.FileSight.IsReadAsync(path);
    }

    private async Task UntilAsync(string moment, Task isLoading)
    {
        switch (moment)
        {
            case "while it loads":
                await isLoading;
                break;
            case "when its folder is there":
                await UntilAsync(() => Folders().Length > 0);
                break;
            case "while checks run":
                await UntilAsync(() => Journal().Contains("waits", StringComparison.Ordinal) && Journal().Contains("passes", StringComparison.Ordinal));
                break;
            case "when a check has ended":
                await UntilAsync(() => File.Exists(Path.Combine(Folders().FirstOrDefault("/"), "passes.log")) || Journal().Split('\n').Length > 3);
                break;
        }
    }

    // Asked again and again: a watch of folders below a folder misses what is written into one before it is watched itself.
    private static async Task UntilAsync(Func<bool> isSo)
    {
        while (!isSo())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }
    }

    private string[] Folders() => Path.Combine(_disk.Source, ".unfazed", "runs") is var runs && Directory.Exists(runs) ? Directory.GetDirectories(runs) : [];

    private string Journal() => Folders() is [var folder] && File.Exists(Path.Combine(folder, "journal.jsonl")) ? File.ReadAllText(Path.Combine(folder, "journal.jsonl")) : "";
}
