using Unfazed.Core;

namespace Unfazed.Validators.Tests.Tools.Catalogue;

/// <summary>Tools that are not to be had here, on the output that their documentation shows: a program of the same name prints it.</summary>
public sealed class PrintedToolTests : IDisposable
{
    private readonly ToolScene _scene = new();

    public PrintedToolTests() => _scene.SearchPath = _scene.Repository["programs"] + ":/usr/bin:/bin";

    [Fact(Timeout = 30_000)]
    public async Task Gitleaks_names_the_place_of_a_secret_and_its_own_failures_are_no_leaks()
    {
        _scene.Write(".gitleaks.toml", "");
        Print("gitleaks", """[{"RuleID":"aws-access-token","Description":"AWS token","StartLine":3,"EndLine":3,"StartColumn":6,"EndColumn":25,"Match":"REDACTED","Secret":"REDACTED","File":"src/a.env"}]""", 3);
        ToolAssert.Found(await _scene.RunAsync("gitleaks"), "src/a.env:3 aws-access-token");

        Print("gitleaks", "[]", 0);
        ToolAssert.Passed(await _scene.RunAsync("gitleaks"));
        Print("gitleaks", "", 1);
        Assert.Equal(ErrorCodes.ToolError, (await _scene.RunAsync("gitleaks")).Error);
        Assert.Contains("--redact", (await _scene.CheckAsync("gitleaks")).Command);
    }

    [Fact(Timeout = 30_000)]
    public async Task Hadolint_records_become_findings_and_a_file_that_does_not_parse_is_no_pass()
    {
        _scene.Write(".hadolint.yaml", "");
        _scene.Write("web/Dockerfile.dev", "FROM debian\n");
        Print("hadolint", """[{"code":"DL3006","column":1,"file":"web/Dockerfile.dev","level":"warning","line":1,"message":"Always tag the version of an image explicitly"}]""", 1);
        ToolAssert.Found(await _scene.RunAsync("hadolint"), "web/Dockerfile.dev:1 DL3006");

        Print("hadolint", """[{"code":"DL1000","column":1,"file":"web/Dockerfile.dev","level":"error","line":1,"message":"unexpected 'x'"}]""", 1);
        ToolAssert.Unreadable(await _scene.RunAsync("hadolint"), "web/Dockerfile.dev: unexpected 'x'");
    }

    [Fact(Timeout = 30_000)]
    public async Task Actionlint_runs_on_the_workflows_from_the_root_of_the_folder_that_configures_it()
    {
        _scene.Write(".github/actionlint.yaml", "");
        _scene.Write(".github/workflows/ci.yml", "on: push\n");
        _scene.Write("other.yml", "");
        Print("actionlint", """[{"message":"property \"x\" is not defined","filepath":".github/workflows/ci.yml","line":3,"column":9,"kind":"expression","snippet":"","end_column":12}]""", 1);

        var check = await _scene.CheckAsync("actionlint");

        Assert.Equal((".", ".github/actionlint.yaml"), (check.Directory, check.Reason));
        var seen = await _scene.RunAsync(check);
        ToolAssert.Found(seen, ".github/workflows/ci.yml:3 expression");
        Assert.Equal("1 file", seen.Summary);
    }

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
