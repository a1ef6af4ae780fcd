using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Testing;

namespace Unfazed.Validators.Tests.Tools.Catalogue;

public sealed class TscTests : IDisposable
{
    private readonly ToolScene _scene = new() { SearchPath = Environment.GetEnvironmentVariable("PATH") ?? "" };

    public TscTests()
    {
        _scene.Write("tsconfig.json", """
            {
              // as tsc --init writes it: comments, and a comma too many
              "compilerOptions": { "strict": true, "types": [], "module": "nodenext", "incremental": true, },
            }
            """);
        Directory.CreateSymbolicLink(_scene.Repository["node_modules"], Path.Combine(Tool.NpmFolder, "node_modules"));
    }

    [ToolFact("tsc", Timeout = 600_000)]
    public async Task A_clean_file_passes_and_nothing_is_written_beside_it()
    {
        _scene.Write("src/clean.ts", "export const a: number = 1;\n");

        var seen = await _scene.RunAsync("tsc");

        Assert.Equal((ObservationEnding.Completed, 0), (seen.Ending, seen.ExitCode));
        Assert.Empty(seen.Findings);
        Assert.Equal(["clean.ts", "tsconfig.json"], FilesOfTheRepository());
    }

    [ToolTheory("tsc", Timeout = 600_000)]
    [InlineData("tsc --noEmit --pretty | cat")]
    [InlineData("tsc --noEmit --pretty")]
    public async Task The_pretty_form_of_a_custom_check_names_every_error(string command)
    {
        _scene.Write("a.ts", "interface A { y: { z: string } }\nexport const a: A = { y: { z: 2 } };\nexport const n: number = \"x\";\n");
        _scene.Configure(ToolScene.Own("types", "sh", "-c", "node_modules/.bin/" + command) with { Parse = Setting<string>.Default("tsc") });

        var seen = await _scene.RunAsync("types");

        Assert.Equal(ObservationEnding.Completed, seen.Ending);
        Assert.Equal([("a.ts", 2, "TS2322"), ("a.ts", 3, "TS2322")], seen.Findings.Select(static finding => (finding.Path, finding.Line!.Value, finding.Rule)));
        Assert.Null(seen.Incomplete);
    }

    [ToolFact("tsc", Timeout = 600_000)]
    public async Task A_summary_alone_is_no_pass()
    {
        _scene.Write("a.ts", "export const n: number = \"x\";\n");
        _scene.Configure(ToolScene.Own("types", "sh", "-c", "node_modules/.bin/tsc --noEmit --pretty | tail -2") with { Parse = Setting<string>.Default("tsc") });

        var seen = await _scene.RunAsync("types");

        Assert.Equal((ObservationEnding.Error, ErrorCodes.UnreadableOutput), (seen.Ending, seen.Error));
        Assert.Contains("it counts 1 error and names none", seen.Message, StringComparison.Ordinal);
    }

    [ToolFact("tsc", Timeout = 600_000)]
    public async Task It_finds_what_tsc_prints_by_itself()
    {
        _scene.Write("src/a.ts", "export const n: number = \"x\";\nexport const f: () => { a: { b: number } } = () => ({ a: { b: \"s\" } });\n");
        _scene.Write("src/with space (1).ts", "const f: { a: number } = { a: \"(1,2): error TS1: no\" };\nnowhere();\nexport { f };\n");

        var seen = await _scene.RunAsync("tsc");

        var printed = await _scene.PrintAsync(Tool.Path("tsc"), "--noEmit", "--incremental", "false", "--pretty", "false");
        Assert.Equal(ObservationEnding.Completed, seen.Ending);
        Assert.NotEmpty(seen.Findings);
        Assert.Equal(printed.TrimEnd(), string.Join('\n', seen.Findings.Select(static finding => $"{finding.Path}({finding.Line},{finding.Column}): error {finding.Rule}: {finding.Message}")));
    }

