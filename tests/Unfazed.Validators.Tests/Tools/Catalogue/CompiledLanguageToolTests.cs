using Unfazed.Core;
using Unfazed.Testing;

namespace Unfazed.Validators.Tests.Tools.Catalogue;

/// <summary>Tools of C, C++, Go, Rust and .NET, each on the real program.</summary>
public sealed class CompiledLanguageToolTests : IDisposable
{
    private readonly ToolScene _scene = new();

    [ToolFact("clang-format", Timeout = 120_000)]
    public async Task Clang_format_finds_what_it_would_format()
    {
        _scene.Write(".clang-format", "BasedOnStyle: LLVM\n");
        _scene.Write("clean.c", "int main(void) { return 0; }\n");
        ToolAssert.Passed(await _scene.RunAsync("clang-format"));

        _scene.Write("src/bad.c", "int  main(void){ return 0; }\n");
        ToolAssert.Found(await _scene.RunAsync("clang-format"), "src/bad.c format");

        _scene.Write(".clang-format", "BasedOnStyl: x\n");
        ToolAssert.ToolError(await _scene.RunAsync("clang-format"), "BasedOnStyl");
    }

    [ToolFact("clang-tidy", Timeout = 120_000)]
    public async Task Clang_tidy_finds_what_it_prints_by_itself_and_a_header_that_is_not_found_is_no_pass()
    {
        _scene.Write(".clang-tidy", "Checks: '-*,clang-analyzer-*'\n");
        _scene.Write("clean.c", "int main(void) { return 0; }\n");
        ToolAssert.Passed(await _scene.RunAsync("clang-tidy"));

        _scene.Write("bad.c", "int main(void) {\n  int *p = 0;\n  *p = 1;\n  return 0;\n}\n");
        ToolAssert.Found(await _scene.RunAsync("clang-tidy"), "bad.c:3 clang-analyzer-core.NullDereference");

        _scene.Write("missing.c", "#include \"nothere.h\"\n");
        ToolAssert.Unreadable(await _scene.RunAsync("clang-tidy"), "'nothere.h' file not found");
        File.Delete(_scene.Repository["bad.c"]);
        var seen = await _scene.RunAsync("clang-tidy");
        Assert.Equal(ObservationEnding.Unavailable, seen.Ending);
        Assert.Equal("there is no compile_commands.json, and without it nothere.h is not found; run: cmake -S . -B build -DCMAKE_EXPORT_COMPILE_COMMANDS=ON", seen.Message);

        _scene.Write("compile_commands.json", $$"""[{"directory":"{{_scene.Repository.Path}}","command":"cc -c missing.c","file":"missing.c"}]""");
        ToolAssert.Unreadable(await _scene.RunAsync("clang-tidy"), "'nothere.h' file not found");
    }

    [ToolFact("clang-tidy", Timeout = 120_000)]
    public async Task Clang_tidy_finds_the_compilation_database_of_a_preset_and_keeps_what_it_found_without_one()
    {
        _scene.Write(".clang-tidy", "Checks: '-*,modernize-use-nullptr'\n");
        _scene.Write("include/f.h", "#pragma once\n");
        _scene.Write("src/f.cc", "#include \"f.h\"\n");
        Assert.Equal(ObservationEnding.Unavailable, (await _scene.RunAsync("clang-tidy")).Ending);

        _scene.Write("src/g.cc", "int *p = 0;\n");
        Assert.Contains((await _scene.RunAsync("clang-tidy")).Findings, static finding => finding is { Path: "src/g.cc", Rule: "modernize-use-nullptr" });
        _scene.Write("src/g.cc", "int *p = nullptr;\n");

        _scene.Write("build-presets/debug/compile_commands.json", $$"""
            [{"directory":"{{_scene.Repository.Path}}","command":"c++ -Iinclude -c src/f.cc","file":"src/f.cc"},
             {"directory":"{{_scene.Repository.Path}}","command":"c++ -c src/g.cc","file":"src/g.cc"}]
            """);
        ToolAssert.Passed(await _scene.RunAsync("clang-tidy"));
    }

