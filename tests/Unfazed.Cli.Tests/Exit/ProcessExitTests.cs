using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Unfazed.Cli.Tests.Commands;
using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Exit;

[Collection(nameof(RunsAlone))]
public sealed class ProcessExitTests : IDisposable
{
    private const int Limit = 120_000;

    private readonly BuiltUnfazed _unfazed = new();
    private readonly TemporaryDirectory _folder = new();
    private readonly TemporaryDirectory _programs = new();
    private readonly ProcessSight _sight = new();

    public ProcessExitTests()
    {
        _folder.Write("unfazed.yaml", "version: 1\n");
        _folder.MakeFolder(".git");
        _unfazed.Variables["PATH"] = $"{_programs.Path}:{Environment.GetEnvironmentVariable("PATH")}";
    }

    [Theory(Timeout = Limit)]
    [InlineData("run", "INT", 130)]
    [InlineData("run", "TERM", 143)]
    [InlineData("run", "HUP", 129)]
    [InlineData("baseline create", "TERM", 143)]
    [InlineData("hook run git", "TERM", 143)]
    [InlineData("list", "INT", 130)]
    [InlineData("why hygiene", "TERM", 143)]
    [InlineData("fix", "TERM", 143)]
    public async Task A_signal_while_git_hangs_leaves_nothing_running(string command, string signal, int code)
    {
        _programs.WriteExecutable("git", $"#!/bin/sh\ntrap '' TERM\n{_sight.Sleep}\n{_sight.Sleep}\n");
        using var process = _unfazed.Start(_folder.Path, command.Split(' '));
        await _sight.UntilAsync(1);

        var clock = Stopwatch.StartNew();
        Send(signal, process);
        await process.WaitForExitAsync();

        Assert.Equal(code, process.ExitCode);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, BusyMachine.MaxDelay);
        Assert.Empty(_sight.Alive());
    }

    [Theory(Timeout = Limit)]
    [InlineData("0")]
    [InlineData("0.005")]
    [InlineData("0.05")]
    [InlineData("0.3")]
    public async Task A_second_signal_at_any_moment_of_the_end_leaves_nothing_running_and_changes_no_code(string gap)
    {
        _programs.WriteExecutable("git", $"#!/bin/sh\nexec {_sight.Sleep}\n");
        for (var round = 0; round < 5; round++)
        {
            using var process = _unfazed.Start(_folder.Path, "run");
            await _sight.UntilAsync(1);

            using var sender = Process.Start("sh", ["-c", string.Create(CultureInfo.InvariantCulture, $"kill -TERM {process.Id}; sleep {gap}; kill -TERM {process.Id}")]);
            await process.WaitForExitAsync();
            await sender.WaitForExitAsync();

            Assert.Equal(143, process.ExitCode);
            Assert.Empty(_sight.Alive());
        }
    }

    [Theory(Timeout = Limit)]
    [InlineData("list")]
    [InlineData("doctor")]
    [InlineData("init")]
    [InlineData("config")]
    [InlineData("hook install git")]
    [InlineData("fix")]
    public async Task A_git_that_hangs_holds_no_command_beyond_its_deadline(string command)
    {
        _programs.WriteExecutable("git", $"#!/bin/sh\ntrap '' TERM\n{_sight.Sleep}\n{_sight.Sleep}\n");
        _unfazed.Variables["UNFAZED_DEADLINE"] = "3s";

        var clock = Stopwatch.StartNew();
        var ended = await _unfazed.RunAsync(_folder.Path, command.Split(' '));

        Assert.Equal(2, ended.ExitCode);
        Assert.Contains("within 3s", ended.Error, StringComparison.Ordinal);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, BusyMachine.MaxDelay);
        Assert.Empty(_sight.Alive());
    }

    [Fact(Timeout = Limit)]
    public async Task A_command_that_waits_for_git_says_so_after_some_seconds()
    {
        _programs.WriteExecutable("git", $"#!/bin/sh\nexec {_sight.Sleep}\n");
        using var process = _unfazed.Start(_folder.Path, "list");

        var said = await process.StandardError.ReadLineAsync();

        Send("TERM", process);
        await process.WaitForExitAsync();
        Assert.Matches("still waiting for sleep \\(process [0-9]+\\).* after 5s", said);
        Assert.Empty(_sight.Alive());
    }

    [Fact(Timeout = Limit)]
    public async Task A_question_to_git_that_fails_leaves_none_of_the_others_running()
    {
        _programs.WriteExecutable("git", $"#!/bin/sh\ncase \" $* \" in *' rev-parse '*) sleep 0.3; echo 'fatal: broken' >&2; exit 128 ;; *) exec {_sight.Sleep} ;; esac\n");

        var ended = await _unfazed.RunAsync(_folder.Path, "run");

        Assert.Equal(2, ended.ExitCode);
        Assert.Empty(_sight.Alive());
    }

    [Fact(Timeout = Limit)]
    public async Task A_standard_output_that_nobody_reads_holds_no_process_beyond_the_deadline()
    {
        var script = "i=0; while [ $i -lt 4000 ]; do echo \"a.txt:$i:1: error: this is wrong, and it takes some space to say so\"; i=$((i+1)); done; exit 1";
        _folder.Write("loud.sh", script);
        _folder.Write("a.txt", "x\n");
        _folder.Write("unfazed.yaml", "version: 1\ndetect: false\nchecks:\n  loud: { run: [sh, loud.sh], parse: gcc }\n");
        Directory.Delete(_folder[".git"]);

        var clock = Stopwatch.StartNew();
        using var process = _unfazed.Start(_folder.Path, "--deadline", "10s", "--format", "json");
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, BusyMachine.MaxDelay);
        Assert.Equal(4, process.ExitCode);
        Assert.Contains("does not respond", await error, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task A_fix_is_held_to_its_deadline_and_says_that_it_was_the_deadline()
    {
        Directory.Delete(_folder[".git"]);
        _folder.Write("a.txt", "text\n");
        _folder.Write("unfazed.yaml", $"version: 1\ndetect: false\nchecks:\n  stuck: {{ run: \"true\", fix: [sh, -c, \"trap '' TERM; {_sight.Sleep}; {_sight.Sleep}\"], files: \"*.txt\" }}\n");

        var clock = Stopwatch.StartNew();
        var ended = await _unfazed.RunAsync(_folder.Path, "fix", "--deadline", "3s");

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, BusyMachine.MaxDelay);
        Assert.Contains("deadline", ended.Output + ended.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("interrupted", ended.Output + ended.Error, StringComparison.Ordinal);
        Assert.Empty(_sight.Alive());
    }

    [Fact(Timeout = Limit)]
    public async Task Closed_standard_streams_change_no_verdict()
    {
        Directory.Delete(_folder[".git"]);
        _folder.Write("unfazed.yaml", "version: 1\ndetect: false\nchecks:\n  fails: { run: \"false\" }\n");

        var ended = await _unfazed.ShellAsync(_folder.Path, "unfazed --output json=report.json 0<&- 1>&- 2>&-");

        using var report = JsonDocument.Parse(await File.ReadAllTextAsync(_folder["report.json"]));
        Assert.Equal("blocked", report.RootElement.GetProperty("verdict").GetString());
        Assert.InRange(ended.ExitCode, 1, 4);
    }

    public void Dispose()
    {
        _unfazed.Dispose();
        _folder.Dispose();
        _programs.Dispose();
    }

    private static void Send(string signal, Process process)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }
}
