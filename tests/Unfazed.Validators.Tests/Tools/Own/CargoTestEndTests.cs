using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Testing;

namespace Unfazed.Validators.Tests.Tools.Own;

/// <summary>What <c>cargo test</c> ran and what it did not, on the real program.</summary>
public sealed class CargoTestEndTests : IDisposable
{
    private const string Rerun = "error: test failed, to rerun pass `--test a`\n";

    private readonly ToolScene _scene = new();

    [ToolTheory("cargo", Timeout = 180_000)]
    [InlineData("cargo test --offline")]
    [InlineData("cargo test --offline 2>&1 | cat")]
    [InlineData("cargo test --offline -q")]
    public async Task What_a_child_of_a_passing_test_prints_on_standard_error_is_no_finding(string command)
    {
        WriteCrate("#[test]\nfn cli() {\n    let mut child = std::process::Command::new(\"sh\");\n    child.args([\"-c\", \"echo 'error: the argument --x cannot be used' >&2; echo 'error[E0425]: cannot find it' >&2; echo ' --> src/lib.rs:1:1' >&2; exit 2\"]);\n    assert!(!child.status().unwrap().success());\n}\n");

        var seen = await RunAsync(command);

        Assert.Empty(Shown(seen));
        Assert.Equal((ObservationEnding.Completed, (string?)null, "1 test"), (seen.Ending, seen.Incomplete, seen.Summary));
    }

    [ToolTheory("cargo", Timeout = 180_000)]
    [InlineData("cargo test --offline --lib -- --nocapture")]
    [InlineData("cargo test --offline --lib -- --nocapture 2>&1 | cat")]
    public async Task A_passing_test_may_print_what_a_test_program_prints(string command)
    {
        WriteCrate("#[test]\nfn good() {\n    println!(\"\\nrunning 5 tests\\ntest other ... FAILED\\n\\nfailures:\\n    other\\n\");\n}\n");

        var seen = await RunAsync(command);

        Assert.Empty(Shown(seen));
        Assert.Equal((ObservationEnding.Completed, (string?)null), (seen.Ending, seen.Incomplete));
    }

    [ToolFact("cargo", Timeout = 180_000)]
    public async Task What_a_test_program_without_Rust_s_harness_prints_is_no_finding_where_it_passes()
    {
        WriteCrate("");
        _scene.Write("Cargo.toml", Manifest + "[[test]]\nname = \"own\"\nharness = false\n");
        _scene.Write("tests/own.rs", "fn main() {\n    println!(\"error: expected this\\n --> src/lib.rs:1:1\");\n}\n");

        Assert.Empty(Shown(await RunAsync("cargo test --offline --test own")));
    }

    [ToolFact("cargo", Timeout = 180_000)]
    public async Task The_short_form_of_a_diagnostic_is_read()
    {
        WriteCrate("fn f() { nope() }\n");

        Assert.Equal(["src/lib.rs:1 E0425 cannot find function `nope` in this scope"], Shown(await RunAsync("cargo check --offline --message-format short")).Select(static text => text.Split(": ")[0]));
    }

    [ToolFact("cargo", Timeout = 180_000)]
    public async Task Documentation_that_is_refused_is_one_finding()
    {
        WriteCrate("//! [nosuch]\n");

        Assert.Equal(["src/lib.rs:1 compile unresolved link to `nosuch`"], Shown(await RunAsync("RUSTDOCFLAGS='-D warnings' cargo doc --offline")));
    }

    [Fact(Timeout = 30_000)]
    public async Task Benchmarks_in_a_recorded_output_ran()
    {
        _scene.Write("log.txt", "     Running unittests src/lib.rs (target/release/deps/a-1)\n\nrunning 1 test\ntest b ... bench:         100 ns/iter (+/- 3)\n\ntest result: ok. 0 passed; 0 failed; 0 ignored; 1 measured; 0 filtered out; finished in 0.50s\n\n");

        var seen = await RunAsync("cat log.txt");

        Assert.Equal((ObservationEnding.Completed, "1 test"), (seen.Ending, seen.Summary));
    }

