using System.Text.Json;
using Unfazed.Core;
using Unfazed.Testing;

namespace Unfazed.Validators.Tests.Tools.Catalogue;

/// <summary>Tools of npm that need nothing but themselves, each on the real program.</summary>
public sealed class NpmToolTests : IDisposable
{
    private readonly ToolScene _scene = new();

    public NpmToolTests()
    {
        _scene.SearchPath = Environment.GetEnvironmentVariable("PATH") ?? "";
        Directory.CreateSymbolicLink(_scene.Repository["node_modules"], Path.Combine(Tool.NpmFolder, "node_modules"));
        _scene.Write(".gitignore", "node_modules\n");
    }

    [ToolFact("biome", Timeout = 420_000)]
    public async Task Biome_finds_what_it_prints_by_itself_and_formatting_apart_from_it()
    {
        _scene.Write("biome.json", """{ "files": { "includes": ["**", "!generated", "!node_modules"] }, "formatter": { "indentStyle": "space" } }""" + "\n");
        _scene.Write("clean.js", "export const a = 1;\n");
        ToolAssert.Passed(await _scene.RunAsync("biome", "clean.js"));
        ToolAssert.Passed(await _scene.RunAsync("biome-format", "clean.js"));

        _scene.Write("src/bad.js", "let b = 1\nexport default b == 2\nif (b) { debugger }\n");
        _scene.Write("generated/c.js", "debugger;\n");
        var seen = await _scene.RunAsync("biome");

        using var alone = JsonDocument.Parse(await _scene.PrintAsync(Tool.Path("biome"), "lint", "--reporter=json", "--max-diagnostics=none", "."));
        Assert.Equal(alone.RootElement.GetProperty("diagnostics").GetArrayLength(), seen.Findings.Length);
        ToolAssert.Found(seen, "src/bad.js:1 lint/style/useConst", "src/bad.js:2 lint/suspicious/noDoubleEquals", "src/bad.js:3 lint/suspicious/noDebugger");
        ToolAssert.Found(await _scene.RunAsync("biome", "clean.js", "generated/c.js"));
        ToolAssert.Found(await _scene.RunAsync("biome-format", "src/bad.js", "generated/c.js"), "src/bad.js format");
    }

    [ToolFact("biome", Timeout = 420_000)]
    public async Task Biome_cannot_pass_over_what_it_does_not_parse_and_says_when_its_configuration_is_wrong()
    {
        _scene.Write("biome.json", "{}\n");
        _scene.Write("broken.js", "let = ;\n");
        Assert.Contains("broken.js", (await _scene.RunAsync("biome")).Message, StringComparison.Ordinal);
        Assert.Equal(ErrorCodes.UnreadableFile, (await _scene.RunAsync("biome-format")).Error);

        _scene.Write("biome.json", """{ "noSuchKey": 1 }""");
        Assert.NotEqual(ObservationEnding.Completed, (await _scene.RunAsync("biome")).Ending);
    }

    [ToolFact("oxlint", Timeout = 420_000)]
    public async Task Oxlint_finds_what_it_prints_by_itself()
    {
        _scene.Write(".oxlintrc.json", """{ "rules": { "eqeqeq": "error" }, "ignorePatterns": ["generated"] }""");
        _scene.Write("clean.js", "export const a = 1;\n");
        ToolAssert.Passed(await _scene.RunAsync("oxlint"));

        _scene.Write("src/bad.js", "let b = 1\nexport default b == 2\nif (b) { debugger }\n");
        _scene.Write("generated/c.js", "debugger;\n");
        ToolAssert.Found(await _scene.RunAsync("oxlint"), "src/bad.js:2 eqeqeq", "src/bad.js:3 no-debugger");
        ToolAssert.Found(await _scene.RunAsync("oxlint", "clean.js", "generated/c.js"));
    }

    [ToolFact("oxlint", Timeout = 420_000)]
    public async Task Oxlint_cannot_pass_over_what_it_does_not_parse_and_says_when_its_configuration_is_wrong()
    {
        _scene.Write(".oxlintrc.json", "{}");
        _scene.Write("broken.js", "let = ;\n");
        Assert.Equal(ErrorCodes.UnreadableFile, (await _scene.RunAsync("oxlint")).Error);

        _scene.Write(".oxlintrc.json", "{");
        Assert.Equal(ObservationEnding.Error, (await _scene.RunAsync("oxlint")).Ending);
    }

