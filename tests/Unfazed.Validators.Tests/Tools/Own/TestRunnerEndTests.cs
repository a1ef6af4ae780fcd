using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Testing;

namespace Unfazed.Validators.Tests.Tools.Own;

/// <summary>Test runners whose end is not the usual one: a pipe loses the exit code, a program dies, no test runs.</summary>
public sealed class TestRunnerEndTests : IDisposable
{
    private readonly ToolScene _scene = new();

    [ToolTheory("go", Timeout = 120_000)]
    [InlineData("go test ./... 2>&1 | cat")]
    [InlineData("go test -json ./... 2>&1 | cat")]
    [InlineData("go test ./... || true")]
    public async Task A_Go_package_that_does_not_compile_is_found_without_an_exit_code(string command)
    {
        _scene.Write("go.mod", "module ex.org/a\n\ngo 1.19\n");
        _scene.Write("p/p_test.go", "package p\n\nimport \"testing\"\n\nfunc TestP(t *testing.T) { nope() }\n");
        _scene.Write("q/q_test.go", "package q\n\nimport \"testing\"\n\nfunc TestQ(t *testing.T) {}\n");

        Assert.Equal(["p/p_test.go:5 compile undefined: nope"], Shown(await RunAsync("go-test", command)));
    }

    [ToolTheory("go", Timeout = 120_000)]
    [InlineData("go test -json ./... | head -3")]
    [InlineData("go test -v ./... | head -3")]
    public async Task Go_tests_without_a_result_of_their_package_are_no_pass(string command)
    {
        _scene.Write("go.mod", "module ex.org/a\n\ngo 1.19\n");
        _scene.Write("p/p_test.go", "package p\n\nimport \"testing\"\n\nfunc TestP(t *testing.T) {}\n\nfunc TestQ(t *testing.T) { t.Fatal(\"no\") }\n");

        var seen = await RunAsync("go-test", command);

        Assert.Equal(ErrorCodes.UnreadableOutput, seen.Error);
        Assert.Contains("ends before the result of a package", seen.Message, StringComparison.Ordinal);
    }

    [ToolTheory("go", Timeout = 120_000)]
    [InlineData("go test ./...")]
    [InlineData("go test -run Nothing ./p")]
    [InlineData("go test -v -run Nothing ./p")]
    [InlineData("go test -json -run Nothing ./p")]
    public async Task Go_without_a_test_that_ran_is_skipped(string command)
    {
        _scene.Write("go.mod", "module ex.org/a\n\ngo 1.19\n");
        _scene.Write("q/q.go", "package q\n");
        if (command.Contains("./p", StringComparison.Ordinal))
        {
            _scene.Write("p/p_test.go", "package p\n\nimport \"testing\"\n\nfunc TestP(t *testing.T) {}\n");
        }

        Assert.Equal((ObservationEnding.Skipped, "no test ran"), await EndingAsync("go-test", command));
    }

    [ToolTheory("cargo", Timeout = 180_000)]
    [InlineData("cargo test --offline --no-fail-fast")]
    [InlineData("cargo test --offline --no-fail-fast 2>&1 | cat")]
    public async Task A_Rust_test_program_that_aborts_is_found_beside_the_tests_that_fail(string command)
    {
        WriteCrate();
        _scene.Write("tests/abort.rs", "#[test]\nfn aborts() {\n    std::process::abort()\n}\n");

        var shown = Shown(await RunAsync("cargo-test", command));

        Assert.Equal(2, shown.Count);
        Assert.Contains(shown, static text => text.StartsWith("src/lib.rs:3 test-failed bad", StringComparison.Ordinal));
        Assert.Contains(shown, static text => text.Contains("--test abort", StringComparison.Ordinal) && text.Contains("SIGABRT", StringComparison.Ordinal));
    }

    [ToolFact("cargo", Timeout = 180_000)]
    public async Task A_Rust_test_program_that_dies_is_found_where_cargo_s_own_lines_are_lost()
    {
        WriteCrate();
        _scene.Write("tests/abort.rs", "#[test]\nfn aborts() {\n    std::process::abort()\n}\n");

        Assert.Equal([" test-error cargo test: a test program ended before it had a result"], Shown(await RunAsync("cargo-test", "cargo test --offline --test abort 2>/dev/null || true")));
    }

    [ToolTheory("cargo", Timeout = 180_000)]
    [InlineData("panic!(\"1 is not 2\")", "tests/own.rs:2", "1 is not 2")]
    [InlineData("std::process::exit(101)", "", "a test program failed and names no test")]
    public async Task A_Rust_test_program_with_its_own_main_function_that_fails_is_no_pass(string end, string place, string said)
    {
        _scene.Write("Cargo.toml", "[package]\nname = \"a\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[[test]]\nname = \"own\"\nharness = false\n");
        _scene.Write("src/lib.rs", "pub fn f() {}\n");
        _scene.Write("tests/own.rs", $"fn main() {{\n    {end}\n}}\n");

        Assert.Equal([$"{place} test-error --test own: {said}"], Shown(await RunAsync("cargo-test", "cargo test --offline")));
    }

    [ToolFact("cargo", Timeout = 180_000)]
    public async Task Cargo_without_a_test_that_ran_is_skipped()
    {
        WriteCrate();

        Assert.Equal((ObservationEnding.Skipped, "no test ran"), await EndingAsync("cargo-test", "cargo test --offline --lib nothing"));
    }

