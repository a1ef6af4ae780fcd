using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Testing;

namespace Unfazed.Validators.Tests.Tools.Own;

/// <summary>Builds that state that they failed, where a pipe loses the exit code, and what says nothing about the code.</summary>
public sealed class StoppedBuildTests : IDisposable
{
    private readonly ToolScene _scene = new();

    [Theory(Timeout = 30_000)]
    [InlineData("make: *** [Makefile:2: a.o] Error 1", "make: *** [Makefile:2: a.o] Error 1")]
    [InlineData("FAILED: a.o \nninja: build stopped: subcommand failed.", "ninja: build stopped")]
    [InlineData("scons: building terminated because of errors.", "scons: building terminated")]
    [InlineData("ERROR: Build did NOT complete successfully", "did NOT complete")]
    [InlineData("fatal error: too many errors emitted, stopping now [-ferror-limit=]", "too many errors")]
    [InlineData("compilation terminated due to -fmax-errors=1.", "-fmax-errors=1")]
    [InlineData("2 errors generated.", "it counts 2 problems and printed 1")]
    [InlineData("a.c:2:1: internal compiler error: Segmentation fault", "internal compiler error")]
    public async Task An_error_after_which_the_build_stopped_is_not_forgiven_where_the_exit_code_is_lost(string line, string gap)
    {
        _scene.Write("a.c", "");

        var seen = await RunAsync("gcc", $"a.c:1:1: error: x\n{line}\n");

        Assert.Equal("a.c:1  x", Assert.Single(Shown(seen)));
        Assert.Contains(gap, seen.Incomplete, StringComparison.Ordinal);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("make: *** [Makefile:5: x] Killed")]
    [InlineData("sh: 1: foo: not found\nmake: *** [Makefile:5: x] Error 127")]
    [InlineData("make: *** No targets specified and no makefile found.  Stop.")]
    [InlineData("make: *** nosuch: No such file or directory.  Stop.")]
    [InlineData("make: invalid option -- 'z'")]
    [InlineData("make: ./np: Permission denied\nmake: *** [Makefile:7: np] Error 127")]
    [InlineData("make: *** [Makefile:7: x] Interrupt")]
    [InlineData("make: *** [Makefile:7: x] Terminated")]
    [InlineData("Error: /x/nosuch is not a directory")]
    [InlineData("Error: could not load cache")]
    [InlineData("[1/2] cc a.c\nFAILED: a.o \ncc a.c")]
    [InlineData("ninja: fatal: chdir to 'x' - No such file or directory")]
    [InlineData("scons: *** [a.o] Error 1\nscons: building terminated because of errors.")]
    [InlineData("FAILED: Build did NOT complete successfully")]
    [InlineData("a.c:1:1: internal compiler error: Segmentation fault")]
    [InlineData("gcc: fatal error: Killed signal terminated program cc1plus\ncompilation terminated.")]
    public async Task A_build_that_states_a_failure_without_an_error_in_the_code_is_an_error(string printed)
    {
        var seen = await RunAsync("gcc", printed + "\n");

        Assert.Empty(seen.Findings);
        Assert.Equal(ObservationEnding.Error, seen.Ending);
    }

    [Theory(Timeout = 30_000)]
    [InlineData("make: [Makefile:3: clean] Error 1 (ignored)")]
    [InlineData("ninja: no work to do.")]
    [InlineData("FAILED: 0\nPASSED: 3")]
    [InlineData("CMake Warning at CMakeLists.txt:3 (message):\n  error: careful\n\n-- Configuring done")]
    public async Task A_build_that_succeeds_may_speak_of_failures(string printed) =>
        Assert.Equal((ObservationEnding.Completed, 0), await EndingAsync("gcc", printed + "\n"));

