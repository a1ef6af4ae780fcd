using System.Text;
using Unfazed.Core.Processes;
using Unfazed.Testing;

namespace Unfazed.Core.Tests.Processes;

/// <summary>What a log must not cost. A named pipe without a reader stands for a disk that hangs: opening it blocks.</summary>
[Collection(nameof(RunsAlone))]
public sealed class OutputLogTests : IDisposable
{
    private const int HardLimit = 120_000;

    // Nobody reads the pipe before the checks have ended: whoever waits for it waits for ever.
    private static readonly TimeSpan MaxDuration = TimeSpan.FromSeconds(60);

    private static readonly ProcessRunner Runner = new(ProcessEnvironment.Capture(), TimeProvider.System);

    private readonly TemporaryDirectory _folder = new();

    [Fact(Timeout = HardLimit)]
    public async Task A_log_that_hangs_delays_no_end_of_any_check()
    {
        var fifo = await HangingLogAsync();
        var talker = new Puppet { Timeout = TimeSpan.FromMilliseconds(1500) };
        var sleeper = new Puppet { Timeout = TimeSpan.FromMilliseconds(1500) };

        var talks = talker.RunAsync(ProcessRunnerTests.ShellCommand("exec yes") with { LogPath = fifo });
        var sleeps = sleeper.RunAsync(ProcessRunnerTests.ShellCommand("exec sleep 600") with { LogPath = _folder["sleeper.log"] });

        foreach (var outcome in await Task.WhenAll(talks, sleeps))
        {
            Assert.Equal(StopReason.Timeout, outcome.StoppedBy);
            Assert.InRange(outcome.Duration, TimeSpan.FromSeconds(1), MaxDuration);
        }

        await ReadAsync(fifo);
    }

    [Fact(Timeout = HardLimit)]
    public async Task A_slow_disk_costs_the_middle_of_a_log_and_nothing_else()
    {
        var fifo = await HangingLogAsync();
        var puppet = new Puppet();

        var outcome = await puppet.RunAsync(puppet.Command("say", "first", "flood-stdout", "64", "say", "last") with { LogPath = fifo });

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal((64 * 1024 * 1024) + 11, outcome.StandardOutput.TotalBytes);
        var log = await ReadAsync(fifo);
        Assert.StartsWith("first\nxxx", log, StringComparison.Ordinal);
        Assert.Contains(" bytes left out]\n", log, StringComparison.Ordinal);
        Assert.EndsWith("xlast\n", log, StringComparison.Ordinal);
        Assert.InRange(log.Length, 1024 * 1024, 16 * 1024 * 1024);
    }

    [Fact(Timeout = HardLimit)]
    public async Task A_check_waits_for_its_log_for_a_tenth_of_a_second()
    {
        using var release = new ManualResetEventSlim();
        LogThread.Instance.Post(() => release.Wait(CancellationToken.None));
        var started = TimeProvider.System.GetTimestamp();

        await new Puppet().RunAsync(ProcessRunnerTests.ShellCommand("echo out") with { LogPath = _folder["late.log"] });

        var waited = TimeProvider.System.GetElapsedTime(started);
        release.Set();
        Assert.InRange(waited, TimeSpan.FromMilliseconds(90), MaxDuration);
    }

    [Fact(Timeout = HardLimit)]
    public async Task A_log_is_complete_when_its_end_was_waited_for()
    {
        using var log = OutputLog.Open(_folder["waited.log"])!;
        log.Append("the end\n"u8);
        log.Dispose();
        var started = TimeProvider.System.GetTimestamp();

        await log.WaitAsync();

        var waited = TimeProvider.System.GetElapsedTime(started);
        Assert.True(waited >= TimeSpan.FromMilliseconds(90) || await File.ReadAllTextAsync(_folder["waited.log"]) == "the end\n", $"incomplete after {waited}");
    }

    [Fact(Timeout = HardLimit)]
    public async Task A_log_has_the_output_of_all_batches()
    {
        var log = _folder["logs/check.log"];
        for (var batch = 0; batch < 20; batch++)
        {
            await new Puppet().RunAsync(ProcessRunnerTests.ShellCommand($"echo out {batch}; echo error {batch} >&2") with { LogPath = log });
        }

        await Task.Run(static () => LogThread.Flush(TimeSpan.FromMilliseconds(HardLimit)));
        var lines = await File.ReadAllLinesAsync(log);
        Assert.Equal(40, lines.Length);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(log));
    }

    public void Dispose() => _folder.Dispose();

    private async Task<string> HangingLogAsync()
    {
        var fifo = _folder["hanging.log"];
        using var stop = new StopSignal();
        await Runner.RunAsync(new CommandDescription { Program = "mkfifo", Arguments = [fifo], Directory = "/" }, stop);
        return fifo;
    }

    /// <summary>Lets the thread of the logs go on, which is everybody's, and gives what it had to write.</summary>
    private static async Task<string> ReadAsync(string fifo)
    {
        await using var reader = await Task.Run(() => new FileStream(fifo, FileMode.Open, FileAccess.Read));
        using var content = new MemoryStream();
        await reader.CopyToAsync(content);
        return Encoding.UTF8.GetString(content.GetBuffer(), 0, (int)content.Length);
    }
}
