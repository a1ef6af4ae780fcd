using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Testing;

namespace Unfazed.Validators.Tests.Tools.Own;

/// <summary>Compilers and tests that end before they have looked at everything, and outputs that do: none of their findings may be forgiven.</summary>
public sealed class EarlyEndTests : IDisposable
{
    private const string Test = "package p\n\nimport (\n\t\"fmt\"\n\t\"testing\"\n)\n\n";

    private readonly ToolScene _scene = new();

    [ToolTheory("go", Timeout = 120_000)]
    [InlineData("go test ./...")]
    [InlineData("go test -v ./...")]
    [InlineData("go test -json ./...")]
    public async Task A_passed_Go_test_may_print_the_panic_that_it_recovered_from(string command)
    {
        WriteModule(Test + "func TestRecover(t *testing.T) {\n\tdefer func() { fmt.Println(\"panic:\", recover()) }()\n\tpanic(\"boom\")\n}\n\nfunc TestLog(t *testing.T) { fmt.Println(\"fatal error: none\") }\n");

        var seen = await RunAsync("go-test", command);

        Assert.Equal((ObservationEnding.Completed, 0, null), (seen.Ending, seen.Findings.Length, seen.Incomplete));
    }

    [ToolTheory("go", Timeout = 120_000)]
    [InlineData("go test ./...")]
    [InlineData("go test -v ./...")]
    [InlineData("go test -json ./...")]
    public async Task A_passed_Go_test_may_print_the_results_of_other_tests(string command)
    {
        WriteModule(Test + "func TestReport(t *testing.T) { fmt.Println(\"--- FAIL: TestOther (0.00s)\\n    o_test.go:3: no\\nFAIL\") }\n");

        var seen = await RunAsync("go-test", command);

        Assert.Equal((ObservationEnding.Completed, 0, null), (seen.Ending, seen.Findings.Length, seen.Incomplete));
    }

    [ToolTheory("go", Timeout = 60_000)]
    [InlineData("go test ./...")]
    [InlineData("go test -v ./...")]
    public async Task The_result_of_a_Go_test_that_prints_no_last_line_break_is_its_own(string command)
    {
        WriteModule(Test + "func TestReal(t *testing.T) { fmt.Print(\"text\"); t.Fail() }\n\nfunc TestGood(t *testing.T) {}\n");

        Assert.Equal([" test-failed ex.org/a/p.TestReal"], Shown(await RunAsync("go-test", command)).Select(static text => text.TrimEnd(':', ' ')));
    }

    [Theory(Timeout = 30_000)]
    [InlineData("--- FAIL: TestBad (0.00s)\n    p_test.go:3: no\nok  \tex.org/b\t0.1s\n")]
    [InlineData("=== RUN   TestBad\n    p_test.go:3: no\n--- FAIL: TestBad (0.00s)\nok  \tex.org/b\t0.1s\n")]
    public async Task A_failed_Go_test_whose_package_was_filtered_out_is_no_pass(string printed)
    {
        _scene.Write("log.txt", printed);

        Assert.Single((await RunAsync("go-test", "cat log.txt")).Findings);
    }

    [ToolFact("go", Timeout = 60_000)]
    public async Task A_Go_package_that_does_not_compile_is_found_where_nothing_else_was_tested_and_the_exit_code_is_lost()
    {
        WriteModule("package p\n");
        _scene.Write("p/p.go", "package p\n\nfunc F() { nope() }\n");

        Assert.Equal(["p/p.go:3 compile undefined: nope"], Shown(await RunAsync("go-test", "go build ./... 2>&1 | cat")));
    }

    [ToolTheory("go", Timeout = 60_000)]
    [InlineData("go test ./...")]
    [InlineData("go test -v ./...")]
    [InlineData("go test -json ./...")]
    public async Task A_failed_Go_test_after_a_panic_that_was_recovered_from_says_its_own_reason(string command)
    {
        WriteModule(Test + "func TestRecover(t *testing.T) {\n\tdefer func() { fmt.Println(\"panic:\", recover()) }()\n\tpanic(\"boom\")\n}\n\nfunc TestBad(t *testing.T) { t.Error(\"really bad\") }\n");

        var seen = await RunAsync("go-test", command);

        Assert.Equal(["p/p_test.go:13 test-failed ex.org/a/p.TestBad: really bad"], Shown(seen));
        Assert.Null(seen.Incomplete);
    }

