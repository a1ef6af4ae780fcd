using System.Collections.Immutable;
using Unfazed.Core.Processes;
using Unfazed.Testing;

namespace Unfazed.Core.Tests.Processes;

public sealed class ProcessRunnerTests
{
    private const int HardLimit = 120_000;

    private static readonly ProcessRunner Runner = new(ProcessEnvironment.Capture(), TimeProvider.System);

    [Fact(Timeout = HardLimit)]
    public async Task Both_streams_and_the_exit_code_are_kept()
    {
        var outcome = await Shell("echo out; echo err >&2; exit 7");

        Assert.Equal(ProcessEnd.Exited, outcome.End);
        Assert.Equal(7, outcome.ExitCode);
        Assert.Equal("out\n", outcome.StandardOutput.Text());
        Assert.Equal("err\n", outcome.StandardError.Text());
        Assert.True(outcome.StandardOutput.IsWhole);
        Assert.Equal(0, outcome.KilledProcesses);
        Assert.Equal(StopReason.None, outcome.StoppedBy);
    }

    [Fact(Timeout = HardLimit)]
    public async Task Arguments_reach_the_program_as_they_are()
    {
        ImmutableArray<string> odd = ["-n", "two words", "a\nb", "$HOME `id` \"'", "", "é\uDCFF"];

        var outcome = await Run(new CommandDescription { Program = "printf", Arguments = ["%s\\0", .. odd], Directory = "/" });

        Assert.Equal("-n\0two words\0a\nb\0$HOME `id` \"'\0\0"u8.ToArray().Concat(new byte[] { 0xC3, 0xA9, 0xFF, 0 }), outcome.StandardOutput.Head.ToArray());
    }

    [Theory]
    [InlineData("no-such-program-here", ProcessEnd.NotFound)]
    [InlineData("/no/such/program", ProcessEnd.NotFound)]
    [InlineData("/etc", ProcessEnd.StartFailed)]
    [InlineData("/etc/passwd", ProcessEnd.StartFailed)]
    [InlineData("", ProcessEnd.NotFound)]
    public async Task What_cannot_be_started_is_said(string program, ProcessEnd end)
    {
        var outcome = await Run(new CommandDescription { Program = program, Directory = "/" });

        Assert.Equal(end, outcome.End);
        Assert.Contains(program, outcome.StartError, StringComparison.Ordinal);
    }

    [Fact(Timeout = HardLimit)]
    public async Task A_child_that_ignores_the_request_is_ended_by_force_and_its_output_kept()
    {
        using var folder = new TemporaryDirectory();
        using var stop = new StopSignal();
        var run = Runner.RunAsync(ShellCommand($"trap '' TERM; echo before; : > {folder["ready"]}; while :; do sleep 600; done"), stop);
        while (!File.Exists(folder["ready"]))
        {
            await Task.Yield();
        }

        stop.Stop(StopReason.Timeout, TimeSpan.FromMilliseconds(100));
        var outcome = await run;

        Assert.Equal(ProcessEnd.Signaled, outcome.End);
        Assert.Equal("SIGKILL", outcome.Signal);
        Assert.Equal(StopReason.Timeout, outcome.StoppedBy);
        Assert.Equal("before\n", outcome.StandardOutput.Text());
    }

    [Fact(Timeout = HardLimit)]
    public async Task A_short_command_that_hangs_is_killed_at_its_timeout()
    {
        var outcome = await Runner.RunShortAsync(ShellCommand("exec sleep 600"), TimeSpan.FromMilliseconds(200));

        Assert.Equal(StopReason.Timeout, outcome.StoppedBy);
        Assert.InRange(outcome.Duration.TotalSeconds, 0.1, 60);
    }

    [Fact(Timeout = HardLimit)]
    public async Task Standard_input_is_empty()
    {
        var outcome = await Shell("cat; echo end");

        Assert.Equal("end\n", outcome.StandardOutput.Text());
    }

    internal static CommandDescription ShellCommand(string script) =>
        new() { Program = "/bin/sh", Arguments = ["-c", script], Directory = "/" };

    private static Task<ProcessOutcome> Shell(string script) => Run(ShellCommand(script));

    private static async Task<ProcessOutcome> Run(CommandDescription command)
    {
        using var stop = new StopSignal();
        return await Runner.RunAsync(command, stop);
    }
}
