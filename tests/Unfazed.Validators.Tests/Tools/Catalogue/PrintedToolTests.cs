namespace Unfazed.Validators.Tests.Tools.Catalogue;

/// <summary>Versions of tools that are not available here, on the output that their documentation shows: a program of the same name prints it.</summary>
public sealed class PrintedToolTests : IDisposable
{
    private readonly ToolScene _scene = new();

    public PrintedToolTests() => _scene.SearchPath = _scene.Repository["programs"] + ":/usr/bin:/bin";

    [Theory]
    [InlineData("version: \"2\"\n", "--output.json.path=stdout")]
    [InlineData("linters:\n  enable: [govet]\n", "--out-format=json")]
    public async Task Golangci_lint_is_asked_as_its_configuration_s_version_wants_and_comes_before_go_vet(string configuration, string option)
    {
        _scene.Write(".golangci.yml", configuration);
        _scene.Write("go.mod", "module m\n");
        _scene.Write("a.go", "package m\n");
        Print("golangci-lint", """{"Issues":[{"FromLinter":"errcheck","Text":"not checked","Severity":"","Pos":{"Filename":"a.go","Offset":9,"Line":6,"Column":2}}],"Report":{"Linters":[]}}""", 1);

        ToolAssert.Found(await _scene.RunAsync("golangci-lint"), "a.go:6 errcheck");
        Assert.Contains(option, (await _scene.CheckAsync("golangci-lint")).Command);
        Assert.DoesNotContain((await _scene.DiscoverAsync()).Checks, static check => check.Name == "go-vet");

        Print("golangci-lint", """{"Issues":null,"Report":{"Error":"can't load config"}}""", 0);
        ToolAssert.ToolError(await _scene.RunAsync("golangci-lint"), "can't load config");
    }

    public void Dispose() => _scene.Dispose();

    private void Print(string program, string output, int exitCode)
    {
        _scene.Write("programs/output.txt", output);
        _scene.WriteProgram($"programs/{program}", $"#!/bin/sh\ncase \"$1\" in *version) echo 1.2.3; exit;; esac\ncat \"{_scene.Repository["programs/output.txt"]}\"\nexit {exitCode}\n");
    }
}