    [ToolTheory("cargo", Timeout = 180_000)]
    [InlineData("cargo test --offline --lib")]
    [InlineData("cargo test --offline --lib 2>&1 | cat")]
    public async Task A_panic_message_that_looks_like_a_result_ends_no_test_program(string command)
    {
        WriteCrate("#[test]\nfn bad() {\n    panic!(\"first\\n\\ntest result: ok. 5 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\\n\\n---- good stdout ----\\nrest\")\n}\n\n#[test]\nfn good() {}\n");

        var seen = await RunAsync(command);

        Assert.StartsWith("src/lib.rs:3 test-failed bad: first", Assert.Single(Shown(seen)), StringComparison.Ordinal);
        Assert.Equal("2 tests", seen.Summary);
    }

    [ToolFact("cargo", Timeout = 180_000)]
    public async Task The_output_of_tests_that_passed_is_no_finding()
    {
        WriteCrate("#[test]\nfn good() {\n    println!(\"hello\");\n}\n");

        Assert.Empty(Shown(await RunAsync("cargo test --offline --lib -- --show-output")));
    }

    [ToolTheory("cargo", Timeout = 180_000)]
    [InlineData("cargo test --offline", "cargo stopped after ")]
    [InlineData("cargo test --offline 2>&1 | cat", "cargo stopped after ")]
    [InlineData("cargo test --offline --no-fail-fast", null)]
    [InlineData("cargo test --offline --no-fail-fast 2>/dev/null", "does not say whether the other test programs ran")]
    public async Task A_failed_test_can_be_forgiven_only_where_cargo_ran_all_test_programs(string command, string? gap)
    {
        WriteCrate("#[test]\nfn bad() {\n    panic!(\"no\")\n}\n");
        _scene.Write("tests/b.rs", "#[test]\nfn b() {}\n");

        var seen = await RunAsync(command);

        Assert.Equal(["src/lib.rs:3 test-failed bad: no"], Shown(seen));
        AssertGap(gap, seen);
    }

    [ToolTheory("cargo", Timeout = 180_000)]
    [InlineData("--test panics", "tests/panics.rs:2 test-error --test panics: custom harness")]
    [InlineData("--test exits", " test-error --test exits: 2 of 3 failed (exit status: 1)")]
    [InlineData("--test exits --test panics --no-fail-fast", "tests/panics.rs:2 test-error --test panics: custom harness")]
    [InlineData("--test panics 2>&1 | cat", "tests/panics.rs:2 test-error --test panics: custom harness")]
    [InlineData("--lib --test panics --no-fail-fast 2>&1 | cat", "tests/panics.rs:2 test-error --test panics: custom harness")]
    public async Task A_test_program_without_Rust_s_harness_that_fails_is_a_finding(string arguments, string finding)
    {
        WriteCrate("#[test]\nfn good() {}\n");
        _scene.Write("Cargo.toml", Manifest + "[[test]]\nname = \"panics\"\nharness = false\n\n[[test]]\nname = \"exits\"\nharness = false\n");
        _scene.Write("tests/panics.rs", "fn main() {\n    panic!(\"custom harness\")\n}\n");
        _scene.Write("tests/exits.rs", "fn main() {\n    eprintln!(\"2 of 3 failed\");\n    std::process::exit(1)\n}\n");

        var seen = await RunAsync("cargo test --offline " + arguments);

        Assert.Equal(ObservationEnding.Completed, seen.Ending);
        Assert.Contains(finding, Shown(seen));
        Assert.Equal(arguments.Contains("exits", StringComparison.Ordinal) && arguments.Contains("panics", StringComparison.Ordinal) ? 2 : 1, seen.Findings.Length);
    }