    [ToolFact("make", Timeout = 60_000)]
    public async Task A_program_that_is_missing_below_a_nested_make_says_nothing_about_the_code()
    {
        _scene.Write("Makefile", "all:\n\t@$(MAKE) -C sub\n");
        _scene.Write("sub/Makefile", "all:\n\tnosuch-compiler a.c\n");

        Assert.Equal((ObservationEnding.Error, 0), await CommandEndingAsync("make"));
        Assert.Equal((ObservationEnding.Error, 0), await CommandEndingAsync("make 2>&1 | cat"));
    }

    [ToolFact("make", Timeout = 60_000)]
    public async Task A_recipe_that_fails_beside_one_whose_program_is_missing_is_found()
    {
        _scene.Write("Makefile", "all: a b\na:\n\t@nosuch-compiler a.c\nb:\n\t@exit 3\n");

        Assert.Equal(["Makefile:5 make the recipe of b failed (exit code 3)"], Shown(await CommandAsync("gcc", "make -k")));
    }

    [ToolFact("gcc", Timeout = 60_000)]
    public async Task What_the_assembler_refuses_is_an_error_in_the_code()
    {
        _scene.Write("a.c", "int f(void)\n{\n  __asm__(\"nosuch %eax\");\n  return 0;\n}\n");

        foreach (var command in (string[])["gcc -c -o /dev/null a.c", "gcc -c -o /dev/null a.c 2>&1 | cat"])
        {
            Assert.Equal(["a.c:3  no such instruction: `nosuch %eax'"], Shown(await CommandAsync("gcc", command)));
        }
    }

    [ToolFact("gcc", Timeout = 60_000)]
    public async Task Warnings_that_are_errors_are_read_whole()
    {
        _scene.Write("a.c", "static int f(void) { return 0; }\n");

        var seen = await CommandAsync("gcc", "gcc -Wall -Werror -c -o /dev/null a.c");

        Assert.Equal("a.c:1 -Werror=unused-function", Assert.Single(Shown(seen))[..^" \u2018f\u2019 defined but not used".Length]);
        Assert.Null(seen.Incomplete);
    }

    [Theory(Timeout = 30_000)]
    [InlineData(1, "a.py:3: error: x  [misc]\nFound 3 errors in 1 file (checked 2 source files)\n", "it counts 3 problems and printed 1")]
    [InlineData(0, "a.py:3: error: invalid syntax  [syntax]\nFound 1 error in 1 file (errors prevented further checking)\n", "it stopped at a.py:3")]
    [InlineData(1, "a.py:3: error: x  [misc]\nFound 1 error in 1 file (checked 2 source files)\n", null)]
    public async Task What_mypy_counts_and_did_not_print_is_not_forgiven(int code, string printed, string? gap)
    {
        _scene.Write("a.py", "");

        var seen = await RunAsync("mypy", printed, code);

        Assert.Single(seen.Findings);
        Assert.Equal(gap is null ? null : $"it exited with {code}, and {gap}", seen.Incomplete?.Replace(" and did not look at the rest", "", StringComparison.Ordinal));
    }

    public void Dispose() => _scene.Dispose();

    private static List<string> Shown(Observation seen) =>
        [.. seen.Findings.Select(static finding => $"{finding.Path}{(finding.Line is { } line ? $":{line}" : "")} {finding.Rule} {finding.Message}")];

    private Task<Observation> RunAsync(string format, string printed, int code = 0)
    {
        _scene.Write("log.txt", printed);
        return CommandAsync(format, $"cat log.txt; exit {code}");
    }

    private async Task<(ObservationEnding Ending, int Findings)> EndingAsync(string format, string printed) => await RunAsync(format, printed) is var seen ? (seen.Ending, seen.Findings.Length) : default;

    private async Task<(ObservationEnding Ending, int Findings)> CommandEndingAsync(string command) => await CommandAsync("gcc", command) is var seen ? (seen.Ending, seen.Findings.Length) : default;

    private Task<Observation> CommandAsync(string format, string command)
    {
        _scene.Configuration = new();
        _scene.Configure(ToolScene.Own("t", "sh", "-c", command) with { Parse = Setting<string>.Default(format) });
        return _scene.RunAsync("t");
    }
}
