using Unfazed.Core;
using Unfazed.Testing;
using Unfazed.Validators.Tests.Tools.Catalogue;

namespace Unfazed.Validators.Tests.Tools;

/// <summary>What lies below another project or configuration of the same tool: the tool does not enter it, so it is a project of its own.</summary>
public sealed class NestedProjectTests : IDisposable
{
    private const int Limit = 120_000;

    private readonly ToolScene _scene = new();

    [ToolFact("go", Timeout = Limit)]
    public async Task A_module_below_a_module_is_vetted_and_counted_there()
    {
        Module("", "a", "package a\n");
        Module("_examples/rest", "a/rest", "package rest\n\nfunc F() { nope() }\n");

        var checks = (await _scene.DiscoverAsync()).Checks.Where(static check => check.Name == "go-vet").ToList();

        Assert.Equal([".", "_examples/rest"], checks.Select(static check => check.Directory));
        var root = await _scene.RunAsync(checks[0]);
        ToolAssert.Passed(root);
        Assert.Equal("1 file", root.Summary);
        ToolAssert.Found(await _scene.RunAsync(checks[1]), "_examples/rest/x.go:3 compile");
        Assert.Equal(["_examples/rest"], await PlacesAsync("go-vet", "_examples/rest/x.go"));
    }

    [Fact(Timeout = Limit)]
    public async Task Modules_of_a_workspace_are_each_vetted_and_those_for_tests_are_not()
    {
        _scene.Write("go.work", "go 1.21\n\nuse (\n\t.\n\t./b\n)\n");
        Module("", "a", "package a\n");
        Module("b", "b", "package b\n");
        Module("b/testdata/broken", "broken", "package broken\n");
        _scene.Write("_skipped/x.go", "package x\n");
        _scene.Write(".golangci.yml", "version: \"2\"\n");
        Assert.Equal([".", "b"], await PlacesAsync("golangci-lint"));

        File.Delete(_scene.Repository[".golangci.yml"]);
        Assert.Equal([".", "b"], await PlacesAsync("go-vet"));
        Assert.Empty(await PlacesAsync("go-vet", "_skipped/x.go"));
    }

    [SharedToolFact("golangci-lint", Timeout = Limit)]
    public async Task Golangci_lint_runs_in_each_module_below_its_configuration()
    {
        _scene.SearchPath = SharedTool.SearchPath;
        _scene.Write(".golangci.yml", "version: \"2\"\n");
        Module("a", "a", "package a\n");
        Module("b", "b", "package b\n\nimport \"os\"\n\nfunc F() { os.Remove(\"x\") }\n");

        var checks = (await _scene.DiscoverAsync()).Checks.Where(static check => check.Name == "golangci-lint").ToList();

        Assert.Equal(["a", "b"], checks.Select(static check => check.Directory));
        ToolAssert.Passed(await _scene.RunAsync(checks[0]));
        ToolAssert.Found(await _scene.RunAsync(checks[1]), "b/x.go:5 errcheck");
    }

    [Fact(Timeout = Limit)]
    public async Task A_cargo_workspace_with_lints_of_its_own_is_a_project_and_members_belong_to_theirs()
    {
        _scene.Write("Cargo.toml", "[workspace]\nmembers = [\"a\", \"crates/*\"]\nexclude = [\"crates/out\"]\n");
        Crate("a", "\n[lints.rust]\nunused = \"warn\"\n[dependencies]\nd = { path = \"../d\" }\n");
        Crate("crates/b", "\n[lints.rust]\nunused = \"warn\"\n");
        Crate("crates/out", "\n[lints.rust]\nunused = \"warn\"\n");
        Crate("d", "");
        Crate("fuzz", "\n[workspace]\n[lints.rust]\nunused = \"warn\"\n");
        Crate("a/tests/broken", "\n[workspace]\n[lints.rust]\nunused = \"warn\"\n");
        _scene.Write("rustfmt.toml", "");

        Assert.Equal([".", "crates/out", "fuzz"], await PlacesAsync("clippy"));
        Assert.Equal([".", "crates/out", "fuzz"], await PlacesAsync("cargo-fmt"));
        Assert.Equal(["."], await PlacesAsync("clippy", "d/src/lib.rs"));
        Assert.Equal(["fuzz"], await PlacesAsync("clippy", "fuzz/src/lib.rs"));
        Assert.Empty(await PlacesAsync("clippy", "a/tests/broken/src/lib.rs"));
    }

    [Fact(Timeout = Limit)]
    public async Task A_configuration_above_the_only_crate_counts_for_the_crate()
    {
        _scene.Write("clippy.toml", "");
        Crate("rust", "");

        Assert.Equal(["rust"], await PlacesAsync("clippy"));
    }

