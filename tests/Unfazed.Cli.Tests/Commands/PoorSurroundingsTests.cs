using System.Text.Json;
using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Commands;

[Collection(nameof(RunsAlone))]
public sealed class PoorSurroundingsTests : IDisposable
{
    private const int Limit = 120_000;

    private const string TwoChecks =
        """
        version: 1
        checks:
          one: { run: [sh, -c, "echo hello"], service: registry }
          two: { run: [sh, -c, "head -c 300000 /dev/zero"] }
        """;

    private const string FillHere = "cat /dev/zero > .unfazed/fill 2> /dev/null; cat /dev/zero > home/fill 2> /dev/null";

    // A native build keeps no assemblies open.
    private static readonly (int Few, int TooFew) OpenFiles = TestedExecutable.IsNative ? (64, 32) : (128, 64);

    private readonly BuiltUnfazed _unfazed = new();
    private readonly TemporaryDirectory _folder = new();

    public PoorSurroundingsTests()
    {
        foreach (var name in (string[])["XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"])
        {
            _unfazed.Variables[name] = null;
        }

        _unfazed.Variables["HOME"] = _folder.MakeFolder("home");
        _folder.MakeFolder(".unfazed");
        _folder.Write("unfazed.yaml", TwoChecks);
        _folder.Write("readme.txt", "text\n");
    }

    /// <remarks>
    /// In a namespace of its own nobody is root over the rest of the machine, so the environment of every process outside is unreadable in all of these.
    /// </remarks>
    [NamespaceTheory(Timeout = Limit)]
    [InlineData("the disk is full", "mount -t tmpfs -o size=64k none home; mount -t tmpfs -o size=64k none .unfazed; " + FillHere, "No space left")]
    [InlineData("the home directory is read-only", "mount --bind home home; mount -o remount,ro,bind home", "answers are not kept")]
    [InlineData("the root is read-only", "mount --bind . .; cd \"$PWD\"; mount -t tmpfs none home; mount -o remount,ro,bind .", null)]
    [InlineData("the root and the home directory are read-only", "mount --bind . .; cd \"$PWD\"; mount -o remount,ro,bind .", "no logs are kept")]
    [InlineData("the temp directory is missing", "export TMPDIR=/no/such/folder", null)]
    [InlineData("nothing can be written and the temp directory is missing", "export TMPDIR=/no/such/folder; mount --bind . .; cd \"$PWD\"; mount -o remount,ro,bind .", "no logs are kept")]
    public async Task A_run_answers_and_says_in_a_line_what_it_could_not_do(string situation, string arrange, string? said)
    {
        var ended = await _unfazed.ShellAsync(_folder.Path, $"exec unshare -rm sh -c '{arrange}; exec \"{TestedExecutable.Path}\" --format compact'");

        Assert.True(ended.ExitCode == 0, $"{situation}: {ended.ExitCode}\n{ended.Output}\n{ended.Error}");
        Assert.StartsWith("passed: 4 checks", ended.Output, StringComparison.Ordinal);
        Assert.All(ended.ErrorLines, static line => Assert.StartsWith("unfazed: ", line, StringComparison.Ordinal));
        Assert.True(said is null ? ended.Error.Length == 0 : ended.Error.Contains(said, StringComparison.Ordinal), $"{situation}: {ended.Error}");
    }

