using Unfazed.Core;
using Unfazed.Testing;

namespace Unfazed.Validators.Tests.Tools.Catalogue;

/// <summary>Go that does not compile, in all its forms, on the real program.</summary>
public sealed class GoVetTests : IDisposable
{
    private readonly ToolScene _scene = new();

    public GoVetTests()
    {
        _scene.Write("go.mod", "module a\n\ngo 1.19\n");
        _scene.Write("a.go", "package a\n");
    }

    [ToolTheory("go", Timeout = 120_000)]
    [InlineData("b.go", "package a\n\nfunc F( {\n", "b.go:3", "expected ')', found '{'")]
    [InlineData("b.go", "package a\n\nfunc F() { nope() }\n", "b.go:3", "undeclared name: nope")]
    [InlineData("b.go", "package a\n\nfunc F() { x := 1 }\n", "b.go:3", "x declared but not used")]
    [InlineData("b_test.go", "package a\n\nimport \"testing\"\n\nfunc TestX(t *testing.T) { nope() }\n", "b_test.go:5", "undeclared name: nope")]
    [InlineData("b.go", "package b\n", "b.go", "found packages a (a.go) and b (b.go)")]
    [InlineData("b.go", "package a\n\nimport _ \"a\"\n", "", "import cycle not allowed: package a imports a")]
    [InlineData("go.mod", "module a\n\ngo 1.19\nfoo\n", "go.mod:4", "unknown directive: foo")]
    [InlineData("b.go", "package a\n\nimport _ \"example.org/x\"\n", "b.go:3", "no required module provides package example.org/x; to add it: go get example.org/x")]
    [InlineData("go.work", "go 1.19\n\nuse (\n\t.\n\t./nosuch\n)\n", "go.work", "nosuch/go.mod: no such file or directory")]
    public async Task What_does_not_compile_is_a_finding_with_its_place_that_can_not_be_forgiven(string file, string source, string place, string message)
    {
        _scene.Write(file, source);

        var seen = await _scene.RunAsync("go-vet");

        ToolAssert.Found(seen, $"{place} compile");
        Assert.Equal((Severity.Error, message), seen.Findings.Select(static finding => (finding.Severity, finding.Message)).Single());
        Assert.Contains("it stopped at ", seen.Incomplete, StringComparison.Ordinal);
    }

    [ToolFact("go", Timeout = 120_000)]
    public async Task What_does_not_compile_is_found_once_beside_the_findings_of_other_packages()
    {
        _scene.Write("v/v.go", "package v\n\nimport \"fmt\"\n\nfunc F() { fmt.Printf(\"%d\", \"x\") }\n");
        _scene.Write("b.go", "package a\n\nfunc F() { nope() }\n");
        _scene.Write("a_test.go", "package a\n");
        ToolAssert.Found(await _scene.RunAsync("go-vet"), "b.go:3 compile", "v/v.go:5 ");

        // What another package imports is compiled, and the compiler's words have no mark of vet's.
        _scene.Write("u/u.go", "package u\n\nimport \"a\"\n\nvar X = a.F\n");
        ToolAssert.Found(await _scene.RunAsync("go-vet"), "b.go:3 compile", "v/v.go:5 ");
    }

    [ToolFact("go", Timeout = 120_000)]
    public async Task Packages_for_another_system_are_skipped_and_one_that_imports_them_is_found()
    {
        _scene.Write("a.go", "//go:build windows\n\npackage a\n");
        var skipped = await _scene.RunAsync("go-vet");
        Assert.Equal((ObservationEnding.Skipped, "no package here is for this system"), (skipped.Ending, skipped.Message));

        _scene.Write("b/b.go", "package b\n\nimport _ \"a\"\n");
        var seen = await _scene.RunAsync("go-vet");
        Assert.Equal("build constraints exclude all Go files: package a/b imports a", Assert.Single(seen.Findings).Message);
    }

    [ToolFact("go", Timeout = 120_000)]
    public async Task A_module_that_was_not_downloaded_is_no_fault_of_the_code()
    {
        _scene.Write("go.mod", "module a\n\ngo 1.19\n\nrequire example.org/x v1.0.0\n");
        _scene.Write("b.go", "package a\n\nimport _ \"example.org/x\"\n");

        ToolAssert.ToolError(await _scene.RunAsync("go-vet"), "missing go.sum entry");
    }

    [ToolFact("go", Timeout = 120_000)]
    public async Task Files_that_the_go_command_does_not_build_are_not_counted_and_selected_ones_are_named()
    {
        _scene.Write("b_plan9.go", "package a\n\nfunc F() { nope() }\n");
        _scene.Write("gen.go", "// A generator.\n\n//go:build ignore\n\npackage main\n\nfunc main() { nope() }\n");
        _scene.Write("c.go", "//go:build !plan9 && (linux || darwin || windows)\n\npackage a\n");
        _scene.Write("testdata/t.go", "package t\n\nfunc F() { nope() }\n");

        Assert.Equal("2 files", (await _scene.RunAsync("go-vet")).Summary);
        Assert.Equal("2 files, not inspected: b_plan9.go, testdata/t.go", (await _scene.RunAsync("go-vet", "a.go", "b_plan9.go", "testdata/t.go")).Summary);
    }

    public void Dispose() => _scene.Dispose();
}