    [ToolFact("cargo", Timeout = Limit)]
    public async Task A_workspace_that_only_inherits_a_configuration_is_named_as_not_checked()
    {
        _scene.Write("clippy.toml", "");
        Crate(".", "");
        Crate("fuzz", "\n[workspace]\n");
        Crate("tests/broken", "\n[workspace]\n");

        Assert.Equal(["."], await PlacesAsync("clippy"));
        Assert.Equal("1 file, not checked: fuzz", (await _scene.RunAsync("clippy")).Summary);
        Assert.Equal("1 file", (await _scene.RunAsync("clippy", "src/lib.rs")).Summary);

        var skipped = await _scene.RunAsync("clippy", "fuzz/src/lib.rs");
        Assert.Equal((ObservationEnding.Skipped, "fuzz is a project of its own and is not checked; to check it, write \"checks: { clippy: {} }\" to fuzz/unfazed.yaml"), (skipped.Ending, skipped.Message));
    }

    [Fact(Timeout = Limit)]
    public async Task Of_many_projects_that_are_not_checked_three_are_named()
    {
        _scene.Write("clippy.toml", "");
        Crate(".", "");
        foreach (var name in (string[])["a", "b", "c", "d", "e"])
        {
            Crate(name, "\n[workspace]\n");
        }

        _scene.WriteProgram("bin/cargo", "#!/bin/sh\necho '{\"reason\":\"build-finished\",\"success\":true}'\n");
        _scene.SearchPath = $"{_scene.Repository["bin"]}:{_scene.SearchPath}";

        Assert.Equal("1 file, not checked: a, b, c and 2 more", (await _scene.RunAsync("clippy")).Summary);
    }

    [Theory(Timeout = Limit)]
    [InlineData("mypy", "mypy.ini", "sub/pyproject.toml", "[tool.mypy]\nstrict = true\n")]
    [InlineData("mypy", "mypy.ini", "sub/mypy.ini", "[mypy]\n")]
    [InlineData("flake8", ".flake8", "sub/setup.cfg", "[flake8]\n")]
    [InlineData("pylint", ".pylintrc", "sub/.pylintrc", "")]
    [InlineData("isort", ".isort.cfg", "sub/pyproject.toml", "[tool.isort]\n")]
    [InlineData("pyright", "pyrightconfig.json", "sub/pyrightconfig.json", "{}")]
    [InlineData("eslint", "eslint.config.js", "sub/eslint.config.mjs", "")]
    public async Task A_configuration_below_another_one_begins_a_project_where_the_tool_reads_one_alone(string tool, string above, string below, string text)
    {
        _scene.Write(above, text);
        _scene.Write(below, text);
        Sources();

        Assert.Equal([".", "sub"], await PlacesAsync(tool));
        Assert.Equal(["sub"], (await _scene.DiscoverAsync("sub/s.py", "sub/s.js")).Checks
            .Where(check => check.Name == tool && check.Settled is not { Ending: ObservationEnding.Skipped }).Select(static check => check.Directory));
    }

    [Theory(Timeout = Limit)]
    [InlineData("ruff", "ruff.toml", "sub/ruff.toml", "")]
    [InlineData("prettier", ".prettierrc", "sub/.prettierrc", "{}")]
    [InlineData("eslint", ".eslintrc.json", "sub/.eslintrc.json", "{}")]
    [InlineData("mypy", "mypy.ini", "sub/requirements.txt", "mypy\n")]
    public async Task A_configuration_below_another_one_is_left_to_a_tool_that_reads_both(string tool, string above, string below, string text)
    {
        _scene.Write(above, text);
        _scene.Write(below, text);
        Sources();

        Assert.Equal(["."], await PlacesAsync(tool));
    }

    [ToolFact("flake8", Timeout = Limit)]
    public async Task What_a_nested_configuration_forbids_is_found_there_and_not_from_above()
    {
        _scene.Write(".flake8", "[flake8]\nextend-ignore = E225\n");
        _scene.Write("sub/.flake8", "[flake8]\n");
        _scene.Write("a.py", "x=1\n");
        _scene.Write("sub/s.py", "x=1\n");

        var checks = (await _scene.DiscoverAsync()).Checks.Where(static check => check.Name == "flake8").ToList();

        ToolAssert.Passed(await _scene.RunAsync(checks[0]));
        ToolAssert.Found(await _scene.RunAsync(checks[1]), "sub/s.py:1 E225");
    }

    public void Dispose() => _scene.Dispose();

    private void Sources()
    {
        foreach (var file in (string[])["a.py", "sub/s.py", "a.js", "sub/s.js"])
        {
            _scene.Write(file, "");
        }
    }

    private void Module(string folder, string name, string source)
    {
        var prefix = folder.Length == 0 ? "" : folder + "/";
        _scene.Write($"{prefix}go.mod", $"module {name}\n\ngo 1.19\n");
        _scene.Write($"{prefix}x.go", source);
    }

    private void Crate(string folder, string more)
    {
        _scene.Write($"{folder}/Cargo.toml", $"[package]\nname = \"{folder.Replace('/', '-').Replace(".", "root", StringComparison.Ordinal)}\"\nversion = \"0.1.0\"\nedition = \"2021\"\n{more}");
        _scene.Write($"{folder}/src/lib.rs", "pub fn f() {}\n");
    }

    private async Task<IEnumerable<string>> PlacesAsync(string name, params string[] selected) => (await _scene.DiscoverAsync(selected)).Checks
        .Where(check => check.Name == name && check.Settled is not { Ending: ObservationEnding.Skipped })
        .Select(static check => check.Directory);
}
