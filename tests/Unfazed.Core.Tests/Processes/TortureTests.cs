using System.Text;
using Unfazed.Core.Processes;
using Unfazed.Testing;

namespace Unfazed.Core.Tests.Processes;

/// <summary>Each way in which a child can misbehave: it ends in time, its output is kept, nothing of it is left.</summary>
[Trait("Category", "Torture")]
[Collection(nameof(RunsAlone))]
public sealed class TortureTests(TortureTable table) : IClassFixture<TortureTable>, IDisposable
{
    private const int HardLimit = 300_000;

    // From the stop to the end: 100 ms of grace and some of draining. Whoever waits for a pipe or a descendant waits for ever.
    private static readonly TimeSpan MaxEnding = TimeSpan.FromSeconds(20);

    private readonly TemporaryDirectory _folder = new();

    private string ReadyFile => _folder["ready"];

    public void Dispose() => _folder.Dispose();

    [Theory(Timeout = HardLimit)]
    [InlineData("sleeps for ever", "say before READY hang")]
    [InlineData("ignores SIGTERM", "ignore 15 say before spawn [ TAG READY hang ] hang")]
    [InlineData("writes one byte a second", "say before READY trickle")]
    [InlineData("closes its output and keeps running", "say before close-both READY hang")]
    [InlineData("stops itself", "say before READY stop-itself hang")]
    [InlineData("changes its own process group", "say before new-group READY hang")]
    [InlineData("burns every core", "say before READY burn")]
    [InlineData("writes to standard error for ever", "say before READY flood-stderr 0")]
    [InlineData("has a child in a session of its own", "say before spawn-session [ TAG ignore 15 READY hang ] hang")]
    [InlineData("has a child in a session of its own without an environment", "say before spawn-bare [ TAG ignore 15 READY hang ] hang")]
    public async Task What_does_not_end_is_ended(string behaviour, string acts)
    {
        var puppet = new Puppet();

        var (outcome, ending) = await puppet.StopWhenReadyAsync(Script(acts), ReadyFile);

        table.Add(behaviour, outcome);
        Assert.Equal(StopReason.Timeout, outcome.StoppedBy);
        Assert.True(outcome.End is ProcessEnd.Exited or ProcessEnd.Signaled, behaviour);
        Assert.StartsWith("before\n", outcome.StandardOutput.Text(), StringComparison.Ordinal);
        Assert.InRange(ending, TimeSpan.Zero, MaxEnding);
        Assert.InRange(outcome.KilledProcesses, acts.Contains("spawn", StringComparison.Ordinal) ? 2 : 1, 3);
        Assert.Empty(await puppet.LeftAsync());
    }

    [Theory(Timeout = HardLimit)]
    [InlineData("forks a child that holds its output", "spawn [ TAG hang ]", 1)]
    [InlineData("forks twice", "spawn [ TAG spawn [ TAG READY hang ] ] await-child AWAIT", 1)]
    [InlineData("leaves a child in a session of its own", "spawn-session [ TAG hang ]", 1)]
    [InlineData("leaves one after a session and a double fork", "spawn-session [ TAG spawn-session [ TAG READY hang ] ] await-child AWAIT", 1)]
    [InlineData("the same without an environment", "spawn-bare [ TAG spawn-bare [ TAG READY hang ] ] await-child AWAIT", 1)]
    [InlineData("leaves one that closed its output", "spawn-bare [ TAG close-both READY hang ] AWAIT", 1)]
    [InlineData("leaves one whose first thread has ended", "spawn-session [ TAG close-both READY end-first-thread ] AWAIT sleep 300", 1)]
    [InlineData("leaves one that ignores signals", "ignore 15 ignore 1 spawn-session [ TAG hang ]", 1)]
    [InlineData("forks 200 children", "spawn-many 200", 200)]
    public async Task What_a_child_leaves_behind_is_ended_and_counted(string behaviour, string acts, int killed)
    {
        var puppet = new Puppet();

        var outcome = await puppet.PlayAsync(Script($"say before {acts} say after exit 0"));

        table.Add(behaviour, outcome);
        Assert.True(outcome is { End: ProcessEnd.Exited, ExitCode: 0, StoppedBy: StopReason.None }, $"{behaviour}: {outcome}");
        Assert.Equal("before\nafter\n", outcome.StandardOutput.Text());
        Assert.Equal(killed, outcome.KilledProcesses);
        Assert.Empty(await puppet.LeftAsync());
    }

