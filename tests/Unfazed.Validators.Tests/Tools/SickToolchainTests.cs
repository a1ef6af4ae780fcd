using System.Collections.Immutable;
using System.IO.Compression;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Testing;

namespace Unfazed.Validators.Tests.Tools;

/// <summary>
/// Code without a fault on a machine where the toolchain is missing, too old, offline or broken. None of it passes, and none of it is the code's fault.
/// What rustup and newer versions of Go print is recorded; everything else is the real program.
/// </summary>
public sealed class SickToolchainTests : IDisposable
{
    private const int Limit = 120_000;
    private const string Sum = "example.org/x v1.0.0 h1:n8Wk1xDHTRCFAtjSb7fiiYTDUuOrXlcxNz5qWtqSWHs=\nexample.org/x v1.0.0/go.mod h1:n8Wk1xDHTRCFAtjSb7fiiYTDUuOrXlcxNz5qWtqSWHs=\n";

    private readonly ToolScene _scene = new();
    private readonly TemporaryDirectory _machine = new();
    private ImmutableDictionary<string, string> _variables = ImmutableDictionary<string, string>.Empty;

    [ToolTheory("cargo", Timeout = Limit)]
    [InlineData("no cargo", "not installed")]
    [InlineData("no clippy", "run: rustup component add clippy")]
    [InlineData("no default toolchain", "run: rustup default stable")]
    [InlineData("toolchain not installed", "run: rustup toolchain install 1.42.0-x86_64-unknown-linux-gnu")]
    [InlineData("registry unreachable", "serde")]
    [InlineData("offline", "serde")]
    [InlineData("rust-version of the future", "1.999")]
    [InlineData("edition of the future", "2027")]
    [InlineData("no linker", "linker `cc` not found")]
    public async Task A_sick_Rust_toolchain_neither_passes_nor_fails(string fault, string said)
    {
        Crate("", "");
        _scene.Write("clippy.toml", "");
        _variables = _variables.Add("CARGO_HOME", _machine.Path).Add("CARGO_NET_RETRY", "0");
        switch (fault)
        {
            case "no cargo":
                Only("git");
                break;
            case "no clippy":
                Only("cargo", "rustc");
                break;
            case "no default toolchain":
                Prints("cargo", "error: rustup could not choose a version of cargo to run, because one wasn't specified explicitly, and no default is configured.\nhelp: run 'rustup default stable' to download the latest stable release of Rust and set it as your default toolchain.", 1);
                break;
            case "toolchain not installed":
                Prints("cargo", "error: toolchain '1.42.0-x86_64-unknown-linux-gnu' is not installed\nhelp: run `rustup toolchain install` to install it", 1);
                break;
            case "registry unreachable":
                Crate("\n[dependencies]\nserde = \"1\"\n", "");
                _variables = _variables.Add("CARGO_HTTP_PROXY", "http://127.0.0.1:9").Add("https_proxy", "http://127.0.0.1:9");
                break;
            case "offline":
                Crate("\n[dependencies]\nserde = \"1\"\n", "");
                _variables = _variables.Add("CARGO_NET_OFFLINE", "true");
                break;
            case "rust-version of the future":
                Crate("rust-version = \"1.999\"\n", "");
                break;
            case "edition of the future":
                _scene.Write("Cargo.toml", "[package]\nname = \"a\"\nversion = \"0.1.0\"\nedition = \"2027\"\n");
                break;
            default:
                Crate("", "fn main() {}\n");
                Only("cargo", "cargo-clippy", "rustc");
                break;
        }

        await NeitherAsync("clippy", said);
    }

    [ToolFact("cargo", Timeout = Limit)]
    public async Task A_Rust_toolchain_without_rustfmt_neither_passes_nor_fails()
    {
        Crate("", "");
        _scene.Write("rustfmt.toml", "");
        _variables = _variables.Add("CARGO_HOME", _machine.Path);
        Only("cargo", "rustc");

        await NeitherAsync("cargo-fmt", "run: rustup component add rustfmt");
    }

    [ToolTheory("go", Timeout = Limit)]
    [InlineData("no go", "not installed")]
    [InlineData("a version of the future", "go.mod requires go >= 1.99")]
    [InlineData("no go.sum", "missing go.sum entry")]
    [InlineData("proxy unreachable", "connection refused")]
    [InlineData("offline", "module lookup disabled")]
    [InlineData("checksum mismatch", "checksum mismatch")]
    [InlineData("inconsistent vendoring", "inconsistent vendoring")]
    public async Task A_sick_Go_toolchain_neither_passes_nor_fails(string fault, string said)
    {
        Module(fault is "no go" or "a version of the future" ? "" : "\nrequire example.org/x v1.0.0\n");
        if (fault is "proxy unreachable" or "offline" or "checksum mismatch")
        {
            _scene.Write("go.sum", Sum);
        }

        switch (fault)
        {
            case "no go":
                Only("git");
                break;
            case "a version of the future":
                Prints("go", "go: go.mod requires go >= 1.99 (running go 1.26.0; GOTOOLCHAIN=local)", 1);
                break;
            case "proxy unreachable":
                _variables = _variables.Add("GOPROXY", "http://127.0.0.1:9");
                break;
            case "checksum mismatch":
                Publish();
                _variables = _variables.Add("GOPROXY", $"file://{_machine["proxy"]}").Add("GONOSUMDB", "*").Add("GOFLAGS", "-mod=mod");
                break;
            case "inconsistent vendoring":
                _scene.Write("vendor/modules.txt", "# example.org/y v1.0.0\n");
                break;
            default:
                _variables = _variables.Add("GOPROXY", "off");
                break;
        }

        _variables = _variables.Add("GOMODCACHE", _machine["modules"]);
        _variables = _variables.SetItem("GOFLAGS", $"{_variables.GetValueOrDefault("GOFLAGS")} -modcacherw".Trim());
        await NeitherAsync("go-vet", said);
    }

