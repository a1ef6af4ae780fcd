using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Commands;

[Collection(nameof(RunsAlone))]
public sealed class SignalTests : IDisposable
{
    private const int Limit = 120_000;

    // Each ignores SIGTERM, and so does what it leaves behind in a session of its own.
    private const string ThreeThatRefuse =
        """
        version: 1
        detect: false
        checks:
          one: { run: [sh, refuse.sh, one], cores: 0.1 }
          two: { run: [sh, refuse.sh, two], cores: 0.1 }
          three: { run: [sh, refuse.sh, three], cores: 0.1 }
        """;

    private const string Refuse =
        """
        trap '' TERM HUP INT
        setsid sleep 600 &
        echo "$$ $!" > "$1.new"
        mv "$1.new" "$1.pid"
        while :; do sleep 1; done
        """;

    private readonly BuiltUnfazed _unfazed = new();
    private readonly TemporaryDirectory _folder = new();

    public SignalTests()
    {
        _folder.Write("unfazed.yaml", ThreeThatRefuse);
        _folder.Write("refuse.sh", Refuse);
    }

    [Fact(Timeout = Limit)]
    public async Task One_interrupt_ends_checks_that_refuse_to_end_and_the_result_does_not_wait_for_them()
    {
        var ended = await _unfazed.ShellAsync(_folder.Path, InBackground("INT") + "kill -INT $run; wait $run; echo $? > code");

        using var report = JsonDocument.Parse(ended.Output);
        var run = report.RootElement.GetProperty("run");
        Assert.Equal("130\n", File.ReadAllText(_folder["code"]));
        Assert.Equal("interrupted", run.GetProperty("state").GetString());
        Assert.InRange(Since("started"), TimeSpan.Zero, BusyMachine.MaxDelay);
        AssertNoneLives();
    }

    [Theory(Timeout = Limit)]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task A_second_signal_ends_at_once_and_leaves_none_behind(string signal, int code)
    {
        var ended = await _unfazed.ShellAsync(_folder.Path, InBackground(signal) + $"kill -{signal} $run; sleep 0.5; kill -{signal} $run; wait $run; echo $? > code");

        Assert.Equal($"{code}\n", File.ReadAllText(_folder["code"]));
        Assert.Empty(ended.Output);
        Assert.InRange(Since("started"), TimeSpan.Zero, BusyMachine.MaxDelay);
        AssertNoneLives();
    }

    /// <summary><c>timeout</c> signals its child and then the group of both; a parent passes on what the terminal has sent already.</summary>
    [Theory(Timeout = Limit)]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task A_signal_that_arrives_twice_at_once_loses_no_report(string signal, int code)
    {
        var ended = await _unfazed.ShellAsync(_folder.Path, InBackground(signal) + $"kill -{signal} $run; kill -{signal} $run; wait $run; echo $? > code");

        using var report = JsonDocument.Parse(ended.Output);
        Assert.Equal($"{code}\n", File.ReadAllText(_folder["code"]));
        Assert.Equal("interrupted", report.RootElement.GetProperty("run").GetProperty("state").GetString());
        AssertNoneLives();
    }

    [Theory(Timeout = Limit)]
    [InlineData("HUP")]
    [InlineData("INT")]
    [InlineData("QUIT")]
    public async Task A_signal_that_was_ignored_at_the_start_stays_ignored(string signal)
    {
        _folder.Write("unfazed.yaml", "version: 1\ndetect: false\nchecks:\n  waits: { run: [sh, -c, \"touch running; while test ! -e go; do sleep 0.02; done\"] }\n");

        var ended = await _unfazed.ShellAsync(
            _folder.Path,
            $"trap '' {signal}; \"$program\" --format compact & run=$!; while test ! -e running; do sleep 0.02; done; kill -{signal} $run; sleep 0.3; touch go; wait $run");

        Assert.Equal(0, ended.ExitCode);
        Assert.StartsWith("passed", ended.Output, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _unfazed.Dispose();
        _folder.Dispose();
    }

    // A shell without job control starts what runs in the background with SIGINT ignored; env gives it back.
    private static string InBackground(string signal) =>
        $"env --default-signal={signal} \"$program\" --format json & run=$!\n"
        + "while ! { test -e one.pid && test -e two.pid && test -e three.pid; }; do sleep 0.02; done\ntouch started\n";

    private TimeSpan Since(string file) => File.GetLastWriteTimeUtc(_folder["code"]) - File.GetLastWriteTimeUtc(_folder[file]);

    private void AssertNoneLives()
    {
        var pids = ((string[])["one", "two", "three"]).SelectMany(name => File.ReadAllText(_folder[name + ".pid"]).Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
        Assert.DoesNotContain(pids, static pid => IsAlive(int.Parse(pid, CultureInfo.InvariantCulture)));
    }

    // A zombie is dead; who reaps it is not ours to say once we are gone.
    private static bool IsAlive(int pid)
    {
        var limit = Stopwatch.StartNew();
        while (File.Exists($"/proc/{pid}/stat") && !File.ReadAllText($"/proc/{pid}/stat").Contains(") Z ", StringComparison.Ordinal))
        {
            if (limit.Elapsed > BusyMachine.MaxDelay)
            {
                return true;
            }
        }

        return false;
    }
}