    [Fact(Timeout = HardLimit)]
    public async Task The_exit_code_of_a_leader_that_its_own_child_traces_is_kept()
    {
        var puppet = new Puppet();

        var outcome = await puppet.PlayAsync("spawn [ TAG trace-parent hang ] await-tracer exit 7");

        Assert.True(outcome is { End: ProcessEnd.Exited, ExitCode: 7, StoppedBy: StopReason.None }, outcome.ToString());
        Assert.InRange(outcome.Duration, TimeSpan.Zero, MaxEnding);
        Assert.Empty(await puppet.LeftAsync());
    }

    [ControlGroupFact(Timeout = HardLimit)]
    public async Task What_forks_and_changes_its_session_all_the_time_is_ended_at_the_timeout()
    {
        using var folder = new TemporaryDirectory();
        var script = folder.Write("flee", "#!/bin/sh\nsetsid env -i \"$0\" \"$@\" > /dev/null 2>&1 &\n");
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var puppet = new Puppet { Timeout = TimeSpan.FromMilliseconds(900) };

        await puppet.RunAsync(new CommandDescription { Program = "/bin/sh", Arguments = ["-c", $"sleep 0.3; {script} {puppet.Tag}; exec sleep 60"], Directory = folder.Path, CheckId = puppet.Tag });

        Assert.Empty(await puppet.LeftAsync());
    }

    [Fact(Timeout = HardLimit)]
    public async Task Who_holds_the_output_after_the_end_is_named_and_not_waited_for()
    {
        var puppet = new Puppet();

        var outcome = await puppet.RunAsync(puppet.Command("say", "done", "spawn-session", "[", "tag", puppet.Tag, "hang", "]"));

        var holder = Assert.Single(outcome.PipeHolders);
        Assert.StartsWith("puppet (", holder, StringComparison.Ordinal);
        Assert.False(outcome.StandardOutput.ReachedEnd);
        Assert.Equal("done\n", outcome.StandardOutput.Text());
        Assert.Empty(await puppet.LeftAsync());
    }

    [Theory(Timeout = HardLimit)]
    [InlineData(11, "SIGSEGV")]
    [InlineData(9, "SIGKILL")]
    [InlineData(13, "SIGPIPE")]
    [InlineData(6, "SIGABRT")]
    public async Task A_signal_that_was_not_ours_is_named(int signal, string name)
    {
        var outcome = await new Puppet().PlayAsync($"say before die {signal}");

        table.Add($"dies of {name}", outcome);
        Assert.Equal(ProcessEnd.Signaled, outcome.End);
        Assert.Equal(name, outcome.Signal);
        Assert.Null(outcome.ExitCode);
        Assert.Equal(StopReason.None, outcome.StoppedBy);
        Assert.Equal("before\n", outcome.StandardOutput.Text());
    }

    [Fact(Timeout = HardLimit)]
    public async Task A_grandchild_that_kills_its_parent_is_ended_too()
    {
        var puppet = new Puppet();

        var outcome = await puppet.PlayAsync("say before spawn-session [ TAG kill-parent hang ] hang");

        table.Add("a grandchild kills its parent", outcome);
        Assert.Equal("SIGKILL", outcome.Signal);
        Assert.Equal(StopReason.None, outcome.StoppedBy);
        Assert.Equal("before\n", outcome.StandardOutput.Text());
        Assert.Equal(1, outcome.KilledProcesses);
        Assert.Empty(await puppet.LeftAsync());
    }

    [Fact(Timeout = HardLimit)]
    public async Task Standard_input_is_empty_and_never_waited_for() =>
        Assert.Equal("read 0 bytes\n", (await new Puppet().PlayAsync("read-stdin")).StandardOutput.Text());

