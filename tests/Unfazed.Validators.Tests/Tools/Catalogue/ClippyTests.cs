using System.Collections.Immutable;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Testing;

namespace Unfazed.Validators.Tests.Tools.Catalogue;

/// <summary>Clippy in packages and workspaces, on the real program, and what rustup says where it is not installed.</summary>
public sealed class ClippyTests : IDisposable
{
    private const string Lint = "pub fn f(x: &Vec<i32>) -> bool {\n    x.is_empty()\n}\n";

    private readonly ToolScene _scene = new();

    [ToolFact("cargo", Timeout = 120_000)]
    public async Task Tests_and_examples_are_compiled_too()
    {
        Crate("", "a", "pub fn f() {}\n");
        _scene.Write("clippy.toml", "");
        _scene.Write("tests/t.rs", "#[test]\nfn t() {\n    nope()\n}\n");
        ToolAssert.Found(await _scene.RunAsync("clippy"), "tests/t.rs:3 E0425");

        File.Delete(_scene.Repository["tests/t.rs"]);
        _scene.Write("src/lib.rs", "pub fn f() {}\n\n#[cfg(test)]\nmod tests {\n    #[test]\n    fn t() {\n        nope()\n    }\n}\n");
        ToolAssert.Found(await _scene.RunAsync("clippy"), "src/lib.rs:7 E0425");
    }

    [ToolFact("cargo", Timeout = 120_000)]
    public async Task Arguments_of_the_configuration_come_last_and_none_is_given_twice()
    {
        Crate("", "a", "fn dead() {}\n");
        _scene.Write("clippy.toml", "");
        _scene.Configure(ToolScene.Entry("clippy") with { Arguments = Setting<ImmutableArray<string>>.Default(["--all-targets", "--", "-D", "warnings"]) });

        var check = await _scene.CheckAsync("clippy");

        Assert.Equal(["clippy", "--workspace", "--message-format", "json", "--all-targets", "--", "-D", "warnings"], check.Command.Skip(1));
        var seen = await _scene.RunAsync(check);
        ToolAssert.Found(seen, "src/lib.rs:1 dead_code");
        Assert.Equal(Severity.Error, seen.Findings[0].Severity);
    }

    [ToolFact("cargo", Timeout = 120_000)]
    public async Task A_workspace_is_inspected_once_from_its_root_and_each_finding_has_the_path_of_a_file()
    {
        _scene.Write("Cargo.toml", "[workspace]\nmembers = [\"a\", \"b\"]\n");
        Crate("a/", "a", Lint);
        Crate("b/", "b", Lint);
        _scene.Write("b/clippy.toml", "");

        var check = Assert.Single((await _scene.DiscoverAsync()).Checks, static check => check.Name == "clippy");

        Assert.Equal(".", check.Directory);
        ToolAssert.Found(await _scene.RunAsync(check), "a/src/lib.rs:1 clippy::ptr_arg", "b/src/lib.rs:1 clippy::ptr_arg");
    }

    [ToolFact("cargo", Timeout = 120_000)]
    public async Task A_custom_check_in_a_member_gives_paths_of_the_workspace_and_has_the_exit_codes_of_clippy()
    {
        _scene.Write("Cargo.toml", "[workspace]\nmembers = [\"a\", \"b\"]\n");
        Crate("a/", "a", "pub fn f() {}\n");
        Crate("b/", "b", Lint);
        _scene.SearchPath = Path.GetDirectoryName(Tool.Path("cargo")) + ":/usr/bin:/bin";
        _scene.Configure(ToolScene.Own("own", "cargo", "clippy", "--message-format", "json", "--", "-D", "warnings") with { Parse = Setting<string>.Default("clippy"), Directory = Setting<string>.Default("b") });

        ToolAssert.Found(await _scene.RunAsync("own"), "b/src/lib.rs:1 clippy::ptr_arg");
    }

