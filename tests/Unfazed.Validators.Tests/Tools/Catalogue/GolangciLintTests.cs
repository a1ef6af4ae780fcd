using Unfazed.Core;
using Unfazed.Testing;

namespace Unfazed.Validators.Tests.Tools.Catalogue;

/// <summary>golangci-lint 2, the real program.</summary>
public sealed class GolangciLintTests : IDisposable
{
    private readonly ToolScene _scene = new() { SearchPath = SharedTool.SearchPath };

    public GolangciLintTests()
    {
        _scene.Write(".golangci.yml", "version: \"2\"\n");
        _scene.Write("go.mod", "module m\n\ngo 1.19\n");
        _scene.Write("a.go", "package m\n");
    }

    [SharedToolFact("golangci-lint", Timeout = 120_000)]
    public async Task A_clean_module_passes_and_what_is_wrong_is_found()
    {
        ToolAssert.Passed(await _scene.RunAsync("golangci-lint"));

        _scene.Write("b.go", "package m\n\nimport \"os\"\n\nfunc F() { os.Remove(\"x\") }\n");
        ToolAssert.Found(await _scene.RunAsync("golangci-lint"), "b.go:5 errcheck");
    }

    [SharedToolTheory("golangci-lint", Timeout = 120_000)]
    [InlineData("package m\n\nfunc G() { nope() }\n", 12, "undefined: nope")]
    [InlineData("package m\n\nfunc G( {\n", 9, "expected ')', found '{'")]
    public async Task What_does_not_compile_is_a_finding_with_its_place_that_can_not_be_forgiven(string source, int column, string message)
    {
        _scene.Write("c.go", source);

        var seen = await _scene.RunAsync("golangci-lint");

        ToolAssert.Found(seen, "c.go:3 typecheck");
        Assert.Equal((Severity.Error, column, message), seen.Findings.Select(static finding => (finding.Severity, finding.Column ?? 0, finding.Message)).Single());
        Assert.Contains("it stopped at c.go:3", seen.Incomplete, StringComparison.Ordinal);
    }

    [SharedToolFact("golangci-lint", Timeout = 120_000)]
    public async Task A_module_that_was_not_downloaded_is_no_fault_of_the_code()
    {
        _scene.Write("go.mod", "module m\n\ngo 1.19\n\nrequire example.org/x v1.0.0\n");
        _scene.Write("go.sum", "example.org/x v1.0.0 h1:n8Wk1xDHTRCFAtjSb7fiiYTDUuOrXlcxNz5qWtqSWHs=\nexample.org/x v1.0.0/go.mod h1:n8Wk1xDHTRCFAtjSb7fiiYTDUuOrXlcxNz5qWtqSWHs=\n");
        _scene.Write("c.go", "package m\n\nimport _ \"example.org/x\"\n");
        _scene.Configure(ToolScene.Entry("golangci-lint") with { Environment = ToolScene.Set("GOPROXY", "http://127.0.0.1:9") });

        ToolAssert.ToolError(await _scene.RunAsync("golangci-lint"), "connection refused");
    }

    [SharedToolFact("golangci-lint", Timeout = 120_000)]
    public async Task A_configuration_that_it_does_not_understand_is_an_error_and_of_another_version_it_says_so()
    {
        _scene.Write(".golangci.yml", "version: \"2\"\nlinters: 3\n");
        ToolAssert.ToolError(await _scene.RunAsync("golangci-lint"), "'linters' expected a map");

        _scene.Write(".golangci.yml", "linters:\n  enable: [govet]\n");
        ToolAssert.ToolError(await _scene.RunAsync("golangci-lint"), "its configuration is of version 1, and golangci-lint is of version 2; run: golangci-lint migrate");
    }

    [SharedToolFact("golangci-lint", Timeout = 120_000)]
    public async Task A_module_without_a_file_for_this_system_is_skipped()
    {
        _scene.Write("a.go", "//go:build windows\n\npackage m\n");

        Assert.Equal(ObservationEnding.Skipped, (await _scene.RunAsync("golangci-lint")).Ending);
    }

    public void Dispose() => _scene.Dispose();
}
