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
    [InlineData("*** Error 1 in /x (Makefile:3 'all')")]
    [InlineData("bmake: don't know how to make nosuch. Stop")]
    [InlineData("*** Error code 1 (ignored)\n*** Error code 2\n\nStop.\nmake: stopped in /x")]
    [InlineData("ar: nosuch.o: No such file or directory")]
    [InlineData("ar: invalid option -- 'Q'")]
    [InlineData("x86_64-linux-gnu-ar: t.txt: file format not recognized")]
    [InlineData("ranlib: 'nosuch.a': No such file")]
    [InlineData("/usr/bin/strip: 'nosuch': No such file")]
    [InlineData("objcopy: unrecognized option '--bad'")]
    [InlineData("windres: a.rc: No such file or directory")]
    [InlineData("ar: a.o: No such file or directory\nranlib: 'x.a': No such file\n")]
    [InlineData("sh: 1: nosuchcc: not found")]
    [InlineData("/bin/sh: 1: nosuchcc: not found")]
    [InlineData("sh: nosuchcc: not found")]
    [InlineData("bash: line 1: nosuchcc: command not found")]
    [InlineData("zsh:1: command not found: nosuchcc")]
    [InlineData("fish: Unknown command: nosuchcc")]
    [InlineData("./build: 3: nosuchcc: not found")]
    [InlineData("build.sh: line 3: ./cc: Permission denied")]
    [InlineData("bash: line 1: ./cc: cannot execute: required file not found")]
    [InlineData("sh: 0: cannot open build.sh: No such file")]
    [InlineData("./build.sh: 1: Syntax error: \"then\" unexpected")]
    [InlineData("env: 'nosuchcc': No such file or directory")]
    [InlineData("/usr/bin/env: ‘nosuchcc’: Permission denied")]
    [InlineData("timeout: failed to run command ‘nosuchcc’: No such file or directory")]
    [InlineData("sudo: nosuchcc: command not found")]
    [InlineData("compiling\nsh: 1: nosuchcc: not found\nsh: 1: nosuchld: not found\n")]
    [InlineData("cc1: all warnings being treated as errors")]
    [InlineData("cc1: some warnings being treated as errors")]
    [InlineData("a.c:3:1: warning: x [-Wx]\ncc1plus: all warnings being treated as errors")]
    [InlineData("FAILED: a.o")]
    [InlineData("compiling\nFAILED: [code=1] a.o \n")]
    public async Task A_failure_that_is_stated_is_no_pass(string printed) =>
        Assert.Equal(ObservationEnding.Error, (await PrintedAsync("gcc", printed)).Ending);

    [Theory(Timeout = 60_000)]
    [InlineData("nosuchcc -c a.c 2>&1 | cat")]
    [InlineData("nosuchcc -c a.c | cat")]
    [InlineData("env nosuchcc -c a.c 2>&1 | cat")]
    [InlineData("bash -c 'nosuchcc -c a.c' 2>&1 | cat")]
    [InlineData("echo compiling; nosuchcc -c a.c | cat")]
    public async Task A_program_that_a_shell_does_not_find_behind_a_pipe_is_no_pass(string command) =>
        Assert.Equal((ObservationEnding.Error, ""), await RunAsync("gcc", command));

    [ToolTheory("make", Timeout = 60_000)]
    [InlineData("-nosuchcc -c a.c", "make")]
    [InlineData("-nosuchcc -c a.c", "make 2>&1 | cat")]
    [InlineData("-nosuchcc -c a.c; false", "make 2>&1 | cat")]
    [InlineData("nosuchcc -c a.c || true", "make 2>&1 | cat")]
    [InlineData("@nosuchcc -c a.c || true", "make")]
    [InlineData("@nosuchcc -c a.c || true\n\techo done", "make 2>&1 | cat")]
    [InlineData("strip x || true", "make")]
    [InlineData("strip x || true", "make 2>&1 | cat")]
    [InlineData("-$(MAKE) -f Other.mk fail", "make 2>&1 | cat")]
    [InlineData("-$(MAKE) -f Other.mk deeper", "make 2>&1 | cat")]
    [InlineData("-$(MAKE) -f Other.mk nosuchtarget", "make 2>&1 | cat")]
    public async Task A_failure_that_a_Makefile_tolerates_is_none(string recipe, string command)
    {
        _scene.Write("Makefile", $"all:\n\t{recipe}\n");
        _scene.Write("Other.mk", "fail:\n\tfalse\ndeeper:\n\t$(MAKE) -f Other.mk fail\n");

        Assert.Equal((ObservationEnding.Completed, ""), await RunAsync("gcc", command));
    }

    [ToolTheory("make", Timeout = 60_000)]
    [InlineData("$(MAKE) -f Other.mk fail")]
    [InlineData("-$(MAKE) -f Other.mk fail\n\t$(MAKE) -f Other.mk fail")]
    public async Task A_nested_make_whose_failure_is_not_ignored_is_no_pass(string recipe)
    {
        _scene.Write("Makefile", $"all:\n\t{recipe}\n");
        _scene.Write("Other.mk", "fail:\n\tfalse\n");

        Assert.Contains("failed", (await RunAsync("gcc", "make 2>&1 | cat")).Findings, StringComparison.Ordinal);
    }

    [ToolTheory("ninja", Timeout = 60_000)]
    [InlineData("ninja --quiet 2>&1 | cat")]
    [InlineData("NINJA_STATUS='%f/%t ' ninja 2>&1 | cat")]
    public async Task What_Ninja_states_without_its_usual_steps_is_no_pass(string command)
    {
        _scene.Write("build.ninja", "rule c\n command = false\nbuild a.o: c\n");

        Assert.Equal((ObservationEnding.Completed, "the command of a.o failed"), await RunAsync("gcc", command));
    }

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
    [InlineData("ld.gold: --bad: unknown option", "ld.gold: --bad: unknown option")]
    [InlineData("Assembler messages:\nError: can't open a.s for reading: No such file or directory", "as: can't open a.s for reading: No such file or directory")]
    [InlineData("x.o:a.c:function main: error: undefined reference to 'f'", "a.c: undefined reference to 'f' in function main")]
    [InlineData("ld.gold: libx.a(x.o):x.cc:function ns::f(int): error: undefined reference to 'g()'\ncollect2: error: ld returned 1 exit status", "x.cc: undefined reference to 'g()' in function ns::f(int)")]
    [InlineData("ld: Undefined symbols:", "ld: Undefined symbols:")]
    [InlineData("Undefined symbols for architecture arm64:\n  \"_f\", referenced from:\n      _main in a.o\n      _g in a.o\n  \"_h\", referenced from:\n      _main in a.o\nld: symbol(s) not found for architecture arm64\nclang: error: linker command failed with exit code 1 (use -v to see invocation)", "undefined symbol: _f, referenced from _main in a.o|undefined symbol: _h, referenced from _main in a.o")]
    [InlineData("LINK : fatal error LNK1104: cannot open file 'x.lib'", "LINK: cannot open file 'x.lib'")]
    [InlineData("a.obj : error LNK2019: unresolved external symbol f referenced in function main", "a.obj: unresolved external symbol f referenced in function main")]
    [InlineData("cl : Command line error D8021 : invalid numeric argument '/Wx'", "cl: invalid numeric argument '/Wx'")]
    [InlineData("NMAKE : fatal error U1077: 'cl' : return code '0x2'", "NMAKE: 'cl' : return code '0x2'")]
    [InlineData("error: linking with `cc` failed: exit status: 1\n  |\n  = note: x\n\nerror: could not compile `a` (bin \"a\") due to 1 previous error", "linking with `cc` failed: exit status: 1")]
    [InlineData("error: could not compile `a` (bin \"a\") due to 1 previous error", "could not compile `a` (bin \"a\") due to 1 previous error")]
    [InlineData("error[E0425]: cannot find value `x` in this scope\n --> src/a.rs:3:7\n  |\n3 | x\n  | ^", "src/a.rs:3 cannot find value `x` in this scope")]
    [InlineData("error: no such option: --x", "no such option: --x")]
    [InlineData("nvlink error   : Undefined reference to 'f' in 'a.o'", "nvlink: Undefined reference to 'f' in 'a.o'")]
    public async Task What_a_linker_or_nvcc_states_is_an_error_in_the_code(string printed, string message) =>
        Assert.Equal((ObservationEnding.Completed, message), await PrintedAsync("gcc", printed));

    [Theory(Timeout = 60_000)]
    [InlineData("*** Error code 1 (ignored)\ndone")]
    [InlineData("*** Error code 1\n\nStop.\nbmake[1]: stopped in /x\n*** Error code 1 (ignored)")]
    [InlineData("strip: 'x': No such file\nmake: [Makefile:2: all] Error 1 (ignored)")]
    [InlineData("strip: 'x': No such file\nmake: *** [all] Error 1 (ignored)")]
    [InlineData("make: *** [all] Error 1 (ignored)\ndone")]
    [InlineData("make[1]: *** [all] Error 1\nmake: *** [sub] Error 2 (ignored)")]
    [InlineData("make[1]: *** No rule to make target 'check'.  Stop.\nmake: [Makefile:2: all] Error 2 (ignored)")]
    [InlineData("ar: a.o: No such file or directory\nrm nothere\nmake: [Makefile:3: all] Error 1 (ignored)")]
    [InlineData("/bin/sh: 1: pkg-config: not found\ncc -c a.c")]
    [InlineData("strip x || true\nstrip: 'x': No such file")]
    [InlineData("bash: warning: setlocale: LC_ALL: cannot change locale (x): No such file or directory")]
    [InlineData("GET: 404: not found\npush: x: not found")]
    [InlineData("test: error: handled ok")]
    [InlineData("app.module: error: handled ok")]
    [InlineData("PASSED: 3\nFAILED: 0")]
    [InlineData("FAILED: [ 0 ]\nFAILED: none")]
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
    [InlineData("RUST_BACKTRACE=full cargo run --offline 2>&1 | cat")]
    public async Task A_program_that_panics_under_cargo_run_is_found(string command)
    {
        WriteProgram("println!(\"hello\"); panic!(\"boom\");");

        Assert.Equal((ObservationEnding.Completed, "src/main.rs:1 cargo run: boom"), await RunAsync("cargo-test", command));
    }

    [ToolFact("cargo", Timeout = 120_000)]
    public async Task A_program_that_recovers_from_a_panic_under_cargo_run_passes()
    {
        WriteProgram("let _ = std::panic::catch_unwind(|| panic!(\"boom\")); eprintln!(\"recovered\");");

        Assert.Equal((ObservationEnding.Completed, ""), await RunAsync("cargo-test", "cargo run --offline"));
        Assert.Equal((ObservationEnding.Error, ""), await RunAsync("cargo-test", "cargo run --offline 2>&1 | cat"));
    }

    [ToolTheory("cargo", Timeout = 120_000)]
    [InlineData("cargo run --offline", "cargo-test")]
    [InlineData("cargo run --offline | cat", "cargo-test")]
    [InlineData("cargo run --offline 2>&1 | cat", "cargo-test")]
    public async Task An_error_that_main_returns_under_cargo_run_is_found(string command, string format)
    {
        _scene.Write("Cargo.toml", "[package]\nname = \"a\"\nversion = \"0.1.0\"\nedition = \"2021\"\n");
        _scene.Write("src/main.rs", "fn main() -> Result<(), String> { println!(\"hello\"); Err(\"bad thing\".into()) }\n");

        Assert.Equal((ObservationEnding.Completed, "cargo run: \"bad thing\""), await RunAsync(format, command));
    }

    [ToolFact("cargo", Timeout = 120_000)]
    public async Task A_program_that_prints_an_error_under_cargo_run_and_goes_on_passes()
    {
        WriteProgram("eprintln!(\"Error: handled\"); eprintln!(\"done\");");

        Assert.Equal((ObservationEnding.Completed, ""), await RunAsync("cargo-test", "cargo run --offline 2>&1 | cat"));
    }

    [ToolTheory("cargo", Timeout = 120_000)]
    [InlineData("cargo run --offline 2>&1 | cat")]
    [InlineData("RUST_BACKTRACE=1 cargo run --offline 2>&1 | cat")]
    [InlineData("RUST_BACKTRACE=full cargo run --offline | cat")]
    public async Task A_panic_of_a_program_is_no_pass_with_the_format_of_a_compiler(string command)
    {
        WriteProgram("println!(\"hello\"); panic!(\"boom\");");

        Assert.Equal((ObservationEnding.Completed, "src/main.rs:1 boom"), await RunAsync("gcc", command));
    }

    [ToolFact("cargo", Timeout = 120_000)]
    public async Task What_does_not_compile_under_cargo_is_no_pass_with_the_format_of_a_compiler()
    {
        WriteProgram("nosuch();");

        Assert.Contains("src/main.rs:1 cannot find function `nosuch`", (await RunAsync("gcc", "cargo build --offline 2>&1 | cat")).Findings, StringComparison.Ordinal);
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

    [Theory(Timeout = 30_000)]
    [InlineData("mypy", "Success: no issues found in 1 source file\nTraceback (most recent call last):\n  File \"x\", line 1, in f\nRuntimeError: x")]
    [InlineData("mypy", "Success: no issues found in 1 source file\nTraceback (most recent call last):")]
    [InlineData("flake8", "Traceback (most recent call last):\n  File \"x\", line 1, in f\nRuntimeError: x")]
    public async Task A_tool_that_breaks_down_behind_a_pipe_is_no_pass(string format, string printed) =>
        Assert.Equal((ObservationEnding.Error, ""), await PrintedAsync(format, printed));

    [Fact(Timeout = 30_000)]
    public async Task A_tool_that_works_after_another_one_broke_down_passes() =>
        Assert.Equal((ObservationEnding.Completed, ""), await PrintedAsync("mypy", "Traceback (most recent call last):\n  File \"x\", line 1, in f\nRuntimeError: x\nSuccess: no issues found in 1 source file"));

    [Theory(Timeout = 30_000)]
    [InlineData("\"exitCode\": 3", ObservationEnding.Error)]
    [InlineData("\"exitSignalName\": \"SIGSEGV\"", ObservationEnding.Error)]
    [InlineData("\"exitSignalNumber\": 11", ObservationEnding.Error)]
    [InlineData("\"processStartFailureMessage\": \"no such file\"", ObservationEnding.Error)]
    [InlineData("\"exitCode\": 0", ObservationEnding.Completed)]
    [InlineData("\"exitCode\": 3, \"executionSuccessful\": true", ObservationEnding.Completed)]
    public async Task A_SARIF_report_whose_invocation_ended_badly_is_no_pass(string invocation, ObservationEnding ending) =>
        Assert.Equal((ending, ""), await PrintedAsync("sarif", """{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"x"}},"invocations":[{AT}],"results":[]}]}""".Replace("AT", invocation, StringComparison.Ordinal)));

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
