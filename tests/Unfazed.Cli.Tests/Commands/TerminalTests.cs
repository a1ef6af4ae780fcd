using Unfazed.Testing;

namespace Unfazed.Cli.Tests.Commands;

/// <summary>The executable on a real pseudo terminal, which script(1) makes.</summary>
[Collection(nameof(RunsAlone))]
public sealed class TerminalTests : IDisposable
{
    private const int Limit = 120_000;
    private const string Hide = "\e[?25l";
    private const string Show = "\e[?25h";

    private readonly BuiltUnfazed _unfazed = new();
    private readonly TemporaryDirectory _folder = new();

    public TerminalTests()
    {
        _unfazed.Variables["TERM"] = "xterm";
        _folder.Write("unfazed.yaml", "version: 1\ndetect: false\nchecks:\n  waits: { run: [sh, -c, \"touch running; while test ! -e go; do sleep 0.02; done\"] }\n");
    }

    [ToolFact("script", Timeout = Limit)]
    public async Task The_view_is_drawn_while_checks_run_and_the_cursor_is_back_at_the_end()
    {
        var ended = await OnTerminalAsync("stty cols 40 rows 24; \"$0\" & run=$!; while test ! -e running; do sleep 0.02; done; sleep 1; touch go; wait $run");

        Assert.Contains(Hide, ended.Output, StringComparison.Ordinal);
        Assert.Contains("0 of 1 ended, 1 running", ended.Output, StringComparison.Ordinal);
        Assert.Contains(" of 1m", ended.Output, StringComparison.Ordinal);
        AssertCursorIsBack(ended.Output);
        Assert.True(ended.Output.IndexOf("PASSED", StringComparison.Ordinal) > ended.Output.LastIndexOf(Show, StringComparison.Ordinal));
    }

    [ToolTheory("script", Timeout = Limit)]
    [InlineData("kill -INT $run; wait $run", 130)]
    [InlineData("kill -INT $run; sleep 0.2; kill -INT $run; wait $run", 130)]
    [InlineData("kill -TERM $run; wait $run", 143)]
    public async Task The_cursor_is_back_after_a_signal(string signals, int code)
    {
        _folder.Write("unfazed.yaml", "version: 1\ndetect: false\nchecks:\n  waits: { run: [sh, -c, \"trap '' TERM; touch running; while :; do sleep 0.1; done\"] }\n");

        var ended = await OnTerminalAsync($"env --default-signal=INT \"$0\" & run=$!; while test ! -e running; do sleep 0.02; done; sleep 0.5; {signals}");

        Assert.Equal(code, ended.ExitCode);
        Assert.Contains(Hide, ended.Output, StringComparison.Ordinal);
        AssertCursorIsBack(ended.Output);
    }

    [ToolFact("script", Timeout = Limit)]
    public async Task A_run_that_is_stopped_gives_the_cursor_to_the_shell_and_goes_on()
    {
        var ended = await OnTerminalAsync(
            "stty -tostop; set -m; \"$0\" & run=$!; while ! grep -q '^SigCgt:.*[89a-f]....$' /proc/$run/status; do sleep 0.02; done; kill -TSTP $run; "
            + "while ! grep -q '^State:.*stopped' /proc/$run/status; do sleep 0.02; done; echo in-the-shell; touch go; fg");

        Assert.True(ended.ExitCode == 0, ended.Output);
        AssertCursorIsBack(ended.Output[..ended.Output.IndexOf("in-the-shell", StringComparison.Ordinal)]);
        AssertCursorIsBack(ended.Output);
        Assert.Contains("PASSED", ended.Output, StringComparison.Ordinal);
    }

    [ToolTheory("script", Timeout = Limit)]
    [InlineData("--no-progress", "xterm", null)]
    [InlineData("-q", "xterm", null)]
    [InlineData("-v", "dumb", null)]
    [InlineData("-v", "xterm", "1")]
    public async Task Nothing_is_drawn_where_nobody_wants_it(string option, string terminal, string? ci)
    {
        _unfazed.Variables["TERM"] = terminal;
        _unfazed.Variables["CI"] = ci;
        _folder.Write("go");

        var ended = await OnTerminalAsync($"\"$0\" {option}");

        Assert.DoesNotContain(Hide, ended.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\e[K", ended.Output, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _unfazed.Dispose();
        _folder.Dispose();
    }

    private static void AssertCursorIsBack(string output) =>
        Assert.True(output.LastIndexOf(Show, StringComparison.Ordinal) > output.LastIndexOf(Hide, StringComparison.Ordinal), output);

    private Task<Ended> OnTerminalAsync(string line)
    {
        _folder.Write("on-terminal.sh", line + "\n");
        return _unfazed.ShellAsync(_folder.Path, "SHELL=/bin/sh script -qec \"sh -c '. ./on-terminal.sh' '$program'\" /dev/null");
    }
}