    [ToolFact("cargo", Timeout = 120_000)]
    public async Task A_broken_manifest_is_a_finding_in_it()
    {
        Crate("", "a", "pub fn f() {}\n");
        _scene.Write("clippy.toml", "");
        _scene.Write("Cargo.toml", "[package]\nname = \"a\"\nversion = \"0.1.0\"\nzz nonsense\n");
        ToolAssert.Found(await _scene.RunAsync("clippy"), "Cargo.toml:4 manifest");

        _scene.Write("Cargo.toml", "[package]\nname = \"a\"\nversion = 1\n");
        var seen = await _scene.RunAsync("clippy");
        var finding = Assert.Single(seen.Findings);
        Assert.Equal(("Cargo.toml", "manifest", Severity.Error), (finding.Path, finding.Rule, finding.Severity));
        Assert.Contains("invalid type: integer `1`", finding.Message, StringComparison.Ordinal);
        Assert.Contains("it stopped at Cargo.toml", seen.Incomplete, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_place_that_a_newer_cargo_names_in_a_manifest_is_the_finding_s()
    {
        // Recorded with cargo 1.95.
        Crate("", "a", "pub fn f() {}\n");
        _scene.Write("clippy.toml", "");
        _scene.WriteProgram("bin/cargo", "#!/bin/sh\nprintf 'error: invalid type: integer `1`, expected SemVer version\\n --> Cargo.toml:3:11\\n  |\\n3 | version = 1\\n  |           ^\\n' >&2\nexit 101\n");
        _scene.SearchPath = $"{_scene.Repository["bin"]}:{_scene.SearchPath}";

        ToolAssert.Found(await _scene.RunAsync("clippy"), "Cargo.toml:3 manifest");
    }

    [ToolFact("cargo", Timeout = 120_000)]
    public async Task No_lock_file_is_left_where_there_was_none()
    {
        Crate("", "a", "pub fn f() {}\n");
        _scene.Write("clippy.toml", "");

        ToolAssert.Passed(await _scene.RunAsync("clippy"));

        Assert.False(File.Exists(_scene.Repository["Cargo.lock"]));
    }

    [ToolFact("cargo", Timeout = 120_000)]
    public async Task A_lock_file_that_is_not_up_to_date_is_a_finding_and_is_not_rewritten()
    {
        const string Lock = "version = 3\n\n[[package]]\nname = \"a\"\nversion = \"0.0.9\"\n";
        Crate("", "a", "pub fn f() {}\n");
        _scene.Write("clippy.toml", "");
        _scene.Write("Cargo.lock", Lock);

        var seen = await _scene.RunAsync("clippy");

        ToolAssert.Found(seen, "Cargo.lock lock-file");
        Assert.Contains("it stopped at Cargo.lock", seen.Incomplete, StringComparison.Ordinal);
        Assert.Equal(Lock, await File.ReadAllTextAsync(_scene.Repository["Cargo.lock"]));

        _scene.Write("Cargo.lock", Lock.Replace("0.0.9", "0.1.0", StringComparison.Ordinal));
        ToolAssert.Passed(await _scene.RunAsync("clippy"));
    }

    [Theory(Timeout = 120_000)]
    [InlineData("error: toolchain 'nightly-2020-01-01' is not installed\nhelp: run `rustup toolchain install nightly-2020-01-01` to install it", 1, "the Rust toolchain nightly-2020-01-01 is not installed; run: rustup toolchain install nightly-2020-01-01")]
    [InlineData("error: 'cargo-clippy' is not installed for the toolchain 'stable-x86_64-unknown-linux-gnu'.", 1, "cargo-clippy is not installed for the Rust toolchain; run: rustup component add clippy")]
    [InlineData("error: no such command: `clippy`\n\n\thelp: view all installed commands with `cargo --list`", 101, "cargo has no command clippy; run: rustup component add clippy")]
    [InlineData("error: rustup could not choose a version of cargo to run, because one wasn't specified explicitly, and no default is configured.", 1, "rustup has no default toolchain; run: rustup default stable")]
    public async Task A_part_of_the_toolchain_that_is_not_installed_is_unavailable_with_the_command_that_installs_it(string error, int exitCode, string message)
    {
        _scene.SearchPath = _scene.Repository["programs"] + ":/usr/bin:/bin";
        _scene.Write("error.txt", error);
        _scene.WriteProgram("programs/cargo", $"#!/bin/sh\ncat \"{_scene.Repository["error.txt"]}\" >&2\nexit {exitCode}\n");
        Crate("", "a", "pub fn f() {}\n");
        _scene.Write("clippy.toml", "");

        var seen = await _scene.RunAsync("clippy");

        Assert.Equal((ObservationEnding.Unavailable, message), (seen.Ending, seen.Message));
    }

    [Fact(Timeout = 120_000)]
    public async Task Cargo_fmt_shows_the_reason_and_no_backtrace()
    {
        _scene.SearchPath = _scene.Repository["programs"] + ":/usr/bin:/bin";
        _scene.WriteProgram("programs/cargo", "#!/bin/sh\nprintf 'error: could not parse the manifest\\n\\nstack backtrace:\\n  12: <unknown>\\n' >&2\nexit 1\n");
        Crate("", "a", "pub fn f() {}\n");
        _scene.Write("rustfmt.toml", "");

        Assert.EndsWith("its output names none: error: could not parse the manifest", (await _scene.RunAsync("cargo-fmt")).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _scene.Dispose();

    private void Crate(string folder, string name, string source)
    {
        _scene.Write($"{folder}Cargo.toml", $"[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2021\"\n");
        _scene.Write($"{folder}src/lib.rs", source);
    }
}
