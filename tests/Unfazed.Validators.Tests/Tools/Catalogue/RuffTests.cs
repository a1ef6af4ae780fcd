using Unfazed.Core;
using Unfazed.Testing;

namespace Unfazed.Validators.Tests.Tools.Catalogue;

/// <summary>Ruff itself where it is unpacked, and what earlier versions print as their documentation shows it (https://docs.astral.sh/ruff/).</summary>
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

    [SharedToolFact("ruff", Timeout = 120_000)]
    public async Task Ruff_itself_passes_a_clean_file_and_finds_what_is_wrong()
    {
        _scene.SearchPath = SharedTool.SearchPath;
        _scene.Write("ruff.toml", "[lint]\nselect = [\"F\"]\n[format]\n");
        _scene.Write("a.py", "x = 1\n");
        ToolAssert.Passed(await _scene.RunAsync("ruff"));
        ToolAssert.Passed(await _scene.RunAsync("ruff-format"));

        _scene.Write("a.py", "import os\nx=1\ny = undefined\n");
        _scene.Write("sub/b.py", "x=1\n");
        ToolAssert.Found(await _scene.RunAsync("ruff"), "a.py:1 F401", "a.py:3 F821");
        ToolAssert.Found(await _scene.RunAsync("ruff-format"), "a.py format", "sub/b.py format");
        ToolAssert.Found(await _scene.RunAsync("ruff-format", "sub/b.py"), "sub/b.py format");
        Assert.Equal("x=1\n", await File.ReadAllTextAsync(_scene.Repository["sub/b.py"]));
    }

    [SharedToolFact("ruff", Timeout = 120_000)]
    public async Task Ruff_itself_names_a_file_that_does_not_parse_or_decode_beside_what_it_found()
    {
        _scene.SearchPath = SharedTool.SearchPath;
        _scene.Write("a.py", "x=1\n");
        _scene.Write("broken.py", "def f(:\n");
        var linted = await _scene.RunAsync("ruff");
        ToolAssert.Unreadable(linted, "broken.py: Expected a parameter");
        Assert.Equal(["broken.py"], linted.Findings.Where(static finding => finding.Rule == "invalid-syntax").Select(static finding => finding.Path).Distinct());
        var formatted = await _scene.RunAsync("ruff-format");
        ToolAssert.Unreadable(formatted, "broken.py: Expected a parameter");
        Assert.Equal("a.py", Assert.Single(formatted.Findings).Path);

        File.Delete(_scene.Repository["broken.py"]);
        _scene.WriteBytes("latin.py", [(byte)'x', (byte)'=', (byte)'\'', 0xE9, (byte)'\'']);
        ToolAssert.Unreadable(await _scene.RunAsync("ruff"), "latin.py: stream did not contain valid UTF-8");
        ToolAssert.Unreadable(await _scene.RunAsync("ruff-format"), "latin.py: stream did not contain valid UTF-8");
    }

    [SharedToolFact("ruff", Timeout = 120_000)]
    public async Task Ruff_itself_says_what_is_wrong_with_its_configuration()
    {
        _scene.SearchPath = SharedTool.SearchPath;
        _scene.Write("ruff.toml", "lint = 3\n[format]\n");

        ToolAssert.ToolError(await _scene.RunAsync("ruff"), "invalid type: integer `3`");
        ToolAssert.ToolError(await _scene.RunAsync("ruff-format"), "invalid type: integer `3`");
    }

    [SharedToolFact("ruff", Timeout = 120_000)]
    public async Task Ruff_itself_names_a_notebook_once_whatever_the_format_that_its_settings_ask_for()
    {
        const string Cell = """{"cell_type":"code","metadata":{},"outputs":[],"source":["x=1\n"],"execution_count":null}""";
        _scene.SearchPath = SharedTool.SearchPath;
        _scene.Write("ruff.toml", "output-format = \"sarif\"\n[format]\n");
        _scene.Write("a.py", "x = 1\n");
        _scene.Write("nb.ipynb", $$"""{"cells":[{{Cell}},{{Cell}}],"metadata":{},"nbformat":4,"nbformat_minor":4}""");

        ToolAssert.Passed(await _scene.RunAsync("ruff"));
        ToolAssert.Found(await _scene.RunAsync("ruff-format"), "nb.ipynb format");
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

    [Fact(Timeout = 120_000)]
    public async Task A_failure_of_its_own_is_an_error_in_its_words()
    {
        Print("", "ruff failed\n  Cause: Failed to parse ruff.toml", 2);

        ToolAssert.ToolError(await _scene.RunAsync("ruff"), "Failed to parse ruff.toml");
    }

    [Fact(Timeout = 120_000)]
    public async Task What_it_would_reformat_is_a_finding_of_ruff_format_and_what_does_not_parse_is_none()
    {
        Print("Would reformat: a.py\n1 file would be reformatted, 2 files already formatted", "", 1);
        ToolAssert.Found(await _scene.RunAsync("ruff-format"), "a.py format");

        Print("", "error: Failed to parse a.py:1:7: Expected ')', found ':'", 2);
        ToolAssert.Unreadable(await _scene.RunAsync("ruff-format"), "a.py: Expected");
    }

    [Fact(Timeout = 120_000)]
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