    [Fact(Timeout = HardLimit)]
    public async Task A_child_may_delete_its_working_directory()
    {
        using var folder = new TemporaryDirectory();
        var puppet = new Puppet { Directory = folder.MakeFolder("cwd") };

        var outcome = await puppet.PlayAsync("delete-directory say gone exit 3");

        Assert.Equal(3, outcome.ExitCode);
        Assert.Equal("gone\n", outcome.StandardOutput.Text());
    }

    [Fact(Timeout = HardLimit)]
    public async Task Bytes_are_kept_as_they_are()
    {
        var outcome = await new Puppet().PlayAsync("garbage escapes half-document exit 0");

        var bytes = outcome.StandardOutput.Head.ToArray();
        Assert.Equal([0xFF, 0xFE, 0, 0xC3, 0x28], bytes[..5]);
        Assert.EndsWith("\"a.py\", ", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
        Assert.True(outcome.StandardOutput.IsWhole);
    }

    [Fact(Timeout = HardLimit)]
    public async Task A_line_of_ten_megabytes_is_kept_whole_where_that_is_asked_for()
    {
        const int length = 10_000_000;
        var puppet = new Puppet();

        var outcome = await puppet.RunAsync(puppet.Command("long-line", "10000000") with { OutputLimit = 16 * 1024 * 1024 });

        Assert.True(outcome.StandardOutput.IsWhole);
        Assert.Equal(length, outcome.StandardOutput.Head.Length);
        Assert.Equal(-1, outcome.StandardOutput.Head.Span.IndexOfAnyExcept((byte)'y'));
    }

    [Theory(Timeout = HardLimit)]
    [InlineData("flood-stdout")]
    [InlineData("flood-stderr")]
    public async Task A_gibibyte_of_output_costs_its_limit_and_is_counted(string act)
    {
        const long gibibyte = 1024L * 1024 * 1024;
        var puppet = new Puppet { Timeout = TimeSpan.FromSeconds(240) };

        var outcome = await puppet.PlayAsync($"{act} 1024 exit 0");

        table.Add($"a gibibyte: {act}", outcome);
        var flooded = act == "flood-stdout" ? outcome.StandardOutput : outcome.StandardError;
        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal(gibibyte, flooded.TotalBytes);
        Assert.Equal(256 * 1024, flooded.Head.Length + flooded.Tail.Length);
        Assert.False(flooded.IsWhole);
    }

    [Fact(Timeout = HardLimit)]
    public async Task Nothing_of_ours_stays_open_whatever_a_child_does()
    {
        await new Puppet().PlayAsync("exit 0");
        var before = OpenDescriptors();
        for (var round = 0; round < 5; round++)
        {
            await new Puppet().PlayAsync("spawn-session [ TAG hang ] exit 0");
            await new Puppet { Timeout = TimeSpan.FromMilliseconds(100) }.PlayAsync("hang");
            await new Puppet().RunAsync(new Puppet().Command() with { Program = "/etc/passwd" });
            await new Puppet().RunAsync(new Puppet().Command() with { Program = "no-such-program" });
            await new Puppet().RunAsync(new Puppet().Command() with { Directory = "/no/such/directory" });
        }

        Assert.InRange(OpenDescriptors(), 0, before);
    }

    private string Script(string acts) =>
        acts.Replace("READY", $"touch {ReadyFile}", StringComparison.Ordinal).Replace("AWAIT", $"await-file {ReadyFile}", StringComparison.Ordinal);

    // The test host opens files of its own as it goes; pipes and handles of processes are what children cost.
    private static int OpenDescriptors() => System.IO.Directory.GetFileSystemEntries("/proc/self/fd")
        .Select(static entry => new FileInfo(entry).LinkTarget ?? "")
        .Count(static target => target.StartsWith("pipe:", StringComparison.Ordinal) || target.Contains("pidfd", StringComparison.Ordinal));
}

/// <summary>These tests count processes and descriptors, so that nothing else may run beside them.</summary>
[CollectionDefinition(nameof(RunsAlone), DisableParallelization = true)]
public sealed class RunsAlone;