    [ToolTheory("ctest", "cmake", Timeout = 120_000)]
    [InlineData("", ObservationEnding.Skipped)]
    [InlineData(" --no-tests=error", ObservationEnding.Error)]
    public async Task Whether_a_build_without_tests_is_an_error_is_for_the_options_of_ctest_to_say(string options, ObservationEnding ending)
    {
        _scene.Write("CMakeLists.txt", "cmake_minimum_required(VERSION 3.16)\nproject(x NONE)\nenable_testing()\n");

        var seen = await EndingAsync("ctest", $"cmake -S . -B build >/dev/null && ctest --test-dir build{options}");

        Assert.Equal(ending, seen.Ending);
        Assert.Contains("no test is registered, or none matches", seen.Message, StringComparison.Ordinal);
    }

    [ToolFact("ctest", "cmake", "gcc", Timeout = 120_000)]
    public async Task What_a_test_printed_is_read_from_the_verbose_output_of_ctest()
    {
        _scene.Write("CMakeLists.txt", "cmake_minimum_required(VERSION 3.16)\nproject(x C)\nenable_testing()\nadd_executable(bad t.c)\nadd_test(NAME bad COMMAND bad)\nadd_test(NAME mute COMMAND false)\nadd_test(NAME good COMMAND true)\n");
        _scene.Write("t.c", "#include <stdio.h>\nint main(void) {\n  fprintf(stderr, \"t.c:5: check failed: 1\\n\");\n  return 1;\n}\n");

        var seen = await RunAsync("ctest", "cmake -S . -B build >/dev/null && cmake --build build >/dev/null && ctest --test-dir build -V");

        Assert.Equal(["t.c:5 test-failed bad: t.c:5: check failed: 1", " test-failed mute: Failed"], Shown(seen));
    }

    [Theory(Timeout = 120_000)]
    [InlineData("maven", "[INFO] Scanning for projects...\n[INFO] BUILD FAILURE\n", "Maven states that it failed")]
    [InlineData("maven", "[INFO] Scanning for projects...\n[INFO] --- compiler:3.1:compile (default) @ a ---\n", "ends before Maven's result")]
    [InlineData("gradle", "> Task :compileJava\n> Task :test\n", "ends before Gradle's result")]
    [InlineData("gradle", "> Task :test\n\nBUILD FAILED in 1s\n", "Gradle states that it failed")]
    [InlineData("maven", "[INFO] Scanning for projects...\n[INFO] BUILD SUCCESS\n[INFO] Scanning for projects...\n[INFO] --- compiler:3.1:compile (default) @ a ---\n", "ends before Maven's result")]
    [InlineData("maven", "[INFO] Scanning for projects...\n[ERROR] Tests run: 2, Failures: 1, Errors: 1, Skipped: 0\n[INFO] BUILD SUCCESS\n", "Maven counts 2 problems")]
    [InlineData("maven", "[INFO] Scanning for projects...\n[ERROR] There are test failures.\n[INFO] BUILD SUCCESS\n", "Maven states that it failed")]
    [InlineData("gradle", "> Task :test\n\n2 tests completed, 1 failed\n\nBUILD SUCCESSFUL in 1s\n", "Gradle counts 1 problem,")]
    [InlineData("gradle", "> Task :test\nThere were failing tests. See the report at: file:///x.html\n\nBUILD SUCCESSFUL in 1s\n", "Gradle states that it failed")]
    [InlineData("gradle", "> Task :compileJava\n\nBUILD SUCCESSFUL in 1s\n> Task :test\n", "ends before Gradle's result")]
    [InlineData("javac", "2 errors\n", "javac counts 2 problems")]
    [InlineData("gcc", "1 warning and 2 errors generated.\n", "contains no error")]
    [InlineData("gcc", "-- Configuring incomplete, errors occurred!\n", "contains no error")]
    [InlineData("gcc", "ninja: build stopped: subcommand failed.\n", "contains no error")]
    [InlineData("dotnet-build", "Build FAILED.\n    0 Warning(s)\n    1 Error(s)\n", "Build FAILED.")]
    [InlineData("dotnet-build", "    0 Warning(s)\n    1 Error(s)\n", "1 Error(s)")]
    [InlineData("go-test", "ok  \tex.org/a\t0.1s\nFAIL\n", "go test states that it failed")]
    [InlineData("ctest", "Unable to find executable: nosuch\nErrors while running CTest\n", "CTest states that it failed")]
    [InlineData("go-test", "", "it printed nothing")]
    [InlineData("cargo-test", "", "it printed nothing")]
    [InlineData("ctest", "", "it printed nothing")]
    public async Task A_build_log_without_its_errors_or_its_end_is_no_pass(string format, string log, string message)
    {
        _scene.Write("log.txt", log);

        var seen = await RunAsync(format, "cat log.txt");

        Assert.Equal(ErrorCodes.UnreadableOutput, seen.Error);
        Assert.Contains(message, seen.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _scene.Dispose();

    private static List<string> Shown(Observation seen) =>
        [.. seen.Findings.Select(static finding => $"{finding.Path}{(finding.Line is { } line ? $":{line}" : "")} {finding.Rule} {finding.Message}")];

    private void WriteCrate()
    {
        _scene.Write("Cargo.toml", "[package]\nname = \"a\"\nversion = \"0.1.0\"\nedition = \"2021\"\n");
        _scene.Write("src/lib.rs", "#[test]\nfn bad() {\n    assert_eq!(1, 2);\n}\n");
    }

    private async Task<(ObservationEnding Ending, string? Message)> EndingAsync(string format, string command)
    {
        var seen = await RunAsync(format, command);
        return (seen.Ending, seen.Message);
    }

    private Task<Observation> RunAsync(string format, string command)
    {
        _scene.Configure(ToolScene.Own("t", "sh", "-c", command) with { Parse = Setting<string>.Default(format) });
        return _scene.RunAsync("t");
    }
}