    [ToolTheory("clang-tidy", Timeout = 120_000)]
    [InlineData("[", ErrorCodes.UnreadableFile, "clean.c: Compile command not found")]
    [InlineData("[]", ErrorCodes.UnreadableFile, "clean.c: Compile command not found")]
    [InlineData("[{\"directory\": \"/\", \"file\": \"clean.c\"}]", ErrorCodes.ToolError, "json-compilation-database: Missing key")]
    [InlineData("{}", ErrorCodes.ToolError, "json-compilation-database: Expected array")]
    public async Task Clang_tidy_with_a_broken_compilation_database_is_no_pass(string database, string error, string said)
    {
        _scene.Write(".clang-tidy", "Checks: '-*,clang-analyzer-*'\n");
        _scene.Write("clean.c", "int main(void) { return 0; }\n");
        _scene.Write("compile_commands.json", database);

        var seen = await _scene.RunAsync("clang-tidy");

        Assert.Equal((ObservationEnding.Error, error), (seen.Ending, seen.Error));
        Assert.Contains(said, seen.Message, StringComparison.Ordinal);
    }

    [ToolFact("clang-tidy", "cppcheck", Timeout = 120_000)]
    public async Task A_change_in_a_header_alone_shows_what_it_breaks()
    {
        _scene.Write(".clang-tidy", "Checks: '-*,modernize-use-nullptr'\nHeaderFilterRegex: '.*'\n");
        _scene.Write("cppcheck-suppressions.txt", "");
        _scene.Write("h.h", "#pragma once\ninline int h(int *p) { return p == 0 ? 1 : 0; }\n#define N 2\n");
        _scene.Write("a.cpp", "#include \"h.h\"\nint g() { int a[2]; a[N] = 1; return a[0] + h(nullptr); }\n");

        Assert.Contains((await _scene.RunAsync("clang-tidy", "h.h")).Findings, static finding => finding is { Path: "h.h", Rule: "modernize-use-nullptr" });
        Assert.Contains((await _scene.RunAsync("cppcheck", "h.h")).Findings, static finding => finding.Rule == "arrayIndexOutOfBounds");
    }

    [ToolFact("cppcheck", Timeout = 120_000)]
    public async Task Cppcheck_finds_what_it_prints_by_itself_and_heeds_the_suppressions()
    {
        _scene.Write("cppcheck-suppressions.txt", "nullPointer:old.c\n");
        _scene.Write("clean.c", "int main(void) { return 0; }\n");
        ToolAssert.Passed(await _scene.RunAsync("cppcheck"));

        _scene.Write("bad.c", "int main(void) {\n  int *p = 0;\n  *p = 1;\n  return 0;\n}\n");
        _scene.Write("old.c", "int f(void) {\n  int *p = 0;\n  *p = 1;\n  return 0;\n}\n");
        ToolAssert.Found(await _scene.RunAsync("cppcheck"), "bad.c:3 nullPointer");

        _scene.Write("broken.c", "int main(void { return 0;\n");
        ToolAssert.Unreadable(await _scene.RunAsync("cppcheck"), "broken.c");
    }

    [ToolFact("go", "gofmt", Timeout = 120_000)]
    public async Task Go_vet_and_gofmt_find_what_they_print_by_themselves()
    {
        _scene.Write("go.mod", "module example.org/m\n\ngo 1.19\n");
        _scene.Write("main.go", "package main\n\nfunc main() {\n\tprintln(\"x\")\n}\n");
        ToolAssert.Passed(await _scene.RunAsync("go-vet"));
        ToolAssert.Found(await _scene.RunAsync("gofmt"));

        _scene.Write("bad/bad.go", "package bad\n\nimport \"fmt\"\n\nfunc F() {\n   fmt.Printf(\"%d\", \"x\")\n}\n");
        _scene.Write("vendor/x/x.go", "package  x\n");
        ToolAssert.Found(await _scene.RunAsync("go-vet"), "bad/bad.go:6 ");
        ToolAssert.Found(await _scene.RunAsync("gofmt"), "bad/bad.go format");

        _scene.Write("broken/b.go", "package broken\n\nfunc F( {\n");
        ToolAssert.Unreadable(await _scene.RunAsync("gofmt"), "broken/b.go: expected ')'");
    }

    [ToolFact("go", Timeout = 120_000)]
    public async Task Go_vet_finds_what_is_wrong_in_assembly_too()
    {
        _scene.Write("go.mod", "module a\n\ngo 1.17\n");
        _scene.Write("a.go", "package a\n\nfunc Add(a, b int64) int64\n");
        _scene.Write("a_amd64.s", "#include \"textflag.h\"\n\nTEXT ·Add(SB), NOSPLIT, $0-24\n\tADDQ b+4(FP), AX\n\tMOVQ AX, ret+16(FP)\n\tRET\n");
        _scene.Write("v/v.go", "package v\n\nimport \"fmt\"\n\nfunc F() { fmt.Printf(\"%d\", \"x\") }\n");

        var seen = await _scene.RunAsync("go-vet");

        ToolAssert.Found(seen, "a_amd64.s:4 ", "v/v.go:5 ");
        Assert.Null(seen.Incomplete);
    }