    [ToolFact("prettier", Timeout = 420_000)]
    public async Task Prettier_lists_what_it_would_format_and_no_pass_comes_of_what_it_does_not_parse()
    {
        _scene.Write(".prettierrc", "{}\n");
        _scene.Write(".prettierignore", "generated\n");
        _scene.Write("clean.js", "export const a = 1;\n");
        ToolAssert.Passed(await _scene.RunAsync("prettier"));

        _scene.Write("bad [1].js", "let b=1\n");
        _scene.Write("web/bad.css", "a{b:c}\n");
        _scene.Write("generated/c.js", "let b=1\n");
        ToolAssert.Found(await _scene.RunAsync("prettier"), "bad [1].js format", "web/bad.css format");
        ToolAssert.Found(await _scene.RunAsync("prettier", "bad [1].js", "generated/c.js"), "bad [1].js format");

        _scene.Write("broken.js", "let = ;\n");
        var seen = await _scene.RunAsync("prettier");
        Assert.Equal((ObservationEnding.Error, ErrorCodes.UnreadableFile, 2), (seen.Ending, seen.Error, seen.Findings.Length));
        Assert.Contains("broken.js: SyntaxError", seen.Message, StringComparison.Ordinal);

        _scene.Write(".prettierrc", "{,");
        ToolAssert.ToolError(await _scene.RunAsync("prettier"), "Invalid configuration");
    }

    [ToolFact("markdownlint-cli2", Timeout = 420_000)]
    public async Task Markdownlint_finds_what_it_prints_by_itself()
    {
        _scene.Write(".markdownlint-cli2.jsonc", """{ "ignores": ["generated/**"] }""");
        _scene.Write("clean.md", "# Title\n\nText.\n");
        ToolAssert.Passed(await _scene.RunAsync("markdownlint-cli2"));

        _scene.Write("docs/bad [1].md", "#Title\ntrailing   \n");
        _scene.Write("generated/c.md", "text");
        string[] expected = ["docs/bad [1].md:1 MD018", "docs/bad [1].md:1 MD041", "docs/bad [1].md:2 MD009"];
        ToolAssert.Found(await _scene.RunAsync("markdownlint-cli2"), expected);
        ToolAssert.Found(await _scene.RunAsync("markdownlint-cli2", "docs/bad [1].md", "generated/c.md"), expected);

        _scene.Write(".markdownlint-cli2.jsonc", "{,");
        Assert.Equal(ErrorCodes.ToolError, (await _scene.RunAsync("markdownlint-cli2")).Error);
    }

    [ToolFact("cspell", Timeout = 420_000)]
    public async Task Cspell_finds_what_it_prints_by_itself()
    {
        _scene.Write("cspell.json", """{ "version": "0.2", "words": ["helo"], "ignorePaths": ["generated", "node_modules", "cspell.json"] }""");
        _scene.Write("clean.txt", "helo world\n");
        ToolAssert.Passed(await _scene.RunAsync("cspell"));

        _scene.Write("bad [1].txt", "this is a sentense\n");
        _scene.Write("generated/c.txt", "sentense\n");
        ToolAssert.Found(await _scene.RunAsync("cspell"), "bad [1].txt:1 unknown-word");
        ToolAssert.Found(await _scene.RunAsync("cspell", "bad [1].txt", "generated/c.txt"), "bad [1].txt:1 unknown-word");

        _scene.Write("cspell.json", "{,");
        ToolAssert.ToolError(await _scene.RunAsync("cspell"), "Configuration Error");
    }

    [ToolFact("secretlint", Timeout = 420_000)]
    public async Task Secretlint_finds_secrets_with_its_recommended_rules_and_never_repeats_them()
    {
        _scene.Write("package.json", """{ "devDependencies": { "secretlint": "12" } }""");
        ToolAssert.Passed(await _scene.RunAsync("secretlint"));

        var secret = "ghp_" + new string('a', 36);
        _scene.Write("bad [1].txt", $"token = \"{secret}\"\n");
        foreach (var seen in (Observation[])[await _scene.RunAsync("secretlint"), await _scene.RunAsync("secretlint", "bad [1].txt")])
        {
            var finding = Assert.Single(seen.Findings);
            Assert.Equal(("bad [1].txt", 1, 10, Severity.Error), (finding.Path, finding.Line, finding.Column, finding.Severity));
            Assert.DoesNotContain(secret, finding.Message, StringComparison.Ordinal);
        }

        _scene.Write(".secretlintrc.json", """{ "rules": [{ "id": "no-such-rule" }] }""");
        Assert.Equal(ErrorCodes.ToolError, (await _scene.RunAsync("secretlint")).Error);
    }

    public void Dispose() => _scene.Dispose();
}
