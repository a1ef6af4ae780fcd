using Unfazed.Core;
using Unfazed.Testing;

namespace Unfazed.Validators.Tests.Tools.Catalogue;

/// <summary>Tools that say how many files they inspected, each on the real program: the number is theirs, and none is no pass.</summary>
public sealed class InspectedFilesTests : IDisposable
{
    private readonly ToolScene _scene = new();

    public InspectedFilesTests() => _scene.Write("sub/keep.txt", "");

    [ToolFact("bandit", Timeout = 180_000)]
    public Task Bandit() => SkipsAsync("bandit", "sub/a.py", "x = 1\n", "bandit.yaml", "exclude_dirs: [\"*\"]\n", "skips: []\n");

    [ToolFact("flake8", Timeout = 180_000)]
    public Task Flake8() => SkipsAsync("flake8", "sub/a.py", "x = 1\n", ".flake8", "[flake8]\nexclude = sub\n", "[flake8]\n");

    [ToolFact("black", Timeout = 180_000)]
    public Task Black() => SkipsAsync("black", "sub/a.py", "x = 1\n", "pyproject.toml", "[tool.black]\nexclude = \"sub\"\n", "[tool.black]\n");

    [ToolFact("isort", Timeout = 180_000)]
    public Task Isort() => SkipsAsync("isort", "sub/a.py", "import os\n", ".isort.cfg", "[settings]\nskip = sub\n", "[settings]\n");

    [ToolFact("rubocop", Timeout = 180_000)]
    public Task Rubocop() => SkipsAsync("rubocop", "sub/a.rb", "# frozen_string_literal: true\n", ".rubocop.yml", "AllCops:\n  Exclude: ['**/*']\n", "AllCops:\n  NewCops: disable\n");

    [ToolFact("pyright", Timeout = 120_000)]
    public Task Pyright() => OfNpm().SkipsAsync("pyright", "sub/a.py", "x: int = 1\n", "pyrightconfig.json", """{ "include": ["scr"] }""", """{ "include": ["sub"] }""");

    [ToolFact("oxlint", Timeout = 180_000)]
    public Task Oxlint() => OfNpm().SkipsAsync("oxlint", "sub/a.js", "export const a = 1;\n", ".oxlintrc.json", """{ "ignorePatterns": ["**/*"] }""", """{ "ignorePatterns": ["node_modules"] }""");

    [ToolFact("biome", Timeout = 180_000)]
    public Task Biome() => OfNpm().SkipsAsync("biome", "sub/a.css", "a {\n\tcolor: red;\n}\n", "biome.json", """{ "files": { "includes": ["**", "!**/*.css", "!biome.json", "!node_modules"] } }""" + "\n", """{ "files": { "includes": ["sub/**"] } }""" + "\n", narrowed: true);

    [ToolFact("markdownlint-cli2", Timeout = 180_000)]
    public Task Markdownlint() => OfNpm().SkipsAsync("markdownlint-cli2", "sub/a.md", "# T\n", ".markdownlint-cli2.jsonc", """{ "ignores": ["**/*"] }""", "{}");

    [ToolFact("cspell", Timeout = 180_000)]
    public Task Cspell() => OfNpm().SkipsAsync("cspell", "sub/a.txt", "hello\n", "cspell.json", """{ "ignorePaths": ["**"] }""", """{ "ignorePaths": ["cspell.json", "keep.txt", "node_modules", ".gitignore"] }""");

    [ToolFact("eslint", Timeout = 180_000)]
    public Task Eslint() => OfNpm().SkipsAsync("eslint", "sub/a.js", "export const a = 1;\n", "eslint.config.mjs", "export default [{ ignores: ['**/*'] }];\n", "export default [{ files: ['sub/*.js'], ignores: [] }, { ignores: ['eslint.config.mjs'] }];\n");

    public void Dispose() => _scene.Dispose();

    private InspectedFilesTests OfNpm()
    {
        _scene.SearchPath = Environment.GetEnvironmentVariable("PATH") ?? "";
        Directory.CreateSymbolicLink(_scene.Repository["node_modules"], Path.Combine(Tool.NpmFolder, "node_modules"));
        _scene.Write(".gitignore", "node_modules\n");
        return this;
    }

    private async Task SkipsAsync(string tool, string path, string content, string configuration, string leavesAllOut, string leavesItIn, bool narrowed = false)
    {
        _scene.Write(path, content);
        _scene.Write(configuration, leavesAllOut);
        var nothing = await _scene.RunAsync(tool, narrowed ? [path] : []);
        Assert.True(nothing.Ending == ObservationEnding.Skipped, $"{nothing.Ending}, {nothing.Summary}: {nothing.Message}");
        Assert.Contains("it inspected no file", nothing.Message, StringComparison.Ordinal);

        _scene.Write(configuration, leavesItIn);
        var one = await _scene.RunAsync(tool, narrowed ? [path] : []);
        Assert.True((one.Ending, one.Summary) == (ObservationEnding.Completed, "1 file"), $"{one.Ending}, {one.Summary}: {one.Message}");
    }
}
