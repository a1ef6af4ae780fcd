using System.Collections.Immutable;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Testing;

namespace Unfazed.Validators.Tests.Tools.Catalogue;

/// <summary>What Clippy did not inspect because cargo stopped, on the real program.</summary>
public sealed class ClippyEndTests : IDisposable
{
    private const string DeniedLint = "#![deny(warnings)]\n\nfn dead() {}\n";

    private readonly ToolScene _scene = new();

    [ToolTheory("cargo", Timeout = 120_000)]
    [InlineData("cargo clippy --offline --message-format json")]
    [InlineData("cargo clippy --offline --message-format json | cat")]
    public async Task A_denied_lint_can_t_be_forgiven_because_what_depends_on_its_crate_was_not_inspected(string command)
    {
        WriteWorkspace();

        var seen = await RunAsync(command);

        Assert.Contains(Shown(seen), static text => text.StartsWith("b/src/lib.rs:3 dead_code", StringComparison.Ordinal));
        Assert.Contains("it stopped at b/src/lib.rs:3 and did not look at the rest", seen.Incomplete, StringComparison.Ordinal);
    }

    [ToolFact("cargo", Timeout = 120_000)]
    public async Task A_lint_that_the_arguments_deny_can_t_be_forgiven_either()
    {
        WriteWorkspace("fn dead() {}\n");
        _scene.Write("clippy.toml", "");
        _scene.Configure(ToolScene.Entry("clippy") with { Arguments = Setting<ImmutableArray<string>>.Default(["--", "-D", "warnings"]) });

        Assert.Contains("it stopped at b/src/lib.rs:1", (await _scene.RunAsync("clippy")).Incomplete, StringComparison.Ordinal);
    }

    [ToolTheory("cargo", Timeout = 120_000)]
    [InlineData("panic!(\"no schema\")", "b/build.rs:2 build-script failed to run custom build command for `b v0.1.0`: no schema")]
    [InlineData("eprintln!(\"no schema\"); std::process::exit(1)", "b/build.rs build-script failed to run custom build command for `b v0.1.0`: no schema")]
    public async Task A_build_script_of_the_repository_that_fails_is_a_finding(string end, string finding)
    {
        WriteWorkspace("");
        _scene.Write("clippy.toml", "");
        _scene.Write("b/build.rs", $"fn main() {{\n    {end}\n}}\n");

        var seen = await _scene.RunAsync("clippy");
        Assert.Equal([finding], Shown(seen));
        Assert.Contains("it stopped at b/build.rs", seen.Incomplete, StringComparison.Ordinal);

        // Behind a pipe the exit code is another program's.
        Assert.Equal([finding], Shown(await RunAsync("cargo clippy --offline --message-format json | cat")));
    }

    [ToolTheory("cargo", "gcc", Timeout = 120_000)]
    [InlineData("")]
    [InlineData(" | cat")]
    public async Task A_symbol_that_the_linker_does_not_find_is_a_finding(string pipe)
    {
        WriteWorkspace("");
        _scene.Write("b/src/main.rs", "extern \"C\" {\n    fn nosuch();\n}\n\nfn main() {\n    unsafe { nosuch() }\n}\n");

        var shown = Assert.Single(Shown(await RunAsync("cargo build --offline --message-format json" + pipe)));

        Assert.StartsWith(" link linking with `cc` failed", shown, StringComparison.Ordinal);
        Assert.Contains("nosuch", shown, StringComparison.Ordinal);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("", "cargo states that the build failed, and its messages contain no error")]
    [InlineData("error: failed to run custom build command for `openssl-sys v0.9.1`\n\nCaused by:\n  process didn't exit successfully: `x` (exit status: 101)\n  --- stderr\n  Could not find OpenSSL\n", "failed to run custom build command for `openssl-sys v0.9.1`: Could not find OpenSSL")]
    public async Task A_recorded_build_that_failed_without_a_finding_is_no_pass_at_exit_code_0(string error, string message)
    {
        _scene.Write("out", "{\"reason\":\"build-finished\",\"success\":false}\n");
        _scene.Write("err", error);

        var seen = await RunAsync("cat err >&2; cat out");

        Assert.Equal((ObservationEnding.Error, ErrorCodes.ToolError), (seen.Ending, seen.Error));
        Assert.EndsWith(message, seen.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_recorded_target_whose_standard_library_is_not_installed_is_unavailable()
    {
        // Recorded with cargo 1.95, where the error has a place.
        _scene.Write("src/lib.rs", "");
        _scene.Write("out", "{\"reason\":\"compiler-message\",\"message\":{\"message\":\"can't find crate for `std`\",\"level\":\"error\",\"code\":{\"code\":\"E0463\"},\"spans\":[{\"file_name\":\"src/lib.rs\",\"is_primary\":true,\"line_start\":1,\"column_start\":1,\"line_end\":1,\"column_end\":1}],\"children\":[{\"level\":\"note\",\"message\":\"the `wasm32-unknown-unknown` target may not be installed\",\"spans\":[],\"children\":[]}]}}\n{\"reason\":\"build-finished\",\"success\":false}\n");

        var seen = await RunAsync("cat out; echo 'error: could not compile `a` (lib) due to 1 previous error' >&2; exit 101");

        Assert.Equal((ObservationEnding.Unavailable, "the standard library of the target wasm32-unknown-unknown is not installed; run: rustup target add wasm32-unknown-unknown"), (seen.Ending, seen.Message));
        Assert.Empty(seen.Findings);
    }

    public void Dispose() => _scene.Dispose();

    private static List<string> Shown(Observation seen) =>
        [.. seen.Findings.Select(static finding => $"{finding.Path}{(finding.Line is { } line ? $":{line}" : "")} {finding.Rule} {finding.Message}")];

    private void WriteWorkspace(string source = DeniedLint)
    {
        _scene.Write("Cargo.toml", "[workspace]\nmembers = [\"a\", \"b\"]\nresolver = \"2\"\n");
        _scene.Write("a/Cargo.toml", "[package]\nname = \"a\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[dependencies]\nb = { path = \"../b\" }\n");
        _scene.Write("a/src/lib.rs", "pub fn f() {}\n");
        _scene.Write("b/Cargo.toml", "[package]\nname = \"b\"\nversion = \"0.1.0\"\nedition = \"2021\"\n");
        _scene.Write("b/src/lib.rs", source);
    }

    private Task<Observation> RunAsync(string command)
    {
        _scene.Configure(ToolScene.Own("own", "sh", "-c", command) with { Parse = Setting<string>.Default("clippy") });
        return _scene.RunAsync("own");
    }
}
