using System.Text;
using Unfazed.Core.Processes;

namespace Unfazed.Core.Tests.Processes;

public class InteractiveChildTests
{
    private const int Limit = 120_000;

    private static readonly ProcessRunner Runner = new(ProcessEnvironment.Capture(), TimeProvider.System);

    private readonly Puppet _puppet = new();

    [Fact(Timeout = Limit)]
    public async Task It_answers_what_is_written_to_it_and_ends_with_its_input()
    {
        using var stop = new StopSignal();
        await using var child = Start("/bin/cat", [], stop);

        await child.Input.WriteAsync("one\n"u8.ToArray());
        var first = await ReadAsync(child.Output, 4);
        child.CloseInput();
        var outcome = await child.Completion;

        Assert.Equal("one\n", first);
        Assert.Equal((ProcessEnd.Exited, 0), (outcome.End, outcome.ExitCode));
        Assert.Equal(0, await child.Output.ReadAsync(new byte[1]));
    }

    [Fact(Timeout = Limit)]
    public async Task What_it_says_on_standard_error_is_in_its_outcome_and_on_standard_output_in_the_stream()
    {
        using var stop = new StopSignal();
        await using var child = Start("/bin/sh", ["-c", "echo out; echo err >&2; exit 3"], stop);

        var outcome = await child.Completion;

        Assert.Equal(3, outcome.ExitCode);
        Assert.Equal("err\n", outcome.StandardError.Text());
        Assert.Equal("out\n", await ReadAsync(child.Output, 4));
    }

    [Fact(Timeout = Limit)]
    public async Task A_stop_ends_it_and_everything_that_it_started()
    {
        using var stop = new StopSignal();
        await using var child = Start(Puppet.Program, ["tag", _puppet.Tag, "ignore", "15", "spawn-session", "[", "tag", _puppet.Tag, "spawn-session", "[", "tag", _puppet.Tag, "hang", "]", "hang", "]", "say", "ready", "hang"], stop);
        await ReadAsync(child.Output, 6);

        stop.Stop(StopReason.Interrupt, TimeSpan.FromMilliseconds(100));
        var outcome = await child.Completion;

        Assert.Equal(StopReason.Interrupt, outcome.StoppedBy);
        Assert.Empty(await _puppet.LeftAsync());
    }

    [Fact(Timeout = Limit)]
    public async Task A_flood_that_nobody_reads_waits_and_fills_no_memory()
    {
        using var stop = new StopSignal();
        await using var child = Start(Puppet.Program, ["say-error", "begun", "flood-stdout", "0"], stop);
        await ReadAsync(child.Output, 1024);

        stop.Stop(StopReason.Interrupt, TimeSpan.Zero);
        var outcome = await child.Completion;

        Assert.Equal((ProcessEnd.Signaled, StopReason.Interrupt), (outcome.End, outcome.StoppedBy));
        Assert.Equal("begun\n", outcome.StandardError.Text());
    }

    [Fact(Timeout = Limit)]
    public async Task What_is_not_there_has_ended_at_once()
    {
        using var stop = new StopSignal();
        await using var child = Start("no-such-program", [], stop);
        Assert.Equal(ProcessEnd.NotFound, (await child.Completion).End);
        Assert.Equal(0, await child.Output.ReadAsync(new byte[1]));
    }

    private InteractiveChild Start(string program, string[] arguments, StopSignal stop) => Runner.Start(
        new CommandDescription { Program = program, Arguments = [.. arguments], Directory = "/tmp", CheckId = _puppet.Tag }, stop);

    private static async Task<string> ReadAsync(Stream stream, int bytes)
    {
        var text = new byte[bytes];
        await stream.ReadExactlyAsync(text);
        return Encoding.UTF8.GetString(text);
    }
}
