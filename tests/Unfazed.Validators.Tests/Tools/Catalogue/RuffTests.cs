using Unfazed.Core;

namespace Unfazed.Validators.Tests.Tools.Catalogue;

/// <summary>Tested on the documented output (https://docs.astral.sh/ruff/): the program itself is not to be had.</summary>
public sealed class RuffTests : IDisposable
{
    private const string Records = """
        [{"cell":null,"code":"F401","end_location":{"column":10,"row":1},"filename":"ROOT/a.py","fix":{"applicability":"safe"},"location":{"column":8,"row":1},
          "message":"`os` imported but unused","noqa_row":1,"url":"https://docs.astral.sh/ruff/rules/unused-import"},
         {"cell":null,"code":"F821","end_location":{"column":14,"row":3},"filename":"ROOT/a.py","fix":null,"location":{"column":5,"row":3},
          "message":"Undefined name `undefined`","noqa_row":3,"url":"https://docs.astral.sh/ruff/rules/undefined-name"}]
        """;

    private readonly ToolScene _scene = new();

    public RuffTests()
    {
        _scene.SearchPath = _scene.Repository["programs"] + ":/usr/bin:/bin";
        _scene.Write("ruff.toml", "[format]\n");
        _scene.Write("a.py", "import os\nx = 1\ny = undefined\n");
    }

    [Theory]
    [InlineData("[]", 0, null)]
    [InlineData(Records, 1, "a.py:1 F401,a.py:3 F821")]
    public async Task Records_become_findings(string printed, int exitCode, string? findings)
    {
        Print(printed, "", exitCode);

        var seen = await _scene.RunAsync("ruff");

        ToolAssert.Found(seen, findings?.Split(',') ?? []);
        Assert.All(seen.Findings, static finding => Assert.Equal(finding.Rule == "F821" ? Severity.Error : Severity.Warning, finding.Severity));
    }

    [Theory]
    [InlineData("""[{"code":null,"end_location":{"column":1,"row":2},"filename":"ROOT/a.py","location":{"column":7,"row":1},"message":"SyntaxError: Expected ')'","url":null}]""", "", "a.py: SyntaxError")]
    [InlineData("""[{"code":"invalid-syntax","filename":"ROOT/a.py","location":{"column":7,"row":1},"message":"Expected ')'"}]""", "", "a.py: Expected")]
    [InlineData("[]", "warning: Failed to lint a.py: stream did not contain valid UTF-8", "a.py: stream did not")]
    public async Task A_file_that_it_could_not_read_is_no_pass(string printed, string said, string message)
    {
        Print(printed, said, printed == "[]" ? 0 : 1);

        ToolAssert.Unreadable(await _scene.RunAsync("ruff"), message);
    }

    [Fact(Timeout = 30_000)]
    public async Task A_failure_of_its_own_is_an_error_in_its_words()
    {
        Print("", "ruff failed\n  Cause: Failed to parse ruff.toml", 2);

        ToolAssert.ToolError(await _scene.RunAsync("ruff"), "Failed to parse ruff.toml");
    }

    [Fact(Timeout = 30_000)]
    public async Task What_it_would_reformat_is_a_finding_of_ruff_format_and_what_does_not_parse_is_none()
    {
        Print("Would reformat: a.py\n1 file would be reformatted, 2 files already formatted", "", 1);
        ToolAssert.Found(await _scene.RunAsync("ruff-format"), "a.py format");

        Print("", "error: Failed to parse a.py:1:7: Expected ')', found ':'", 2);
        ToolAssert.Unreadable(await _scene.RunAsync("ruff-format"), "a.py: Expected");
    }

    [Fact(Timeout = 30_000)]
    public async Task It_comes_before_flake8_and_pylint_that_are_only_named()
    {
        _scene.Write("requirements.txt", "flake8\npylint\nruff\n");

        Assert.Equal(["ruff", "ruff-format"], (await _scene.DiscoverAsync()).Checks.Select(static check => check.Name));
    }

    public void Dispose() => _scene.Dispose();

    private void Print(string output, string error, int exitCode)
    {
        _scene.Write("programs/output.txt", output.Replace("ROOT", _scene.Repository.Path, StringComparison.Ordinal));
        _scene.Write("programs/error.txt", error);
        _scene.WriteProgram("programs/ruff", $"#!/bin/sh\n[ \"$1\" = --version ] && echo ruff 0.14.1 && exit\ncat \"{_scene.Repository["programs/output.txt"]}\"\ncat \"{_scene.Repository["programs/error.txt"]}\" >&2\nexit {exitCode}\n");
    }
}
