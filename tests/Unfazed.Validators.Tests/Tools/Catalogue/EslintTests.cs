using System.Text.Json;
using Unfazed.Core;
using Unfazed.Testing;

namespace Unfazed.Validators.Tests.Tools.Catalogue;

public sealed class EslintTests : IDisposable
{
    private const string Rules = """export default [{ rules: { "prefer-const": "error", eqeqeq: "warn", "no-alert": "off" }, linterOptions: { reportUnusedDisableDirectives: "warn" } }];""";

    private readonly ToolScene _scene = new();

    public EslintTests()
    {
        _scene.Write("eslint.config.mjs", Rules + "\n");
        _scene.SearchPath = Environment.GetEnvironmentVariable("PATH") ?? "";
        Directory.CreateSymbolicLink(_scene.Repository["node_modules"], Path.Combine(Tool.NpmFolder, "node_modules"));
    }

    [ToolFact("eslint", Timeout = 120_000)]
    public async Task A_clean_file_passes()
    {
        _scene.Write("src/clean.js", "export const a = 1;\n");

        var seen = await _scene.RunAsync("eslint");

        Assert.Equal((ObservationEnding.Completed, 0), (seen.Ending, seen.ExitCode));
        Assert.Empty(seen.Findings);
        Assert.Equal("2 files", seen.Summary);
        Assert.Matches("^[0-9]+[.][0-9]+[.][0-9]+$", seen.Version);
    }

    [ToolFact("eslint", Timeout = 120_000)]
    public async Task It_finds_what_eslint_prints_by_itself()
    {
        _scene.Write("src/a.js", "let a = 1;\nexport default a == 2;\n/* eslint-disable no-alert */\n");
        _scene.Write("src/deep/b c.js", "let b = 'é', c = b;\nexport { c };\n");

        var seen = await _scene.RunAsync("eslint");

        using var alone = JsonDocument.Parse(await _scene.PrintAsync(Tool.Path("eslint"), "--format", "json", "."));
        var expected = alone.RootElement.EnumerateArray().SelectMany(static file => file.GetProperty("messages").EnumerateArray(), static (file, message) =>
            (file.GetProperty("filePath").GetString(), message.GetProperty("line").GetInt32(), message.GetProperty("ruleId").GetString() ?? ""));
        Assert.Equal(ObservationEnding.Completed, seen.Ending);
        Assert.Equal(expected.Order(), seen.Findings.Select(finding => ((string?)_scene.Repository[finding.Path!], finding.Line!.Value, finding.Rule)).Order());
        Assert.Equal(
            [("eqeqeq", Severity.Warning), ("prefer-const", Severity.Error), ("", Severity.Warning)],
            seen.Findings.Where(static finding => finding.Path == "src/a.js").Select(static finding => (finding.Rule, finding.Severity)).OrderBy(static pair => pair.Rule.Length == 0).ThenBy(static pair => pair.Rule));
    }

    [ToolFact("eslint", Timeout = 120_000)]
    public async Task A_file_that_does_not_parse_is_named_and_no_pass()
    {
        _scene.Write("broken.js", "let = ;\n");
        _scene.Write("other.js", "let a = 1;\nexport { a };\n");

        var seen = await _scene.RunAsync("eslint");

        Assert.Equal((ObservationEnding.Error, ErrorCodes.UnreadableFile), (seen.Ending, seen.Error));
        Assert.Contains("broken.js", seen.Message, StringComparison.Ordinal);
        Assert.Equal([("broken.js", "parse-error"), ("other.js", "prefer-const")], seen.Findings.Select(static finding => (finding.Path, finding.Rule)));
    }

    [ToolFact("eslint", Timeout = 120_000)]
    public async Task A_file_that_it_cannot_open_is_no_pass()
    {
        _scene.Write("clean.js", "export const a = 1;\n");
        File.CreateSymbolicLink(_scene.Repository["gone.js"], "nowhere");
        _scene.Write("eslint.config.mjs", "import './gone.js';\n" + Rules);

        var seen = await _scene.RunAsync("eslint");

        Assert.Equal((ObservationEnding.Error, ErrorCodes.ToolError), (seen.Ending, seen.Error));
        Assert.Contains("gone.js", seen.Message, StringComparison.Ordinal);
    }

    [ToolFact("eslint", Timeout = 120_000)]
    public async Task A_configuration_that_is_wrong_is_an_error_with_the_reason()
    {
        _scene.Write("a.js", "export const a = 1;\n");
        _scene.Write("eslint.config.mjs", """export default [{ rules: { "no-such-rule": "error" } }];""");

        var seen = await _scene.RunAsync("eslint");

        Assert.Equal((ObservationEnding.Error, ErrorCodes.ToolError, 2), (seen.Ending, seen.Error, seen.ExitCode));
        Assert.Contains("no-such-rule", seen.Message, StringComparison.Ordinal);
    }

    [ToolFact("eslint", Timeout = 120_000)]
    public async Task When_its_configuration_leaves_every_file_out_there_is_nothing_to_do()
    {
        _scene.Write("a.js", "let a = 1;\n");
        _scene.Write("eslint.config.mjs", """export default [{ ignores: ["**/*"] }];""");

        var seen = await _scene.RunAsync("eslint");

        Assert.Equal(ObservationEnding.Skipped, seen.Ending);
        Assert.Contains("leaves every file out", seen.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task Without_a_file_of_its_languages_there_is_nothing_to_do()
    {
        File.Delete(_scene.Repository["eslint.config.mjs"]);
        _scene.Write(".eslintrc.json", "{}");

        var seen = await _scene.RunAsync("eslint");

        Assert.Equal((ObservationEnding.Skipped, 0), (seen.Ending, seen.Attempts));
        Assert.Contains("JavaScript or TypeScript file", seen.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task Named_in_a_manifest_and_not_installed_it_is_unavailable_with_the_way_to_get_it()
    {
        if (Directory.Exists(_scene.Repository["node_modules"]))
        {
            Directory.Delete(_scene.Repository["node_modules"]);
        }

        File.Delete(_scene.Repository["eslint.config.mjs"]);
        _scene.SearchPath = "/nowhere";
        _scene.Write("web/package.json", """{ "devDependencies": { "eslint": "^9.0.0" } }""");
        _scene.Write("web/a.js", "");

        var check = await _scene.CheckAsync("eslint");

        Assert.Equal(("web", "eslint in web/package.json"), (check.Directory, check.Reason));
        Assert.Equal(ObservationEnding.Unavailable, check.Settled?.Ending);
        Assert.EndsWith("install it with: (cd web && npm install)", check.Settled!.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_configuration_further_down_says_better_where_it_runs_than_a_manifest_above()
    {
        File.Delete(_scene.Repository["eslint.config.mjs"]);
        _scene.Write("package.json", """{ "devDependencies": { "eslint": "^9.0.0" } }""");
        _scene.Write("packages/a/eslint.config.js", Rules);
        _scene.Write("packages/b/package.json", """{ "eslintConfig": {} }""");
        _scene.Write("packages/b/b.js", "");

        var checks = (await _scene.DiscoverAsync()).Checks.Where(static check => check.Name == "eslint");

        Assert.Equal([("packages/a", "packages/a/eslint.config.js"), ("packages/b", "packages/b/package.json [eslintConfig]")], checks.Select(static check => (check.Directory, check.Reason)));
    }

    public void Dispose() => _scene.Dispose();
}