    [ToolTheory("go", Timeout = 120_000)]
    [InlineData("go test ./...", "panic(\"boom\")")]
    [InlineData("go test -v ./...", "panic(\"boom\")")]
    [InlineData("go test -json ./...", "panic(\"boom\")")]
    [InlineData("go test -timeout 1s ./...", "select {}")]
    [InlineData("go test ./... | cat", "panic(\"boom\")")]
    public async Task A_panic_or_a_timeout_of_a_Go_test_leaves_the_others_of_its_package_out(string command, string code)
    {
        WriteModule("package p\n\nimport \"testing\"\n\nfunc TestDead(t *testing.T) { " + code + " }\n\nfunc TestNever(t *testing.T) { t.Error(\"never seen\") }\n");

        var seen = await RunAsync("go-test", command);

        Assert.NotEmpty(seen.Findings);
        Assert.Contains("and did not run the rest", seen.Incomplete, StringComparison.Ordinal);
    }

    [ToolTheory("go", Timeout = 120_000)]
    [InlineData("func F() { L: for {} }")]
    [InlineData("func F() { goto X }")]
    [InlineData("type T struct { T }")]
    [InlineData("func F() { switch 1 { case 1: case 1: } }")]
    [InlineData("func F() { break }")]
    [InlineData("var x = y; var y = x")]
    [InlineData("func F() { for range true {} }")]
    [InlineData("func F() { _ = map[string]int{\"a\":1,\"a\":2} }")]
    [InlineData("func init() int { return 1 }")]
    [InlineData("func F() { \"a\" }")]
    [InlineData("func F() { 1 = 2 }")]
    [InlineData("import _ \"embed\"\n\n//go:embed nothing.txt\nvar S string")]
    public async Task What_Go_does_not_compile_is_an_error_of_the_compiler_whatever_its_words(string code)
    {
        WriteModule("package p\n\nimport \"testing\"\n\nfunc TestP(t *testing.T) {}\n");
        _scene.Write("p/p.go", $"package p\n\n{code}\n");

        foreach (var (format, command) in ((string, string)[])[("go-vet", "go build ./..."), ("go-vet", "go vet ./..."), ("go-test", "go test ./..."), ("go-test", "go test -json ./...")])
        {
            var seen = await RunAsync(format, command);
            Assert.True(seen.Findings.Any(static finding => finding is { Rule: "compile", Severity: Severity.Error }) && seen.Incomplete is not null, $"{command}: {string.Join('|', Shown(seen))} {seen.Incomplete}");
        }
    }

    [Theory(Timeout = 120_000)]
    [InlineData("go-test", 1, "ok  \tex.org/a\t0.1s\n--- FAIL: TestP (0.00s)\n    p_test.go:3: no\n")]
    [InlineData("go-test", 0, "{\"Action\":\"start\",\"Package\":\"ex.org/a\"}\n{\"Action\":\"output\",\"Package\":\"ex.org/a\",\"Output\":\"ok  \\tex.org/a\\t0.1s\\n\"}\n{\"Action\":\"pass\",\"Package\":\"ex.org/a\"}\n{\"Action\":\"start\",\"Package\":\"ex.org/b\"}\n")]
    [InlineData("go-test", 0, "{\"ImportPath\":\"ex.org/a\",\"Action\":\"build-output\",\"Output\":\"# ex.org/a\\n\"}\n{\"ImportPath\":\"ex.org/a\",\"Action\":\"build-output\",\"Output\":\"p.go:3:27: undefined: nope\\n\"}\n")]
    [InlineData("go-vet", 0, "# ex.org/a\n# [ex.org/a]\n")]
    public async Task An_output_of_Go_that_was_cut_off_is_no_pass_even_where_its_findings_do_not_count(string format, int code, string output)
    {
        _scene.Write("out.txt", output);

        var seen = await RunAsync(format, $"cat out.txt; exit {code}");

        Assert.True(seen.Error == ErrorCodes.UnreadableOutput || seen.Incomplete is not null, seen.Message);
    }

