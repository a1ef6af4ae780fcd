using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Core.Configuration.Loading;
using Unfazed.Core.Orchestration;

namespace Unfazed.Validators.Tests.Tools;

/// <summary>Where checks run in a repository of many packages, and what files of theirs say.</summary>
public sealed class MonorepoTests : IDisposable
{
    private const int Limit = 120_000;

    private readonly ToolScene _scene = new();

    [Fact(Timeout = Limit)]
    public async Task Each_package_with_a_manifest_is_a_project_of_its_own_and_a_shared_configuration_is_none()
    {
        Package("packages/a");
        Package("packages/b");
        _scene.Write("tsconfig.json", "{ \"compilerOptions\": { \"strict\": true } }");
        Assert.Equal(["packages/a", "packages/b"], await PlacesAsync("tsc"));

        _scene.Write("scripts/own.ts", "export {};\n");

        Assert.Equal([".", "packages/a", "packages/b"], await PlacesAsync("tsc"));
    }

    [Fact(Timeout = Limit)]
    public async Task What_a_project_above_builds_by_reference_is_built_from_there()
    {
        Package("packages/a", "{ \"references\": [{ \"path\": \"../c/tsconfig.json\" }] }");
        Package("packages/b");
        Package("packages/c");
        _scene.Write("tsconfig.json", "{ \"files\": [], \"references\": [{ \"path\": \"./packages/a\" }] }");

        Assert.Equal([".", "packages/b"], await PlacesAsync("tsc"));
    }

    [Fact(Timeout = Limit)]
    public async Task A_folder_without_a_manifest_belongs_to_the_project_above()
    {
        Package("app");
        _scene.Write("app/e2e/tsconfig.json", "{}");
        _scene.Write("app/e2e/x.ts", "export {};\n");

        Assert.Equal(["app"], await PlacesAsync("tsc"));
    }

    [Fact(Timeout = Limit)]
    public async Task An_own_check_with_each_runs_once_beside_each_manifest_and_where_something_was_selected()
    {
        Package("packages/a");
        Package("packages/b");
        Configure("checks: { tests: { run: make, each: 'packages/*/package.json' } }");

        Assert.Equal(["packages/a", "packages/b"], await PlacesAsync("tests"));
        Assert.Equal(["packages/b"], await PlacesAsync("tests", new FileSelection(["packages/b/src/x.ts"])));
        Assert.Empty(await PlacesAsync("tests", new FileSelection(["README.md"])));

        Configure("checks: { tests: { run: make, each: '*.nothing' } }");
        Assert.Equal("no file fits \"each\": *.nothing", (await _scene.CheckAsync("tests")).Settled?.Message);
    }

    [Fact(Timeout = Limit)]
    public async Task The_command_of_a_folder_takes_the_place_of_the_one_above_there()
    {
        Package("packages/a");
        Package("packages/b");
        Configure("checks: { tests: { run: make, each: 'packages/*/package.json' } }", ("packages/b", "checks: { tests: { run: npm test }, docs: { run: vale, files: '*.md' } }"));

        var checks = (await _scene.DiscoverAsync()).Checks;

        Assert.Equal([("packages/a", "make"), ("packages/b", "npm test")], checks.Where(static check => check.Name == "tests").Select(static check => (check.Directory, string.Join(' ', check.Command))));
        Assert.Equal("packages/b", checks.Single(static check => check.Name == "docs").Directory);
    }

    [Fact(Timeout = Limit)]
    public async Task A_tool_that_a_folder_asks_for_runs_there_and_what_lies_there_is_no_longer_the_roots()
    {
        _scene.Write("setup.cfg", "[flake8]\n");
        _scene.Write("a/x.py", "import os\n");
        _scene.Write("b/y.py", "import os\n");
        Configure("version: 1", ("a", "checks: { flake8: { tier: warning } }"));

        Assert.Equal([".", "a"], await PlacesAsync("flake8"));
        Assert.Equal(["b/y.py"], (await RunAsync("flake8", ".")).Findings.Select(static finding => finding.Path));
        Assert.Equal(["a/x.py"], (await RunAsync("flake8", "a")).Findings.Select(static finding => finding.Path));
    }

    [Fact(Timeout = Limit)]
    public async Task A_tool_that_a_folder_does_not_want_finds_nothing_there()
    {
        _scene.Write("setup.cfg", "[flake8]\n");
        _scene.Write("a/x.py", "import os\n");
        _scene.Write("b/y.py", "import os\n");
        Configure("version: 1", ("a", "checks: { flake8: false, hygiene: false }"));

        Assert.Equal(["b/y.py"], (await RunAsync("flake8", ".")).Findings.Select(static finding => finding.Path));
        Assert.Equal(["."], await PlacesAsync("flake8", new FileSelection(["b/y.py"])));
        Assert.Empty(await PlacesAsync("flake8", new FileSelection(["a/x.py"])));
    }