    [ToolTheory("clang-tidy", Timeout = Limit)]
    [InlineData("no clang-tidy", "not installed")]
    [InlineData("no compile database", "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON")]
    [InlineData("broken compile database", "")]
    [InlineData("broken configuration", "")]
    public async Task A_clang_tidy_that_does_not_know_how_to_compile_neither_passes_nor_fails(string fault, string said)
    {
        _scene.Write(".clang-tidy", fault == "broken configuration" ? "Checks: [\n" : "Checks: '-*,bugprone-*'\n");
        _scene.Write("src/a.cpp", "#include \"h.h\"\nint f() { return g(); }\n");
        _scene.Write("include/h.h", "inline int g() { return 0; }\n");
        switch (fault)
        {
            case "no clang-tidy":
                Only("git");
                break;
            case "broken compile database":
                _scene.Write("build/compile_commands.json", "[{\n");
                break;
        }

        await NeitherAsync("clang-tidy", said);
    }

    [SharedToolTheory("golangci-lint", Timeout = Limit)]
    [InlineData("no go", "")]
    [InlineData("no go.sum", "missing go.sum entry")]
    [InlineData("proxy unreachable", "connection refused")]
    [InlineData("configuration of another version", "run: golangci-lint migrate")]
    public async Task A_sick_golangci_lint_neither_passes_nor_fails(string fault, string said)
    {
        _scene.SearchPath = SharedTool.SearchPath;
        _scene.Write(".golangci.yml", fault == "configuration of another version" ? "linters:\n  enable: [govet]\n" : "version: \"2\"\n");
        Module(fault is "no go.sum" or "proxy unreachable" ? "\nrequire example.org/x v1.0.0\n" : "");
        switch (fault)
        {
            case "no go":
                Only("git");
                File.CreateSymbolicLink(_machine["bin/golangci-lint"], RepositoryRoot.Combine(".tools", "bin", "golangci-lint"));
                break;
            case "no go.sum":
                _variables = _variables.Add("GOPROXY", "off");
                break;
            case "proxy unreachable":
                _scene.Write("go.sum", Sum);
                _variables = _variables.Add("GOPROXY", "http://127.0.0.1:9");
                break;
        }

        _variables = _variables.Add("GOMODCACHE", _machine["modules"]).Add("GOFLAGS", "-modcacherw");
        await NeitherAsync("golangci-lint", said);
    }

    [Fact(Timeout = Limit)]
    public async Task A_golangci_lint_that_is_not_installed_neither_passes_nor_fails()
    {
        _scene.Write(".golangci.yml", "version: \"2\"\n");
        Module("");
        Only("git");

        await NeitherAsync("golangci-lint", "not installed");
    }

    public void Dispose()
    {
        _scene.Dispose();
        _machine.Dispose();
    }

    private async Task NeitherAsync(string check, string said)
    {
        _scene.Configure(ToolScene.Entry(check) with { Environment = Setting<ImmutableDictionary<string, string>>.Default(_variables) });

        var seen = await _scene.RunAsync(check);

        Assert.True(seen.Ending is ObservationEnding.Error or ObservationEnding.Unavailable, $"{seen.Ending}: {seen.Message} {string.Join("; ", seen.Findings)}");
        Assert.Contains(said, seen.Message, StringComparison.Ordinal);
    }

    private void Crate(string more, string buildScript)
    {
        _scene.Write("Cargo.toml", $"[package]\nname = \"a\"\nversion = \"0.1.0\"\nedition = \"2021\"\n{more}");
        _scene.Write("src/lib.rs", "pub fn f() {}\n");
        if (buildScript.Length > 0)
        {
            _scene.Write("build.rs", buildScript);
        }
    }

    private void Module(string more)
    {
        _scene.Write("go.mod", $"module m\n\ngo 1.19\n{more}");
        _scene.Write("a.go", more.Length == 0 ? "package m\n" : "package m\n\nimport _ \"example.org/x\"\n");
    }

    // A search path with these programs alone.
    private void Only(params string[] programs)
    {
        Directory.CreateDirectory(_machine["bin"]);
        foreach (var program in programs)
        {
            File.CreateSymbolicLink(_machine[$"bin/{program}"], $"/usr/bin/{program}");
        }

        _scene.SearchPath = _machine["bin"];
    }

    private void Prints(string program, string text, int exitCode)
    {
        _machine.WriteExecutable($"bin/{program}", $"#!/bin/sh\ncat >&2 <<'END'\n{text}\nEND\nexit {exitCode}\n");
        _scene.SearchPath = $"{_machine["bin"]}:/usr/bin:/bin";
    }

    // A proxy of Go's in a folder, whose module is another one than go.sum has.
    private void Publish()
    {
        const string Folder = "proxy/example.org/x/@v";
        _machine.Write($"{Folder}/list", "v1.0.0\n");
        _machine.Write($"{Folder}/v1.0.0.info", "{\"Version\":\"v1.0.0\"}\n");
        _machine.Write($"{Folder}/v1.0.0.mod", "module example.org/x\n");
        using var zip = ZipFile.Open(_machine[$"{Folder}/v1.0.0.zip"], ZipArchiveMode.Create);
        foreach (var (name, text) in new[] { ("go.mod", "module example.org/x\n"), ("x.go", "package x\n") })
        {
            using var writer = new StreamWriter(zip.CreateEntry($"example.org/x@v1.0.0/{name}").Open());
            writer.Write(text);
        }
    }
}