    [ToolFact("tsc", Timeout = 600_000)]
    public async Task A_file_that_does_not_parse_is_found()
    {
        _scene.Write("broken.ts", "let = ;\n");

        var seen = await _scene.RunAsync("tsc");

        Assert.Equal(ObservationEnding.Completed, seen.Ending);
        Assert.Contains(seen.Findings, static finding => finding is { Path: "broken.ts", Line: 1, Rule: "TS1109", Severity: Severity.Error });
    }

    [ToolFact("tsc", Timeout = 600_000)]
    public async Task A_file_that_it_cannot_open_is_no_pass()
    {
        _scene.Write("clean.ts", "export const a = 1;\n");
        _scene.Write("tsconfig.json", """{ "compilerOptions": { "types": [] }, "files": ["clean.ts", "gone.ts"] }""");
        File.CreateSymbolicLink(_scene.Repository["gone.ts"], "nowhere");

        var seen = await _scene.RunAsync("tsc");

        Assert.Equal((ObservationEnding.Error, ErrorCodes.UnreadableFile), (seen.Ending, seen.Error));
        Assert.Contains("gone.ts", seen.Message, StringComparison.Ordinal);
    }

    [ToolFact("tsc", Timeout = 600_000)]
    public async Task A_project_without_inputs_is_an_error_with_the_reason()
    {
        _scene.Write("tsconfig.json", """{ "include": ["src"] }""");
        _scene.Write("elsewhere.ts", "export const a = 1;\n");

        var seen = await _scene.RunAsync("tsc");

        Assert.Equal((ObservationEnding.Error, ErrorCodes.ToolError), (seen.Ending, seen.Error));
        Assert.Contains("TS18003", seen.Message, StringComparison.Ordinal);
    }

    [ToolFact("tsc", Timeout = 600_000)]
    public async Task Projects_that_refer_to_each_other_are_built_in_order()
    {
        _scene.Write("tsconfig.json", """{ "files": [], "references": [{ "path": "core" }, { "path": "app" }] }""");
        const string Project = """{ "compilerOptions": { "composite": true, "strict": true, "types": [], "module": "nodenext", "outDir": "dist" }, "references": [REFERENCES] }""";
        _scene.Write("core/tsconfig.json", Project.Replace("REFERENCES", "", StringComparison.Ordinal));
        _scene.Write("core/a.ts", "export const a = 1;\n");
        _scene.Write("app/tsconfig.json", Project.Replace("REFERENCES", """{ "path": "../core" }""", StringComparison.Ordinal));
        _scene.Write("app/b.ts", "import { a } from \"../core/a.js\";\nexport const b: string = a;\n");

        var first = await _scene.RunAsync("tsc");
        var second = await _scene.RunAsync("tsc");

        Assert.Equal([("app/b.ts", 2, "TS2322")], first.Findings.Select(static finding => (finding.Path, finding.Line!.Value, finding.Rule)));
        Assert.Equal(first.Findings.AsEnumerable(), second.Findings);
    }

    [Fact(Timeout = 600_000)]
    public async Task Without_a_file_of_its_languages_there_is_nothing_to_do()
    {
        var seen = await _scene.RunAsync("tsc");

        Assert.Equal((ObservationEnding.Skipped, 0), (seen.Ending, seen.Attempts));
    }

    [Fact(Timeout = 600_000)]
    public async Task Outside_of_the_environment_that_the_project_has_it_is_unavailable()
    {
        Directory.Delete(_scene.Repository["node_modules"]);
        _scene.Write("a.ts", "");
        _scene.Write("node_modules/other/package.json", "{}");
        _scene.WriteProgram("global/tsc", "#!/bin/sh\nexit 0\n");
        _scene.SearchPath = _scene.Repository["global"];

        var check = await _scene.CheckAsync("tsc");

        Assert.Equal(ObservationEnding.Unavailable, check.Settled?.Ending);
        Assert.Contains("node_modules", check.Settled!.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _scene.Dispose();

    private IEnumerable<string?> FilesOfTheRepository()
    {
        Directory.Delete(_scene.Repository["node_modules"]);
        return Directory.EnumerateFiles(_scene.Repository.Path, "*", SearchOption.AllDirectories).Select(Path.GetFileName).Order();
    }
}