    [Theory(Timeout = Limit)]
    [InlineData("hangs from the start", "*")]
    [InlineData("hangs while it lists the files", "*ls-files*")]
    public async Task A_git_that_hangs_is_waited_for_until_the_deadline_and_no_longer(string situation, string when)
    {
        var git = _folder.WriteExecutable("bin/git", $"#!/bin/sh\ncase \"$*\" in {when}) trap '' TERM; sleep 1000;; esac\nexec /usr/bin/git \"$@\"\n");
        await _unfazed.ShellAsync(_folder.Path, "git init -q .");
        _unfazed.Variables["PATH"] = $"{Path.GetDirectoryName(git)}:/usr/bin:/bin";

        var ended = await _unfazed.RunAsync(_folder.Path, "--deadline", "5s", "--format", "json");

        Assert.True(ended.ExitCode == 4, $"{situation}: {ended.ExitCode}\n{ended.Output}\n{ended.Error}");
        using var report = JsonDocument.Parse(ended.Output);
        var run = report.RootElement.GetProperty("run");
        Assert.Equal("deadline", run.GetProperty("state").GetString());
        Assert.InRange(run.GetProperty("duration_ms").GetInt64(), 4_500, 5_000 + (long)BusyMachine.MaxDelay.TotalMilliseconds);
        Assert.Contains("nothing was checked", Assert.Single(ended.ErrorLines), StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task In_a_directory_that_is_gone_it_says_so_in_a_line()
    {
        var ended = await _unfazed.ShellAsync(_folder.Path, "mkdir gone; cd gone; rmdir ../gone; unfazed");

        Assert.Equal(2, ended.ExitCode);
        Assert.Equal("unfazed: the current directory is gone; change to one that exists", Assert.Single(ended.ErrorLines));
    }

    [Fact(Timeout = Limit)]
    public async Task With_few_open_files_fewer_checks_run_at_once_and_it_is_said()
    {
        var checks = Enumerable.Range(1, 12).Select(static index => $"  c{index}: {{ run: [sleep, \"0.1\"], cores: 0.01 }}\n");
        _folder.Write("unfazed.yaml", "version: 1\ndetect: false\nchecks:\n" + string.Concat(checks));

        var ended = await _unfazed.ShellAsync(_folder.Path, $"ulimit -n {OpenFiles.Few}; unfazed --format compact");

        Assert.Equal(0, ended.ExitCode);
        Assert.StartsWith("passed: 12 checks", ended.Output, StringComparison.Ordinal);
        Assert.Contains("checks run at once", Assert.Single(ended.ErrorLines), StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task With_fewer_open_files_than_the_runtime_needs_the_answer_is_one_line()
    {
        var ended = await _unfazed.ShellAsync(_folder.Path, $"ulimit -n {OpenFiles.TooFew}; unfazed");

        Assert.Equal(4, ended.ExitCode);
        Assert.Contains($"nothing was run: {OpenFiles.TooFew} files may be open here", Assert.Single(ended.ErrorLines), StringComparison.Ordinal);
    }

    [Theory(Timeout = Limit)]
    [InlineData("leaves a child that holds its output", "SLEEP &\nexec /usr/bin/git \"$@\"", 0, "")]
    [InlineData("prints NUL where lines are expected", "printf 'a\\0\\0b'\nexec /usr/bin/git \"$@\"", 2, "git")]
    [InlineData("prints nothing but NUL", "printf '\\0'", 2, "git")]
    public async Task A_git_that_misbehaves_is_an_answer_with_its_name(string situation, string script, int code, string said)
    {
        var sight = new ProcessSight();
        var git = _folder.WriteExecutable("bin/git", $"#!/bin/sh\n{script.Replace("SLEEP", sight.Sleep, StringComparison.Ordinal)}\n");
        await _unfazed.ShellAsync(_folder.Path, "git init -q .");
        _unfazed.Variables["PATH"] = $"{Path.GetDirectoryName(git)}:/usr/bin:/bin";

        var ended = await _unfazed.RunAsync(_folder.Path, "--format", "compact");

        Assert.True(ended.ExitCode == code, $"{situation}: {ended.ExitCode}\n{ended.Output}\n{ended.Error}");
        Assert.Contains(said, ended.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("internal error", ended.Error, StringComparison.Ordinal);
        Assert.Empty(sight.Alive());
    }

    public void Dispose()
    {
        _unfazed.Dispose();
        _folder.Dispose();
    }
}