    [ToolTheory("cargo", Timeout = 180_000)]
    [InlineData("cargo test --offline -v", "src/lib.rs:3 test-failed bad: no")]
    [InlineData("cargo test --offline -v 2>&1 | cat", "src/lib.rs:3 test-failed bad: no")]
    [InlineData("echo 'fn f() { nope() }' >>src/lib.rs; cargo test --offline -v 2>&1 | cat", "src/lib.rs:5 E0425 cannot find function `nope` in this scope")]
    public async Task The_commands_that_cargo_shows_are_no_test_programs(string command, string finding)
    {
        WriteCrate("#[test]\nfn bad() {\n    panic!(\"no\")\n}\n");

        Assert.Equal([finding], Shown(await RunAsync(command)).Distinct());
    }

    [ToolFact("cargo", Timeout = 180_000)]
    public async Task Arguments_that_cargo_does_not_know_are_no_finding()
    {
        WriteCrate("");

        var seen = await RunAsync("cargo test --offline --nonsense");

        Assert.Equal((ObservationEnding.Error, ErrorCodes.ToolError), (seen.Ending, seen.Error));
        Assert.Contains("--nonsense", seen.Message, StringComparison.Ordinal);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("   Compiling a v0.1.0 (/a)\n", "ends before cargo's result")]
    [InlineData("   Compiling a v0.1.0 (/a)\n    Finished dev [unoptimized] target(s) in 1s\n     Running unittests src/lib.rs (target/debug/deps/a-1)\n", "ends before cargo's result")]
    [InlineData("test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n", "cargo test: 2 failed")]
    [InlineData("error: 2 targets failed:\n    `--lib`\n    `--test a`\n", "--lib: a test program failed|--test a: a test program failed")]
    [InlineData("error: 2 targets failed:\n", "2 test programs failed")]
    [InlineData("\nrunning 2 tests\ntest bad ... FAILED\n", "bad|a test program ended before it had a result")]
    [InlineData("     Running tests/a.rs (target/debug/deps/a-1)\n\nrunning 1 test\ntest good ... ok\n\ntest result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\n" + Rerun, "--test a: a test program failed")]
    public async Task A_recorded_output_that_is_cut_off_is_no_pass(string printed, string expected)
    {
        _scene.Write("log.txt", printed);

        var seen = await RunAsync("cat log.txt");

        Assert.True(seen.Error == ErrorCodes.UnreadableOutput || !seen.Findings.IsEmpty);
        Assert.All(expected.Split('|'), part => Assert.Contains(Shown(seen).Append(seen.Message ?? ""), text => text.Contains(part, StringComparison.Ordinal)));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_recorded_target_whose_standard_library_is_not_installed_is_unavailable()
    {
        _scene.Write("log.txt", "   Compiling a v0.1.0 (/a)\nerror[E0463]: can't find crate for `std`\n  |\n  = note: the `wasm32-unknown-unknown` target may not be installed\n\nerror: could not compile `a` due to previous error\n");

        var seen = await RunAsync("cat log.txt >&2; exit 101");

        Assert.Equal((ObservationEnding.Unavailable, "the standard library of the target wasm32-unknown-unknown is not installed; run: rustup target add wasm32-unknown-unknown"), (seen.Ending, seen.Message));
        Assert.Empty(seen.Findings);
    }

    public void Dispose() => _scene.Dispose();

    private const string Manifest = "[package]\nname = \"a\"\nversion = \"0.1.0\"\nedition = \"2021\"\n\n";

    private static List<string> Shown(Observation seen) =>
        [.. seen.Findings.Select(static finding => $"{finding.Path}{(finding.Line is { } line ? $":{line}" : "")} {finding.Rule} {finding.Message}")];

    private static void AssertGap(string? gap, Observation seen)
    {
        if (gap is null)
        {
            Assert.Null(seen.Incomplete);
        }
        else
        {
            Assert.Contains(gap, seen.Incomplete, StringComparison.Ordinal);
        }
    }

    private void WriteCrate(string source)
    {
        _scene.Write("Cargo.toml", Manifest);
        _scene.Write("src/lib.rs", source);
    }

    private Task<Observation> RunAsync(string command)
    {
        _scene.Configure(ToolScene.Own("t", "sh", "-c", command) with { Parse = Setting<string>.Default("cargo-test") });
        return _scene.RunAsync("t");
    }
}