    [ToolFact("gcc", Timeout = 120_000)]
    public async Task After_a_fatal_error_a_compiler_reads_no_further()
    {
        _scene.Write("a.c", "#include \"nosuch.h\"\nint f(void) { return nope; }\n");

        foreach (var command in (string[])["gcc -fsyntax-only a.c", "gcc -fsyntax-only a.c 2>&1 | cat"])
        {
            var seen = await RunAsync("gcc", command);
            Assert.Equal(["a.c:1  nosuch.h: No such file or directory"], Shown(seen));
            Assert.Contains("it stopped at a.c:1", seen.Incomplete, StringComparison.Ordinal);
        }
    }

    [ToolTheory("make", Timeout = 120_000)]
    [InlineData("exit 3", "Makefile:2 make the recipe of all failed (exit code 3)")]
    [InlineData("echo 'a.c:1:1: warning: old [-Wold]'; exit 1", "a.c:1 -Wold old|Makefile:2 make the recipe of all failed (exit code 1)")]
    public async Task A_recipe_that_fails_without_an_error_of_a_compiler_is_a_finding(string recipe, string findings)
    {
        _scene.Write("a.c", "");
        _scene.Write("Makefile", $"all:\n\t@{recipe}\n");

        Assert.Equal(findings.Split('|'), Shown(await RunAsync("gcc", "make")));
    }

    [Theory(Timeout = 120_000)]
    [InlineData("FAILED: CMakeFiles/gen", " ninja the command of CMakeFiles/gen failed")]
    [InlineData("FAILED: [code=3] CMakeFiles/gen", " ninja the command of CMakeFiles/gen failed")]
    public async Task A_command_of_Ninja_that_fails_without_an_error_of_a_compiler_is_a_finding(string line, string finding)
    {
        _scene.Write("log.txt", $"[1/1] Generating\n{line} \nfalse\nninja: build stopped: subcommand failed.\n");

        Assert.Equal([finding], Shown(await RunAsync("gcc", "cat log.txt")));
    }

    [ToolFact("make", Timeout = 120_000)]
    public async Task A_recipe_whose_program_is_missing_says_nothing_about_the_code()
    {
        _scene.Write("Makefile", "all:\n\tnosuch-compiler a.c\n");

        var seen = await RunAsync("gcc", "make");

        Assert.Empty(seen.Findings);
        Assert.Equal(ObservationEnding.Error, seen.Ending);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_line_that_only_mentions_a_tool_is_none_of_its_lines()
    {
        _scene.Write("a.py", "");
        _scene.Write("out.txt", "{\"file\": \"a.py\", \"line\": 1, \"message\": \"bad\", \"hint\": \"See https://mypy.readthedocs.io/\", \"severity\": \"error\"}\n");
        Assert.Equal(ErrorCodes.UnreadableOutput, (await RunAsync("mypy", "cat out.txt")).Error);

        _scene.Write("out.txt", "an algorithm of Google\n");
        Assert.Equal(ErrorCodes.UnreadableOutput, (await RunAsync("go-vet", "cat out.txt")).Error);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("go-vet", "go vet ./...")]
    [InlineData("go-vet", "go: downloading ex.org/b v1.0.0")]
    [InlineData("flake8", "python3 -m flake8 src")]
    [InlineData("flake8", ".venv/bin/flake8 src")]
    public async Task The_command_as_make_prints_it_is_one_of_the_tool_s_lines(string format, string line)
    {
        _scene.Write("out.txt", line + "\n");

        Assert.Equal(ObservationEnding.Completed, (await RunAsync(format, "cat out.txt")).Ending);
    }

    public void Dispose() => _scene.Dispose();

    private static List<string> Shown(Observation seen) =>
        [.. seen.Findings.Select(static finding => $"{finding.Path}{(finding.Line is { } line ? $":{line}" : "")} {finding.Rule} {finding.Message}")];

    private void WriteModule(string test)
    {
        _scene.Write("go.mod", "module ex.org/a\n\ngo 1.19\n");
        _scene.Write("p/p_test.go", test);
    }

    private Task<Observation> RunAsync(string format, string command)
    {
        _scene.Configuration = new();
        _scene.Configure(ToolScene.Own("t", "sh", "-c", command) with { Parse = Setting<string>.Default(format) });
        return _scene.RunAsync("t");
    }
}
