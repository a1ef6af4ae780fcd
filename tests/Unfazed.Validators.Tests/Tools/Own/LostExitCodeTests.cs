using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Testing;

namespace Unfazed.Validators.Tests.Tools.Own;

/// <summary>Commands whose exit code a pipe or a script loses: what they print decides, and what a success prints is no failure.</summary>
public sealed class LostExitCodeTests : IDisposable
{
    private readonly ToolScene _scene = new();

    [ToolTheory("go", Timeout = 120_000)]
    [InlineData("go test")]
    [InlineData("go test -cover")]
    [InlineData("go test -count=1 2>&1 | cat")]
    public async Task Go_test_in_a_folder_may_show_the_failure_that_a_passing_test_prints(string command)
    {
        WriteGoTest("fmt.Println(\"--- FAIL: TestOther (0.00s)\\n    o_test.go:3: no\\nFAIL\")");

        Assert.Equal((ObservationEnding.Completed, ""), await RunAsync("go-test", command));
    }

    [ToolTheory("go", Timeout = 120_000)]
    [InlineData("go test")]
    [InlineData("go test 2>&1 | cat")]
    public async Task A_failed_Go_test_in_a_folder_may_print_that_it_passes(string command)
    {
        WriteGoTest("fmt.Println(\"PASS\"); t.Error(\"bad\")");

        Assert.Equal((ObservationEnding.Completed, "a_test.go:8 ex.org/a.TestP: bad"), await RunAsync("go-test", command));
    }

    [Theory(Timeout = 30_000)]
    [InlineData("--- FAIL: TestBad (0.00s)\nok  \tex.org/b\t0.1s")]
    [InlineData("--- FAIL: TestBad (0.00s)\nexit status 1\nPASS\nok  \tex.org/b\t0.1s")]
    [InlineData("PASS\n--- FAIL: TestBad (0.00s)\nok  \tex.org/b\t0.1s")]
    public async Task A_failed_Go_test_without_the_end_of_its_package_is_no_pass(string printed) =>
        Assert.Contains("TestBad", (await PrintedAsync("go-test", printed)).Findings, StringComparison.Ordinal);

    [Theory(Timeout = 60_000)]
    [InlineData("*** Error code 1\n\nStop.\nbmake: stopped in /x")]
    [InlineData("*** [all] Error code 1\n\nbmake: stopped in /x\n1 error")]
    [InlineData("*** Error code 1 (continuing)")]
    [InlineData("*** Signal 11")]
    [InlineData("*** Error code 1\n\nStop.\nbmake: stopped in /x\nrm nothere\n*** Error code 1 (ignored)")]
    [InlineData("*** Error code 1 (continuing)\nrm nothere\n*** Error code 1 (ignored)")]
    [InlineData("ar: a.o: No such file or directory\nrm nothere\nmake: [Makefile:3: all] Error 1 (ignored)")]
    [InlineData("*** Error 1 in /x (Makefile:3 'all')")]
    [InlineData("bmake: don't know how to make nosuch. Stop")]
    [InlineData("*** Error code 1 (ignored)\n*** Error code 2\n\nStop.\nmake: stopped in /x")]
    [InlineData("ar: nosuch.o: No such file or directory")]
    [InlineData("ar: invalid option -- 'Q'")]
    [InlineData("x86_64-linux-gnu-ar: t.txt: file format not recognized")]
    [InlineData("ranlib: 'nosuch.a': No such file")]
    [InlineData("/usr/bin/strip: 'nosuch': No such file")]
    [InlineData("objcopy: unrecognized option '--bad'")]
    public async Task A_failure_that_is_stated_is_no_pass(string printed) =>
        Assert.Equal((ObservationEnding.Error, ""), await PrintedAsync("gcc", printed));