    [ToolFact("cargo", Timeout = 120_000)]
    public async Task Clippy_that_stopped_says_where_and_what_it_lists_whole_is_whole()
    {
        _scene.Write("Cargo.toml", "[workspace]\nmembers = [\"a\", \"b\"]\n");
        _scene.Write("clippy.toml", "");
        _scene.Write("a/Cargo.toml", "[package]\nname = \"a\"\nversion = \"0.1.0\"\nedition = \"2021\"\n");
        _scene.Write("b/Cargo.toml", "[package]\nname = \"b\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[build-dependencies]\na = { path = \"../a\" }\n");
        _scene.Write("a/src/lib.rs", "fn dead() {}\n");
        _scene.Write("b/src/lib.rs", "pub fn f() {}\n");
        _scene.Write("b/build.rs", "fn main() {\n}\n");
        var whole = await _scene.RunAsync("clippy");
        ToolAssert.Found(whole, "a/src/lib.rs:1 dead_code");
        Assert.Null(whole.Incomplete);

        // The build script breaks down: b was never compiled.
        _scene.Write("b/build.rs", "fn main() {\n    panic!(\"no\");\n}\n");
        var panicked = await _scene.RunAsync("clippy");
        Assert.Contains(panicked.Findings, static finding => finding is { Path: "b/build.rs", Line: 2, Rule: "build-script" });
        Assert.Contains("it stopped at b/build.rs:2", panicked.Incomplete, StringComparison.Ordinal);

        // rustc stops before lints.
        _scene.Write("b/build.rs", "fn main() {\n}\n");
        _scene.Write("a/src/lib.rs", "mod gen;\nfn dead() {}\n");
        _scene.Write("a/src/gen.rs", "fn g() { nope() }\n");
        var stopped = await _scene.RunAsync("clippy");
        ToolAssert.Found(stopped, "a/src/gen.rs:1 E0425");
        Assert.Contains("it stopped at a/src/gen.rs:1", stopped.Incomplete, StringComparison.Ordinal);
    }

    [ToolFact("cargo", "rustfmt", Timeout = 120_000)]
    public async Task Clippy_and_cargo_fmt_find_what_they_print_by_themselves()
    {
        _scene.Write("Cargo.toml", "[package]\nname = \"m\"\nversion = \"0.1.0\"\nedition = \"2021\"\n");
        _scene.Write("clippy.toml", "");
        _scene.Write("rustfmt.toml", "");
        _scene.Write("src/main.rs", "fn main() {}\n");
        ToolAssert.Passed(await _scene.RunAsync("clippy"));
        ToolAssert.Passed(await _scene.RunAsync("cargo-fmt"));

        _scene.Write("src/main.rs", "fn main() {\n    let v: Vec<i32> = vec![];\n    if v.len() == 0 {   println!(\"x\"); }\n}\n");
        ToolAssert.Found(await _scene.RunAsync("clippy"), "src/main.rs:3 clippy::len_zero");
        ToolAssert.Found(await _scene.RunAsync("cargo-fmt"), "src/main.rs format");

        _scene.Write("src/main.rs", "fn main( {\n");
        ToolAssert.Unreadable(await _scene.RunAsync("clippy"), "src/main.rs");
        ToolAssert.Unreadable(await _scene.RunAsync("cargo-fmt"), "src/main.rs");

        _scene.Write("Cargo.toml", "[package\n");
        ToolAssert.Found(await _scene.RunAsync("clippy"), "Cargo.toml:1 manifest");
    }

    [ToolFact("dotnet", Timeout = 120_000)]
    public async Task Dotnet_format_finds_white_space_without_a_build()
    {
        _scene.SearchPath = Path.GetDirectoryName(Tool.Path("dotnet")) + ":/usr/bin:/bin";
        _scene.Write(".editorconfig", "root = true\n[*.cs]\nindent_style = space\nindent_size = 4\n");
        _scene.Write("Clean.cs", "namespace A;\n\npublic class Clean\n{\n    public int X;\n}\n");
        ToolAssert.Passed(await _scene.RunAsync("dotnet-format"));

        _scene.Write("sub/Bad.cs", "namespace A;\n\npublic class Bad\n{\n  public  int X;\n}\n");
        var seen = await _scene.RunAsync("dotnet-format");
        ToolAssert.Found(seen, "sub/Bad.cs:5 WHITESPACE", "sub/Bad.cs:5 WHITESPACE");
        Assert.All(seen.Findings, static finding => Assert.Equal(Severity.Warning, finding.Severity));
    }

    public void Dispose() => _scene.Dispose();
}
