using System.Collections.Immutable;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Core.Processes;

namespace Unfazed.Validators.Tests.Tools.Own;

public sealed class OwnCheckTests : IDisposable
{
    private readonly ToolScene _scene = new();

    [Fact(Timeout = 120_000)]
    public async Task Exit_0_passes_and_says_where_it_comes_from()
    {
        _scene.Configure(ToolScene.Own("ok", "true"));

        var check = await _scene.CheckAsync("ok");
        var seen = await _scene.RunAsync(check);

        Assert.Equal(("checks.ok in unfazed.yaml", Dimension.CodeQuality), (check.Reason, check.Dimension));
        Assert.Equal((ObservationEnding.Completed, 0, false, 1), (seen.Ending, seen.ExitCode, seen.ReportedProblems, seen.Attempts));
    }

    [Fact(Timeout = 120_000)]
    public async Task Another_exit_code_is_a_problem_with_the_end_of_the_output_as_its_message()
    {
        _scene.Configure(ToolScene.Own("tests", "sh", "-c", "echo first; echo last; exit 3"));

        var seen = await _scene.RunAsync("tests");

        Assert.Equal((ObservationEnding.Completed, true, 3), (seen.Ending, seen.ReportedProblems, seen.ExitCode));
        Assert.Equal("first\nlast", seen.Message);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("head -c 3000000 /dev/zero")]
    [InlineData("setsid sleep 30 & exit 0")]
    public async Task An_exit_code_of_0_is_a_pass_whatever_it_printed_or_left_behind(string script)
    {
        _scene.Configure(ToolScene.Own("loud", "sh", "-c", script));

        var seen = await _scene.RunAsync("loud");

        Assert.Equal((ObservationEnding.Completed, 0, null), (seen.Ending, seen.ExitCode, seen.Error));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_script_whose_interpreter_is_missing_is_said_to_lack_it()
    {
        _scene.WriteProgram("odd.sh", "#!/nonexistent/interpreter\n");
        _scene.Configure(ToolScene.Own("odd", "./odd.sh"));

        var seen = await _scene.RunAsync("odd");

        Assert.Equal((ObservationEnding.Unavailable, ErrorCodes.ToolMissing), (seen.Ending, seen.Error));
        Assert.Contains("/nonexistent/interpreter", seen.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exit 126", ObservationEnding.Unavailable, ErrorCodes.ToolMissing)]
    [InlineData("no-such-program-here", ObservationEnding.Unavailable, ErrorCodes.ToolMissing)]
    [InlineData("exit 200", ObservationEnding.Error, ErrorCodes.UnexpectedExit)]
    [InlineData("kill -SEGV $$", ObservationEnding.Error, ErrorCodes.Signal)]
    public async Task What_is_no_answer_is_no_pass_and_no_failure(string script, ObservationEnding ending, string error)
    {
        _scene.Configure(ToolScene.Own("odd", "sh", "-c", script));

        var seen = await _scene.RunAsync("odd");

        Assert.Equal((ending, error), (seen.Ending, seen.Error));
        Assert.NotNull(seen.Message);
    }

    [Fact(Timeout = 120_000)]
    public async Task The_signal_that_ended_it_is_named()
    {
        _scene.Configure(ToolScene.Own("crash", "sh", "-c", "kill -SEGV $$"));

        Assert.Equal("SIGSEGV", (await _scene.RunAsync("crash")).Details["signal"].Value);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_program_that_is_not_there_was_never_started()
    {
        _scene.Configure(ToolScene.Own("gone", "no-such-program-here"));

        var seen = await _scene.RunAsync("gone");

        Assert.Equal((ObservationEnding.Unavailable, ErrorCodes.ToolMissing, 0), (seen.Ending, seen.Error, seen.Attempts));
    }

    [Fact(Timeout = 120_000)]
    public async Task What_a_script_could_not_find_is_said_in_the_shell_s_words()
    {
        _scene.Configure(ToolScene.Own("script", "sh", "-c", "no-such-program-here"));

        Assert.Contains("no-such-program-here: not found", (await _scene.RunAsync("script")).Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task Findings_exit_says_which_codes_are_problems()
    {
        _scene.Configure(ToolScene.Own("two", "sh", "-c", "exit 2") with { FindingsExit = Setting<ImmutableArray<int>>.Default([1]) });

        Assert.Equal(ErrorCodes.UnexpectedExit, (await _scene.RunAsync("two")).Error);
    }

    [Fact(Timeout = 120_000)]
    public async Task Files_are_passed_relative_to_where_it_runs_and_never_as_options()
    {
        foreach (var name in (string[])["docs/a b.md", "docs/-x.md", "docs/line\nbreak.md", "docs/skipped.md", "other/c.md", "docs/d.txt"])
        {
            _scene.Write(name, "");
        }

        _scene.Configure(ToolScene.Own("list", "sh", "-c", "for f; do printf '%s|' \"$f\"; done; exit 1", "sh", "{files}", "{root}") with
        {
            Directory = Setting<string>.Default("docs"),
            Files = Setting<ImmutableArray<string>>.Default(["**/*.md"]),
            Exclude = Setting<ImmutableArray<string>>.Default(["docs/skipped.md"]),
        });

        Assert.Equal($"./-x.md|a b.md|line\nbreak.md|{_scene.Repository.Path}|", (await _scene.RunAsync("list")).Message);
        Assert.Equal($"a b.md|{_scene.Repository.Path}|", (await _scene.RunAsync("list", "docs/a b.md", "docs/d.txt")).Message);
    }

    [Fact(Timeout = 120_000)]
    public async Task Without_a_file_of_its_kind_there_is_nothing_to_do()
    {
        _scene.Write("a.txt", "");
        _scene.Configure(ToolScene.Own("prose", "false") with { Files = Setting<ImmutableArray<string>>.Default(["*.md"]) });

        Assert.Equal(ObservationEnding.Skipped, (await _scene.CheckAsync("prose")).Settled?.Ending);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_check_of_a_project_runs_whole_when_one_of_its_files_is_selected()
    {
        _scene.Write("a.md", "");
        _scene.Write("b.txt", "");
        _scene.Configure(ToolScene.Own("prose", "true") with { Files = Setting<ImmutableArray<string>>.Default(["*.md"]) });

        Assert.Equal(ObservationEnding.Completed, (await _scene.RunAsync("prose", "a.md")).Ending);
        Assert.Equal(ObservationEnding.Skipped, (await _scene.RunAsync("prose", "b.txt")).Ending);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_pattern_makes_findings_of_lines_and_passes_over_the_others()
    {
        _scene.Write("src/a.c", "");
        _scene.Configure(Pattern("echo compiling; echo 'src/a.c:3:7: error: [E1] oops'; echo '/usr/include/x.h:1:2: note: [N1] there' >&2; exit 1"));

        var seen = await _scene.RunAsync("cc");

        Assert.Equal(ObservationEnding.Completed, seen.Ending);
        Assert.Equal(["src/a.c:3:7 E1 Error oops", ":1:2 N1 Note /usr/include/x.h: there"], Shown(seen));
    }

    [Fact(Timeout = 120_000)]
    public async Task Problems_by_exit_code_without_a_finding_were_not_understood()
    {
        _scene.Configure(Pattern("echo something else; exit 1"));

        Assert.Equal((ObservationEnding.Error, ErrorCodes.UnreadableOutput), await EndingOf("cc"));
    }

    [Fact(Timeout = 120_000)]
    public async Task Half_a_document_at_exit_0_is_no_pass()
    {
        _scene.Configure(ToolScene.Own("half", "printf", "%s", "{\"runs\": [{\"results\": [") with { Parse = Setting<string>.Default("sarif") });

        Assert.Equal((ObservationEnding.Error, ErrorCodes.UnreadableOutput), await EndingOf("half"));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_document_without_results_passes()
    {
        _scene.Configure(ToolScene.Own("clean", "printf", "%s", "{\"version\": \"2.1.0\", \"runs\": [{\"results\": []}]}") with { Parse = Setting<string>.Default("sarif") });

        Assert.Equal((ObservationEnding.Completed, null), await EndingOf("clean"));
    }

    [Fact(Timeout = 120_000)]
    public async Task The_output_of_a_known_tool_is_read_under_the_name_of_the_check()
    {
        _scene.Configure(ToolScene.Own("flake8", "sh", "-c", "echo make: lint; echo 'a.py:1:1: F401 unused'; exit 1") with { Parse = Setting<string>.Default("flake8") });
        _scene.Write("setup.cfg", "[flake8]\n");
        _scene.Write("a.py", "");

        var seen = await _scene.RunAsync("flake8");

        Assert.Equal(("flake8", "F401"), seen.Findings.Select(static finding => (finding.Tool, finding.Rule)).Single());
    }

    [Theory(Timeout = 120_000)]
    [InlineData("echo 'app: error: no proxy' >&2; echo 'retrying' >&2; echo '  cannot say why' >&2; echo '3 errors generated.' >&2", "app: error: no proxy")]
    [InlineData("echo 'retrying' >&2; echo 'app: error: on standard output'", null)]
    public async Task The_last_error_on_standard_error_explains_a_timeout(string script, string? said)
    {
        _scene.Configure(Pattern($"{script}; touch printed; exec sleep 60"));
        var check = await _scene.CheckAsync("cc");
        using var stop = new StopSignal();

        var running = _scene.RunAsync(check, stop);
        while (!File.Exists(_scene.Repository["printed"]))
        {
            await Task.Yield();
        }

        stop.Stop(StopReason.Timeout, TimeSpan.FromSeconds(1));

        Assert.Equal(said, (await running).Message);
    }

    [Fact(Timeout = 120_000)]
    public async Task What_it_printed_before_its_timeout_is_kept()
    {
        _scene.Configure(Pattern("echo 'src/a.c:3:7: error: [E1] oops'; touch printed; exec sleep 60"));
        var check = await _scene.CheckAsync("cc");
        using var stop = new StopSignal();

        var running = _scene.RunAsync(check, stop);
        while (!File.Exists(_scene.Repository["printed"]))
        {
            await Task.Yield();
        }

        stop.Stop(StopReason.Timeout, TimeSpan.FromSeconds(1));
        var seen = await running;

        Assert.Equal((ObservationEnding.TimedOut, ErrorCodes.Timeout), (seen.Ending, seen.Error));
        Assert.Equal("E1", Assert.Single(seen.Findings).Rule);
        Assert.NotNull(seen.Log);
    }

    [Fact(Timeout = 120_000)]
    public async Task More_files_than_fit_one_command_are_all_passed_and_each_once()
    {
        var folder = string.Join('/', Enumerable.Repeat(new string('d', 200), 16));
        for (var index = 0; index < 400; index++)
        {
            _scene.Write($"{folder}/{index}.c", "");
        }

        var check = Pattern("for f; do echo \"$f:1:1: error: [E1] here\"; done; exit 1");
        _scene.Configure(check with { Run = Setting<ImmutableArray<string>>.Default([.. check.Run!.Value.Value, "sh", "{files}"]) });

        var seen = await _scene.RunAsync("cc");

        Assert.Equal((ObservationEnding.Completed, 1, 1, "400 files"), (seen.Ending, seen.ExitCode, seen.Attempts, seen.Summary));
        Assert.Equal(400, seen.Findings.Select(static finding => finding.Path).Distinct().Count());
        Assert.Equal(400, seen.Findings.Length);
        Assert.True(seen.Command.Length < 400);
    }

    [Fact(Timeout = 120_000)]
    public async Task Its_version_is_asked_and_a_version_that_never_comes_costs_nothing()
    {
        _scene.Configure(ToolScene.Own("v", "true") with { Version = Setting<ImmutableArray<string>>.Default(["echo", "v version v1.2.3-rc1 (x)"]) });
        _scene.Configure(ToolScene.Own("slow", "true") with { Version = Setting<ImmutableArray<string>>.Default(["sleep", "60"]) });

        Assert.Equal("1.2.3-rc1", (await _scene.RunAsync("v")).Version);
        Assert.Equal((ObservationEnding.Completed, null), await EndingOf("slow"));
    }

    [Fact(Timeout = 120_000)]
    public async Task Variables_reach_it()
    {
        _scene.Configure(ToolScene.Own("env", "sh", "-c", "echo $COLOR; exit 1") with
        {
            Environment = Setting<ImmutableDictionary<string, string>>.Default(ImmutableDictionary<string, string>.Empty.Add("COLOR", "blue")),
        });

        Assert.Equal("blue", (await _scene.RunAsync("env")).Message);
    }

    [Fact(Timeout = 120_000)]
    public async Task Findings_in_excluded_files_do_not_count()
    {
        _scene.Write("src/a.c", "");
        _scene.Configuration = _scene.Configuration with { Exclude = [Setting<string>.Default("vendor/")] };
        _scene.Configure(Pattern("echo 'src/a.c:3:7: error: [E1] ours'; echo 'vendor/b.c:3:7: error: [E1] theirs'; exit 1"));

        Assert.Equal(["src/a.c:3:7 E1 Error ours"], Shown(await _scene.RunAsync("cc")));
    }

    public void Dispose() => _scene.Dispose();

    private static CheckSettings Pattern(string script) => ToolScene.Own("cc", "sh", "-c", script) with
    {
        Parse = Setting<string>.Default("regex"),
        Pattern = Setting<string>.Default(@"^(?<path>[^:]+):(?<line>\d+):(?<column>\d+): (?<severity>\w+): \[(?<rule>\w+)\] (?<message>.*)$"),
    };

    private static IEnumerable<string> Shown(Observation seen) =>
        seen.Findings.Select(static finding => $"{finding.Path}:{finding.Line}:{finding.Column} {finding.Rule} {finding.Severity} {finding.Message}");

    private async Task<(ObservationEnding Ending, string? Error)> EndingOf(string name)
    {
        var seen = await _scene.RunAsync(name);
        return (seen.Ending, seen.Error);
    }
}