    [Theory(Timeout = 60_000)]
    [InlineData("mold: fatal: cannot open nosuch.o: No such file", "cannot open nosuch.o: No such file")]
    [InlineData("mold: fatal: unknown command line option: --bad", "mold: unknown command line option: --bad")]
    [InlineData("mold: error: undefined symbol: f", "undefined symbol: f")]
    [InlineData("ld.lld: error: unknown argument '--bad'", "ld.lld: unknown argument '--bad'")]
    [InlineData("ld: symbol(s) not found for architecture arm64", "ld: symbol(s) not found for architecture arm64")]
    [InlineData("ld: library 'nosuch' not found", "ld: library 'nosuch' not found")]
    [InlineData("ld: library not found for -lnosuch", "ld: library not found for -lnosuch")]
    [InlineData("ld: final link failed: bad value", "ld: final link failed: bad value")]
    [InlineData("collect2: error: ld returned 1 exit status", "collect2: ld returned 1 exit status")]
    [InlineData("nvcc fatal   : Unsupported gpu architecture 'compute_1'", "nvcc: Unsupported gpu architecture 'compute_1'")]
    [InlineData("nvlink error   : Undefined reference to 'f' in 'a.o'", "nvlink: Undefined reference to 'f' in 'a.o'")]
    public async Task What_a_linker_or_nvcc_states_is_an_error_in_the_code(string printed, string message) =>
        Assert.Equal((ObservationEnding.Completed, message), await PrintedAsync("gcc", printed));

    [Theory(Timeout = 60_000)]
    [InlineData("*** Error code 1 (ignored)\ndone")]
    [InlineData("*** Error code 1\n\nStop.\nbmake[1]: stopped in /x\n*** Error code 1 (ignored)")]
    [InlineData("strip: 'x': No such file\nmake: [Makefile:2: all] Error 1 (ignored)")]
    [InlineData("ar: creating lib.a\nar: `u' modifier ignored since `D' is the default (see `U')")]
    [InlineData("ranlib: file: lib.a(x.o) has no symbols")]
    [InlineData("ld: warning: cannot find entry symbol _start; defaulting to 0000000000401000")]
    [InlineData("mold: warning: x\nnvcc warning : The 'compute_35' architecture is deprecated")]
    [InlineData("Summary: error: 0")]
    [InlineData("Summary: error: 0, warning: 0")]
    [InlineData("errors: 0\n0 error(s)\nTotal: errors: 0\nerror: 0")]
    public async Task What_a_build_prints_that_succeeds_is_no_failure(string printed) =>
        Assert.Equal((ObservationEnding.Completed, ""), await PrintedAsync("gcc", printed));

    [Theory(Timeout = 30_000)]
    [InlineData("mypy", "a.py:1: error: x  [misc]\nerrors: 0")]
    [InlineData("gcc", "a.py:1:1: error: x\n0 error(s)\nother errors: 0")]
    public async Task A_count_of_no_errors_leaves_nothing_out(string format, string printed)
    {
        _scene.Write("a.py", "");
        _scene.Write("log.txt", printed + "\n");

        Assert.Null((await ObserveAsync(format, "cat log.txt; exit 1")).Incomplete);
    }

    [ToolTheory("cargo", Timeout = 120_000)]
    [InlineData("cargo run --offline")]
    [InlineData("cargo run --offline 2>&1 | cat")]
    [InlineData("cargo run --offline | cat")]
    [InlineData("RUST_BACKTRACE=1 cargo run --offline 2>&1 | cat")]
    public async Task A_program_that_panics_under_cargo_run_is_found(string command)
    {
        WriteProgram("println!(\"hello\"); panic!(\"boom\");");

        Assert.Equal((ObservationEnding.Completed, "src/main.rs:1 cargo run: boom"), await RunAsync("cargo-test", command));
    }

    [ToolFact("cargo", Timeout = 120_000)]
    public async Task A_program_that_recovers_from_a_panic_under_cargo_run_passes()
    {
        WriteProgram("let _ = std::panic::catch_unwind(|| panic!(\"boom\")); eprintln!(\"recovered\");");

        Assert.Equal((ObservationEnding.Completed, ""), await RunAsync("cargo-test", "cargo run --offline 2>&1 | cat"));
    }

