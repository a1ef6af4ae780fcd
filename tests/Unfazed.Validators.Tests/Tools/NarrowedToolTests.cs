using Unfazed.Core;
using Unfazed.Core.Orchestration;

namespace Unfazed.Validators.Tests.Tools;

public sealed class NarrowedToolTests : IDisposable
{
    private const int Limit = 120_000;

    private readonly ToolScene _scene = new();

    public NarrowedToolTests()
    {
        foreach (var package in (string[])["a", "b"])
        {
            _scene.Write($"packages/{package}/tsconfig.json", "{}");
            _scene.Write($"packages/{package}/package.json", "{}");
            _scene.Write($"packages/{package}/src/x.ts", "export {};\n");
        }

        _scene.Write("package.json", "{}");
        _scene.Write("README.md", "# x\n");
        _scene.Write("setup.cfg", "[flake8]\n");
        _scene.Write("m.py", "x = 1\n");
    }

    [Theory(Timeout = Limit)]
    [InlineData("packages/a/src/x.ts", "packages/a")]
    [InlineData("packages/b/tsconfig.json", "packages/b")]
    [InlineData("packages/b/package.json", "packages/b")]
    [InlineData("package.json", "packages/a packages/b")]
    [InlineData("README.md", "")]
    [InlineData("m.py", "")]
    public async Task A_tool_of_the_whole_project_runs_where_a_file_of_its_kind_its_settings_or_a_manifest_changed(string changed, string places) =>
        Assert.Equal(places.Split(' ', StringSplitOptions.RemoveEmptyEntries), await PlacesAsync("tsc", new FileSelection([changed])));

    [Theory(Timeout = Limit)]
    [InlineData("packages/a/src/gone.ts", "packages/a")]
    [InlineData("packages/gone.ts", "")]
    [InlineData("packages/b/gone.md", "")]
    [InlineData("tsconfig.base.json", "packages/a packages/b")]
    public async Task A_deleted_file_is_a_reason_as_good_as_a_changed_one(string gone, string places) =>
        Assert.Equal(places.Split(' ', StringSplitOptions.RemoveEmptyEntries), await PlacesAsync("tsc", new FileSelection([]) { Gone = [gone] }));

    [Theory(Timeout = Limit)]
    [InlineData("shared/i.ts", "packages/a packages/b")]
    [InlineData("packages/a/src/x.ts", "packages/a packages/b")]
    [InlineData("data/e.json", "packages/a packages/b")]
    [InlineData("packages/a/notes.md", "")]
    public async Task A_changed_file_that_other_packages_may_import_runs_their_type_checker(string changed, string places) =>
        Assert.Equal(places.Split(' ', StringSplitOptions.RemoveEmptyEntries), await PlacesAsync("tsc", new FileSelection([changed]) { Changed = [changed] }));

    [Theory(Timeout = Limit)]
    [InlineData("clang-tidy", "include/h.h")]
    [InlineData("clang-tidy", "include/h.inl")]
    [InlineData("clang-tidy", "compile_commands.json")]
    [InlineData("cppcheck", "include/h.hpp")]
    [InlineData("go-vet", "a_amd64.s")]
    [InlineData("go-vet", "testdata/x.txt")]
    [InlineData("golangci-lint", "assets/logo.svg")]
    [InlineData("clippy", "data.txt")]
    [InlineData("clippy", ".cargo/config.toml")]
    [InlineData("cargo-fmt", "src/lib.rs")]
    public async Task What_a_compiler_reads_runs_it_also_where_it_is_gone(string tool, string path)
    {
        foreach (var (name, content) in ((string, string)[])[(".clang-tidy", ""), ("a.cpp", ""), ("cppcheck-suppressions.txt", ""), ("go.mod", "module a\n"), ("a.go", "package a\n"),
            ("Cargo.toml", "[package]\n"), ("clippy.toml", ""), ("rustfmt.toml", ""), ("src/main.rs", "")])
        {
            _scene.Write(name, content);
        }

        if (tool == "golangci-lint")
        {
            _scene.Write(".golangci.yml", "");
        }

        Assert.Equal(["."], await PlacesAsync(tool, new FileSelection([]) { Gone = [path] }));
        _scene.Write(path, "");
        Assert.Equal(["."], await PlacesAsync(tool, new FileSelection([path])));
    }

    [Theory(Timeout = Limit)]
    [InlineData("module b\n", null, "")]
    [InlineData("module b\n\nreplace x/a => ../a\n", null, "b")]
    [InlineData("module b\n", "go 1.19\nuse ./b\n", "b")]
    public async Task A_module_of_Go_reads_its_neighbours_where_it_says_so(string manifest, string? workspace, string places)
    {
        _scene.Write("b/go.mod", manifest);
        _scene.Write("b/b.go", "package b\n");
        _scene.Write("a/a.go", "package a\n");
        if (workspace is not null)
        {
            _scene.Write("go.work", workspace);
        }

        Assert.Equal(places.Split(' ', StringSplitOptions.RemoveEmptyEntries), await PlacesAsync("go-vet", new FileSelection(["a/a.go"]) { Changed = ["a/a.go"] }));
    }

    [Fact(Timeout = Limit)]
    public async Task The_reason_of_a_skip_says_which_files_were_looked_for()
    {
        var checks = (await _scene.DiscoverAsync(new FileSelection(["packages/a/src/x.ts"]))).Checks;

        Assert.Equal("no JavaScript or TypeScript file below packages/b among the selected files", checks.Single(static check => check is { Name: "tsc", Directory: "packages/b" }).Settled?.Message);
        Assert.Equal("no Python file among the selected files", checks.Single(static check => check.Name == "flake8").Settled?.Message);
    }

    [Fact(Timeout = Limit)]
    public async Task A_header_that_is_staged_only_in_part_is_no_pass_of_what_includes_it()
    {
        _scene.Write(".clang-tidy", "");
        _scene.Write("a.cpp", "");
        _scene.Write("h.h", "");

        var check = (await _scene.DiscoverAsync(new FileSelection(["h.h"]) { PartiallyStaged = ["h.h"] })).Checks.Single(static check => check.Name == "clang-tidy");

        Assert.Equal<string>(["h.h"], check.PartiallyStaged);
    }

    [Fact(Timeout = Limit)]
    public async Task A_tool_that_looks_at_files_one_by_one_has_nothing_to_do_for_a_deleted_one() =>
        Assert.Empty(await PlacesAsync("flake8", new FileSelection([]) { Gone = ["gone.py"] }));

    [Theory(Timeout = Limit)]
    [InlineData("flake8", "m.py", "m.py")]
    [InlineData("flake8", "packages/a/src/x.ts", "")]
    [InlineData("tsc", "packages/a/src/x.ts", "packages/a/src/x.ts")]
    [InlineData("tsc", "packages/a/src/deleted.ts", "packages/a/src/deleted.ts")]
    public async Task Each_check_knows_which_of_its_files_are_staged_only_in_part(string tool, string partial, string expected)
    {
        var selection = new FileSelection(["m.py", "packages/a/src/x.ts"]) { PartiallyStaged = [partial] };
        var check = (await _scene.DiscoverAsync(selection)).Checks.First(check => check.Name == tool);

        Assert.Equal(expected, string.Join(' ', check.PartiallyStaged));
    }

    public void Dispose() => _scene.Dispose();

    private async Task<IEnumerable<string>> PlacesAsync(string tool, FileSelection selection) =>
        (await _scene.DiscoverAsync(selection)).Checks
            .Where(check => check.Name == tool && check.Settled is not { Ending: ObservationEnding.Skipped })
            .Select(static check => check.Directory);
}
