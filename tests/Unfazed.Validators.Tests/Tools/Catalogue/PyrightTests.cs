using System.Text.Json;
using Unfazed.Core;
using Unfazed.Testing;

namespace Unfazed.Validators.Tests.Tools.Catalogue;

public sealed class PyrightTests : IDisposable
{
    private readonly ToolScene _scene = new();

    public PyrightTests()
    {
        _scene.Write("pyrightconfig.json", """{ "exclude": ["node_modules"], }""");
        _scene.SearchPath = Environment.GetEnvironmentVariable("PATH") ?? "";
        Directory.CreateSymbolicLink(_scene.Repository["node_modules"], Path.Combine(Tool.NpmFolder, "node_modules"));
    }

    [ToolFact("pyright", Timeout = 180_000)]
    public async Task A_clean_file_passes_and_findings_are_those_that_pyright_prints_by_itself()
    {
        _scene.Write("clean.py", "x: int = 1\n");
        ToolAssert.Passed(await _scene.RunAsync("pyright"));

        _scene.Write("bad.py", "x: int = \"a\"\nimport nothere\n");
        var seen = await _scene.RunAsync("pyright");

        using var alone = JsonDocument.Parse(await _scene.PrintAsync(Tool.Path("pyright"), "--outputjson"));
        Assert.Equal(alone.RootElement.GetProperty("generalDiagnostics").GetArrayLength(), seen.Findings.Length);
        ToolAssert.Found(seen, "bad.py:1 reportAssignmentType", "bad.py:2 reportMissingImports");
        Assert.Equal((1, 10, 1, 13), seen.Findings.Where(static finding => finding.Line == 1).Select(static finding => (finding.Line!.Value, finding.Column!.Value, finding.EndLine!.Value, finding.EndColumn!.Value)).Single());
    }

    [ToolFact("pyright", Timeout = 180_000)]
    public async Task A_file_that_does_not_parse_is_named_and_a_broken_configuration_is_an_error()
    {
        _scene.Write("broken.py", "def f(:\n");
        var seen = await _scene.RunAsync("pyright");
        Assert.Equal((ObservationEnding.Error, ErrorCodes.UnreadableFile), (seen.Ending, seen.Error));
        Assert.Contains("broken.py", seen.Message, StringComparison.Ordinal);

        _scene.Write("pyrightconfig.json", "{ \"x\": ");
        ToolAssert.ToolError(await _scene.RunAsync("pyright"), "pyrightconfig.json");
    }

    [Fact(Timeout = 120_000)]
    public async Task Outside_of_an_environment_that_is_there_it_is_unavailable()
    {
        File.Delete(_scene.Repository["node_modules"]);
        _scene.Write("a.py", "x = 1\n");
        _scene.Write(".venv/pyvenv.cfg", "");
        _scene.WriteProgram("programs/pyright", "#!/bin/sh\n");
        _scene.SearchPath = _scene.Repository["programs"];

        Assert.Equal(ErrorCodes.ToolMissing, (await _scene.CheckAsync("pyright")).Settled?.Error);

        _scene.WriteProgram(".venv/bin/pyright", "#!/bin/sh\n");
        _scene.WriteProgram(".venv/bin/python", "#!/bin/sh\n");
        Assert.Equal(["--outputjson", "--pythonpath", ".venv/bin/python"], (await _scene.CheckAsync("pyright")).Command.Skip(1));
    }

    public void Dispose() => _scene.Dispose();
}