    [ToolFact("cargo", Timeout = 120_000)]
    public async Task A_test_program_without_a_harness_may_recover_from_a_panic()
    {
        _scene.Write("Cargo.toml", "[package]\nname = \"a\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[[test]]\nname = \"t\"\nharness = false\n");
        _scene.Write("src/lib.rs", "");
        _scene.Write("tests/t.rs", "fn main() { let _ = std::panic::catch_unwind(|| panic!(\"x\")); }\n");

        Assert.Equal((ObservationEnding.Completed, ""), await RunAsync("cargo-test", "cargo test --offline"));
    }

    [Theory(Timeout = 60_000)]
    [InlineData("prettier", "Checking formatting...\n[warn] a.py\n[warn] Code style issues found in the above file. Run Prettier with --write to fix.", "a.py not formatted as prettier has it")]
    [InlineData("prettier", "Checking formatting...\nAll matched files use Prettier code style!\n[warn] Ignored unknown option { x: 1 }.", "")]
    public async Task The_warnings_of_prettier_name_files_that_are_not_formatted(string format, string printed, string findings)
    {
        _scene.Write("a.py", "");

        Assert.Equal((ObservationEnding.Completed, findings), await PrintedAsync(format, printed));
    }

    [Fact(Timeout = 60_000)]
    public async Task An_option_that_prettier_refuses_is_an_error() =>
        Assert.Equal((ObservationEnding.Error, ""), await PrintedAsync("prettier", "[error] Invalid tabWidth value. Expected an integer, but received \"x\"."));

    [Theory(Timeout = 60_000)]
    [InlineData("mypy", "a.py:1: error: x  [misc]", "a.py:1 x")]
    [InlineData("flake8", "a.py:1:1: F401 x", "a.py:1 x")]
    [InlineData("mypy", "something: deprecated", "")]
    public async Task A_report_that_a_script_sends_to_standard_error_is_read(string format, string printed, string findings)
    {
        _scene.Write("a.py", "");
        _scene.Write("log.txt", printed + "\n");

        Assert.Equal((ObservationEnding.Completed, findings), await RunAsync(format, "cat log.txt >&2"));
    }

    public void Dispose() => _scene.Dispose();

    private void WriteGoTest(string body)
    {
        _scene.Write("go.mod", "module ex.org/a\n\ngo 1.19\n");
        _scene.Write("a_test.go", $"package a\n\nimport (\n\t\"fmt\"\n\t\"testing\"\n)\n\nfunc TestP(t *testing.T) {{ {body} }}\n\nvar _ = fmt.Sprint()\n");
    }

    private void WriteProgram(string body)
    {
        _scene.Write("Cargo.toml", "[package]\nname = \"a\"\nversion = \"0.1.0\"\nedition = \"2021\"\n");
        _scene.Write("src/main.rs", $"fn main() {{ {body} }}\n");
    }

    private async Task<(ObservationEnding Ending, string Findings)> PrintedAsync(string format, string printed)
    {
        _scene.Write("log.txt", printed + "\n");
        return await RunAsync(format, "cat log.txt");
    }

    private async Task<(ObservationEnding Ending, string Findings)> RunAsync(string format, string command)
    {
        var seen = await ObserveAsync(format, command);
        return (seen.Ending, string.Join('|', seen.Findings.Select(static finding => $"{finding.Path}{(finding.Line is { } line ? $":{line}" : "")} {finding.Message}".TrimStart())));
    }

    private Task<Observation> ObserveAsync(string format, string command)
    {
        _scene.Configuration = new();
        _scene.Configure(ToolScene.Own("t", "sh", "-c", command) with { Parse = Setting<string>.Default(format) });
        return _scene.RunAsync("t");
    }
}