    [Fact(Timeout = Limit)]
    public async Task A_folder_may_switch_a_tool_off_that_has_its_own_configuration_there()
    {
        _scene.Write("a/.flake8", "[flake8]\n");
        _scene.Write("a/x.py", "import os\n");
        Configure("version: 1", ("a", "checks: { flake8: false }"));

        var check = await _scene.CheckAsync("flake8");

        Assert.False(_scene.Configuration.At(check.Directory).FindCheck("flake8")!.Enabled);
    }

    [Theory(Timeout = Limit)]
    [InlineData("false", "b/y.txt")]
    [InlineData("{ run: true }", "b/y.txt")]
    [InlineData("{ exclude: [gen/] }", "a/x.txt b/y.txt")]
    public async Task A_custom_check_of_the_root_leaves_out_the_files_that_a_folder_takes_from_it(string folder, string passed)
    {
        _scene.Write("a/x.txt", "");
        _scene.Write("a/gen/z.txt", "");
        _scene.Write("b/y.txt", "");
        Configure(
            "checks: { words: { run: [printf, '%s:1: bad\\n', '{files}'], files: '*.txt', parse: regex, pattern: '^(?<path>.*):(?<line>1): (?<message>.*)' } }",
            ("a", $"checks: {{ words: {folder} }}"));

        Assert.Equal(passed, string.Join(' ', (await RunAsync("words", ".")).Findings.Select(static finding => finding.Path)));
    }

    [Fact(Timeout = Limit)]
    public async Task A_custom_check_that_a_folder_defines_runs_where_something_in_it_was_selected()
    {
        _scene.Write("a/x.txt", "");
        _scene.Write("b/y.txt", "");
        Configure("checks: { everywhere: { run: make } }", ("a", "checks: { docs: { run: make }, deeper: { run: make, dir: sub } }"));
        _scene.Write("a/sub/x", "");

        Assert.Equal(["a"], await PlacesAsync("docs", new FileSelection(["a/x.txt"])));
        Assert.Equal(["a/sub"], await PlacesAsync("deeper", new FileSelection(["a/x.txt"])));
        Assert.Empty(await PlacesAsync("docs", new FileSelection(["b/y.txt"])));
        Assert.Equal(["."], await PlacesAsync("everywhere", new FileSelection(["b/y.txt"])));
    }

    [Theory(Timeout = Limit)]
    [InlineData("tests: { run: make, dir: a }")]
    public async Task A_command_of_a_folder_takes_the_place_of_one_that_the_root_runs_there(string root)
    {
        _scene.Write("a/x.txt", "");
        Configure($"checks: {{ {root} }}", ("a", "checks: { tests: { run: here } }"));

        var check = Assert.Single((await _scene.DiscoverAsync()).Checks, static check => check.Name == "tests");

        Assert.Equal(("a", "here"), (check.Directory, string.Join(' ', check.Command)));
    }

    public void Dispose() => _scene.Dispose();

    private void Package(string folder, string project = "{}")
    {
        _scene.Write($"{folder}/package.json", "{}");
        _scene.Write($"{folder}/tsconfig.json", project);
        _scene.Write($"{folder}/src/x.ts", "export {};\n");
    }

    private void Configure(string root, params (string Folder, string Text)[] below)
    {
        _scene.Write("unfazed.yaml", root);
        foreach (var (folder, text) in below)
        {
            _scene.Write($"{folder}/unfazed.yaml", text);
        }

        var loaded = ConfigurationLoader.Load(new ConfigurationRequest
        {
            Root = _scene.Repository.Path,
            Environment = _scene.Environment with { Variables = _scene.Environment.Variables.Remove("HOME").Remove("XDG_CONFIG_HOME") },
            FolderFiles = [.. below.Select(static file => $"{file.Folder}/unfazed.yaml")],
            Catalog = new ConfigurationCatalog { Checks = [new("flake8"), new("tsc"), new("hygiene", IsTool: false)] },
        });
        Assert.True(loaded.Configuration is not null, string.Join('\n', loaded.Errors));
        _scene.Configuration = loaded.Configuration!;
    }

    private async Task<Observation> RunAsync(string name, string directory) =>
        await _scene.RunAsync((await _scene.DiscoverAsync()).Checks.Single(check => check.Name == name && check.Directory == directory));

    private async Task<IEnumerable<string>> PlacesAsync(string name, FileSelection? selection = null) =>
        (await _scene.DiscoverAsync(selection)).Checks
            .Where(check => check.Name == name && check.Settled is not { Ending: ObservationEnding.Skipped })
            .Select(static check => check.Directory);
}
