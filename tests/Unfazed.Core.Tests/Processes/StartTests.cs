using System.Globalization;
using Unfazed.Core.Processes;
using Unfazed.Testing;

namespace Unfazed.Core.Tests.Processes;

public sealed class StartTests
{
    private const int HardLimit = 120_000;

    private static readonly ProcessRunner Runner = new(ProcessEnvironment.Capture(), TimeProvider.System);

    [Theory(Timeout = HardLimit)]
    [InlineData("#!/no/such/interpreter\n", true, ProcessEnd.NotFound, "/no/such/interpreter")]
    [InlineData("#!/bin/sh\r\necho\r\n", true, ProcessEnd.NotFound, "CR LF")]
    [InlineData("echo no interpreter line\n", true, ProcessEnd.StartFailed, "#!")]
    [InlineData("#!/bin/sh\n", false, ProcessEnd.StartFailed, "not executable")]
    public async Task Why_a_script_cannot_be_started_is_said(string content, bool executable, ProcessEnd end, string reason)
    {
        using var folder = new TemporaryDirectory();
        var script = Write(folder, "tool", content, executable);

        var outcome = await Run(new CommandDescription { Program = script, Directory = folder.Path });

        Assert.Equal(end, outcome.End);
        Assert.Contains(reason, outcome.StartError, StringComparison.Ordinal);
        Assert.Contains(script, outcome.StartError, StringComparison.Ordinal);
    }

    [Fact(Timeout = HardLimit)]
    public async Task A_directory_that_is_not_there_is_named()
    {
        var outcome = await Run(new CommandDescription { Program = "/bin/true", Directory = "/no/such/directory" });

        Assert.Equal(ProcessEnd.StartFailed, outcome.End);
        Assert.Contains("/no/such/directory", outcome.StartError, StringComparison.Ordinal);
    }

    [Fact(Timeout = HardLimit)]
    public async Task A_bare_name_is_looked_for_on_the_path_of_the_child_and_never_in_the_current_directory()
    {
        using var folder = new TemporaryDirectory();
        Write(folder, "bin/house-tool", "#!/bin/sh\necho found\n", executable: true);
        Write(folder, "other-tool", "#!/bin/sh\n", executable: true);
        var command = new CommandDescription { Program = "house-tool", Directory = folder.Path };
        command = command with { Environment = command.Environment.Add("PATH", $":.:{folder["bin"]}") };

        Assert.Equal("found\n", (await Run(command)).StandardOutput.Text());
        Assert.Equal(ProcessEnd.NotFound, (await Run(command with { Program = "other-tool" })).End);
    }

    [Fact(Timeout = HardLimit)]
    public async Task A_child_can_die_of_a_closed_pipe_and_has_a_customary_limit_of_open_files()
    {
        const string script = "grep -E 'SigIgn|SigBlk' /proc/self/status; ulimit -n";

        var lines = (await Run(ProcessRunnerTests.ShellCommand(script))).StandardOutput.Text().Split('\n');

        // The C library keeps two signals for itself, 32 and 33, and ignores them in what it starts.
        Assert.EndsWith("00000000", lines[1].Replace("0000000180000000", "0000000000000000", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.EndsWith("0000000000000000", lines[0], StringComparison.Ordinal);
        Assert.InRange(int.Parse(lines[2], CultureInfo.InvariantCulture), 1, 1024 * 1024);
    }

    [Fact(Timeout = HardLimit)]
    public async Task A_child_leads_a_session_of_its_own_and_inherits_no_descriptor_of_ours()
    {
        await using var file = File.OpenRead("/etc/passwd");

        var outcome = await Run(ProcessRunnerTests.ShellCommand("cut -d' ' -f1,6 /proc/$$/stat; ls /proc/$$/fd"));

        var lines = outcome.StandardOutput.Text().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var ids = lines[0].Split(' ');
        Assert.Equal(ids[0], ids[1]);
        Assert.Equal(["0", "1", "2"], lines[1..]);
    }

    [Fact(Timeout = HardLimit)]
    public async Task The_log_holds_both_streams_in_order_for_its_owner_alone_and_takes_what_comes_later()
    {
        using var folder = new TemporaryDirectory();
        var log = folder["logs/tool.log"];
        // What was printed must have arrived before the other stream is written to: two pipes have no order.
        var script = $"arrived() {{ until grep -qs $1 {log}; do sleep 0.01; done; }}; echo $1; arrived $1; echo $2 >&2; arrived $2; echo $3";
        CommandDescription Saying(params string[] words) =>
            new() { Program = "/bin/sh", Arguments = ["-c", script, "sh", .. words], Directory = "/", LogPath = log };

        await Run(Saying("one", "two", "three"));
        await Run(Saying("four", "five", "six"));
        await Task.Run(static () => LogThread.Flush(TimeSpan.FromMilliseconds(HardLimit)));

        Assert.Equal("one\ntwo\nthree\nfour\nfive\nsix\n", await File.ReadAllTextAsync(log));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(log));
    }

    [Fact(Timeout = HardLimit)]
    public async Task A_log_that_cannot_be_written_is_no_failure()
    {
        var outcome = await Run(ProcessRunnerTests.ShellCommand("echo out") with { LogPath = "/proc/no/such/log" });

        Assert.Equal(0, outcome.ExitCode);
        Assert.Equal("out\n", outcome.StandardOutput.Text());
    }

    [Fact(Timeout = HardLimit)]
    public async Task Sixty_four_children_at_once_need_no_thread_of_the_pool()
    {
        var runs = Enumerable.Range(0, 64).Select(static index => Run(ProcessRunnerTests.ShellCommand($"sleep 0.5; echo {index}")));

        var outcomes = await Task.WhenAll(runs);

        Assert.Equal(Enumerable.Range(0, 64).Select(static index => $"{index}\n"), outcomes.Select(static outcome => outcome.StandardOutput.Text()));
    }

    private static string Write(TemporaryDirectory folder, string name, string content, bool executable)
    {
        var path = folder.Write(name, content);
        File.SetUnixFileMode(path, executable ? (UnixFileMode)0b111_101_101 : (UnixFileMode)0b110_100_100);
        return path;
    }

    private static async Task<ProcessOutcome> Run(CommandDescription command)
    {
        using var stop = new StopSignal();
        return await Runner.RunAsync(command, stop);
    }
}
