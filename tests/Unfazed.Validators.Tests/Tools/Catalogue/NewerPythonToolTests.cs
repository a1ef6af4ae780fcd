using Unfazed.Core;
using Unfazed.Testing;

namespace Unfazed.Validators.Tests.Tools.Catalogue;

/// <summary>Tools of Python in newer versions than the distribution's: what they print has changed.</summary>
public sealed class NewerPythonToolTests : IDisposable
{
    private readonly ToolScene _scene = new() { SearchPath = SharedTool.SearchPath };

    [SharedToolFact("black", Timeout = 120_000)]
    public async Task Black_passes_a_clean_file_finds_others_and_names_what_does_not_parse()
    {
        _scene.Write("pyproject.toml", "[tool.black]\n");
        _scene.Write("clean.py", "x = 1\n");
        ToolAssert.Passed(await _scene.RunAsync("black"));

        _scene.Write("bad.py", "x=1\n");
        ToolAssert.Found(await _scene.RunAsync("black"), "bad.py format");
        ToolAssert.Found(await _scene.RunAsync("black", "bad.py"), "bad.py format");

        _scene.Write("broken.py", "def f(:\n");
        var seen = await _scene.RunAsync("black");
        ToolAssert.Unreadable(seen, "could not read broken.py");
        Assert.Equal("bad.py", Assert.Single(seen.Findings).Path);

        File.Delete(_scene.Repository["broken.py"]);
        _scene.WriteBytes("latin.py", [(byte)'x', (byte)'=', (byte)'\'', 0xE9, (byte)'\'']);
        ToolAssert.Unreadable(await _scene.RunAsync("black"), "latin.py");
    }

    [SharedToolTheory("black", Timeout = 120_000)]
    [InlineData("[tool.black]\nline-length = \"wide\"\n", "'wide' is not a valid integer")]
    [InlineData("[tool.black]\nextend-exclude = \"(\"\n", "Not a valid regular expression")]
    [InlineData("[tool.black]\nx = [\n", "it broke down")]
    public async Task Black_with_a_broken_configuration_is_an_error(string configuration, string said)
    {
        _scene.Write("pyproject.toml", configuration);
        _scene.Write("clean.py", "x = 1\n");

        ToolAssert.ToolError(await _scene.RunAsync("black"), said);
    }

    [SharedToolFact("black", Timeout = 120_000)]
    public async Task Black_whose_configuration_leaves_every_file_out_is_skipped()
    {
        _scene.Write("pyproject.toml", "[tool.black]\nextend-exclude = \"generated\"\n");
        _scene.Write("generated/a.py", "x=1\n");

        Assert.Equal(ObservationEnding.Skipped, (await _scene.RunAsync("black")).Ending);
    }

    [SharedToolFact("isort", Timeout = 120_000)]
    public async Task Isort_passes_sorted_imports_finds_others_and_names_what_it_can_not_decode()
    {
        _scene.Write(".isort.cfg", "[settings]\nskip = generated\n");
        _scene.Write("clean.py", "import os\nimport sys\n");
        _scene.Write("generated/c.py", "import sys\nimport os\n");
        ToolAssert.Passed(await _scene.RunAsync("isort"));

        _scene.Write("bad.py", "import sys\nimport os\n");
        ToolAssert.Found(await _scene.RunAsync("isort"), "bad.py imports");
        ToolAssert.Found(await _scene.RunAsync("isort", "bad.py", "generated/c.py"), "bad.py imports");

        _scene.WriteBytes("latin.py", [(byte)'x', (byte)'=', (byte)'\'', 0xE9, (byte)'\'']);
        ToolAssert.Unreadable(await _scene.RunAsync("isort"), "latin.py");
    }

    [SharedToolTheory("isort", Timeout = 120_000)]
    [InlineData("[settings\n", ".isort.cfg")]
    [InlineData("[settings]\nline_length = wide\n", ".isort.cfg")]
    [InlineData("[settings]\nprofile = nope\n", "Specified profile of nope does not exist")]
    public async Task Isort_with_a_broken_configuration_is_an_error(string configuration, string said)
    {
        _scene.Write(".isort.cfg", configuration);
        _scene.Write("clean.py", "import os\n");

        ToolAssert.ToolError(await _scene.RunAsync("isort"), said);
    }

    [SharedToolFact("flake8", Timeout = 120_000)]
    public async Task Flake8_passes_a_clean_file_finds_others_and_names_what_does_not_parse()
    {
        _scene.Write(".flake8", "[flake8]\n");
        _scene.Write("clean.py", "x = 1\n");
        ToolAssert.Passed(await _scene.RunAsync("flake8"));

        _scene.Write("bad.py", "import os\nx=1\n");
        ToolAssert.Found(await _scene.RunAsync("flake8"), "bad.py:1 F401", "bad.py:2 E225");

        _scene.Write("broken.py", "def f(:\n");
        ToolAssert.Unreadable(await _scene.RunAsync("flake8"), "broken.py");

        _scene.Write(".flake8", "[flake8]\nextend-ignore = E1, # all\n");
        ToolAssert.ToolError(await _scene.RunAsync("flake8"), "Error code '#'");
    }

    [SharedToolFact("mypy", Timeout = 120_000)]
    public async Task Mypy_passes_a_clean_file_finds_others_and_names_what_does_not_parse_or_decode()
    {
        _scene.Write("mypy.ini", "[mypy]\n");
        _scene.Write("clean.py", "x: int = 1\n");
        ToolAssert.Passed(await _scene.RunAsync("mypy"));

        _scene.Write("bad.py", "x: int = \"s\"\n");
        ToolAssert.Found(await _scene.RunAsync("mypy"), "bad.py:1 assignment");

        _scene.Write("broken.py", "def f(:\n");
        var stopped = await _scene.RunAsync("mypy");
        Assert.Equal((ObservationEnding.Error, ErrorCodes.UnreadableFile), (stopped.Ending, stopped.Error));
        Assert.All(stopped.Findings, static finding => Assert.Equal(("broken.py", "syntax"), (finding.Path, finding.Rule)));

        File.Delete(_scene.Repository["broken.py"]);
        _scene.WriteBytes("latin.py", [(byte)'#', 0xE9, (byte)'\n']);
        ToolAssert.Unreadable(await _scene.RunAsync("mypy"), "latin.py: 'utf-8' codec can't decode");
    }

    [SharedToolTheory("mypy", Timeout = 120_000)]
    [InlineData("mypy.ini", "[mypy\n", "File contains no section headers")]
    [InlineData("mypy.ini", "[mypy]\nplugins = nope\n", "Error importing plugin")]
    [InlineData("pyproject.toml", "[tool.mypy]\nx = [\n", "pyproject.toml: ")]
    public async Task Mypy_that_can_not_read_its_configuration_is_an_error_whether_it_goes_on_or_not(string file, string configuration, string said)
    {
        _scene.Write(file, configuration);
        _scene.Write("clean.py", "x: int = 1\n");

        ToolAssert.ToolError(await _scene.RunAsync("mypy"), said);
    }

    [SharedToolFact("mypy", Timeout = 120_000)]
    public async Task Mypy_says_how_many_files_it_inspected_and_is_skipped_where_its_configuration_leaves_all_out()
    {
        _scene.Write("mypy.ini", "[mypy]\nexclude = generated\n");
        _scene.Write("generated/a.py", "x: int = \"s\"\n");
        Assert.Equal(ObservationEnding.Skipped, (await _scene.RunAsync("mypy")).Ending);

        _scene.Write("clean.py", "x: int = 1\n");
        Assert.Equal("1 file", (await _scene.RunAsync("mypy")).Summary);
    }

    [SharedToolFact("mypy", Timeout = 120_000)]
    public async Task Mypy_that_does_not_know_an_option_of_its_configuration_goes_on()
    {
        _scene.Write("mypy.ini", "[mypy]\nnew_option = True\n[mypy-x.*]\nother = 1\n");
        _scene.Write("clean.py", "x: int = 1\n");

        ToolAssert.Passed(await _scene.RunAsync("mypy"));
    }

    [SharedToolFact("pylint", Timeout = 120_000)]
    public async Task Pylint_finds_what_is_wrong_names_what_does_not_parse_and_does_not_go_on_without_its_configuration()
    {
        _scene.Write(".pylintrc", "[MESSAGES CONTROL]\ndisable=all\nenable=E,unused-import\n");
        _scene.Write("clean.py", "x = 1\n");
        ToolAssert.Passed(await _scene.RunAsync("pylint"));

        _scene.Write("bad.py", "import os\nnope()\n");
        ToolAssert.Found(await _scene.RunAsync("pylint"), "bad.py:1 W0611", "bad.py:2 E0602");

        _scene.Write("broken.py", "def f(:\n");
        ToolAssert.Unreadable(await _scene.RunAsync("pylint"), "broken.py: Parsing failed");

        _scene.Write(".pylintrc", "[MAIN\n");
        ToolAssert.ToolError(await _scene.RunAsync("pylint"), "F0011: error while parsing the configuration");
    }

    [SharedToolFact("bandit", Timeout = 120_000)]
    public async Task Bandit_finds_what_is_wrong_and_names_what_does_not_parse()
    {
        _scene.Write(".bandit", "[bandit]\n");
        _scene.Write("clean.py", "x = 1\n");
        ToolAssert.Passed(await _scene.RunAsync("bandit"));

        _scene.Write("bad.py", "import subprocess\nsubprocess.call('ls', shell=True)\n");
        Assert.Contains((await _scene.RunAsync("bandit")).Findings, static finding => finding is { Path: "bad.py", Line: 2 });

        _scene.Write("broken.py", "def f(:\n");
        ToolAssert.Unreadable(await _scene.RunAsync("bandit"), "broken.py");
    }

    [SharedToolFact("codespell", Timeout = 120_000)]
    public async Task Codespell_finds_what_is_wrong_and_says_what_is_wrong_with_its_configuration()
    {
        _scene.Write(".codespellrc", "[codespell]\n");
        _scene.Write("a.txt", "the\n");
        ToolAssert.Passed(await _scene.RunAsync("codespell"));

        _scene.Write("b.txt", "teh\n");
        ToolAssert.Found(await _scene.RunAsync("codespell"), "b.txt:1 misspelling");

        _scene.Write(".codespellrc", "[codespell\n");
        Assert.Equal(ErrorCodes.ToolError, (await _scene.RunAsync("codespell")).Error);
    }

    [SharedToolFact("yamllint", Timeout = 120_000)]
    public async Task Yamllint_finds_what_is_wrong_names_what_does_not_parse_and_says_what_is_wrong_with_its_configuration()
    {
        _scene.Write(".yamllint", "---\nextends: default\n");
        _scene.Write("a.yaml", "---\na: 1\n");
        ToolAssert.Passed(await _scene.RunAsync("yamllint"));

        _scene.Write("b.yaml", "---\na:   1\n");
        ToolAssert.Found(await _scene.RunAsync("yamllint"), "b.yaml:2 colons");

        _scene.Write("broken.yaml", "---\na: [\n");
        ToolAssert.Unreadable(await _scene.RunAsync("yamllint"), "broken.yaml: syntax error");

        _scene.Write(".yamllint", "rules: 3\n");
        ToolAssert.ToolError(await _scene.RunAsync("yamllint"), "invalid config: rules should be a mapping");
    }

    [SharedToolFact("ty", Timeout = 120_000)]
    public async Task Ty_passes_a_clean_file_finds_others_and_names_what_does_not_parse_or_decode()
    {
        _scene.Write("pyproject.toml", "[tool.ty]\n");
        _scene.Write("clean.py", "x: int = 1\n");
        ToolAssert.Passed(await _scene.RunAsync("ty"));

        _scene.Write("bad.py", "x: int = \"s\"\n");
        var seen = await _scene.RunAsync("ty");
        ToolAssert.Found(seen, "bad.py:1 invalid-assignment");
        Assert.Equal((Severity.Error, 10), (seen.Findings[0].Severity, seen.Findings[0].Column));

        _scene.Write("broken.py", "def f(:\n");
        ToolAssert.Unreadable(await _scene.RunAsync("ty"), "broken.py: Expected a parameter");

        File.Delete(_scene.Repository["broken.py"]);
        _scene.WriteBytes("latin.py", [(byte)'#', 0xE9, (byte)'\n']);
        ToolAssert.Unreadable(await _scene.RunAsync("ty"), "latin.py: Failed to read file");
    }

    [SharedToolFact("ty", Timeout = 120_000)]
    public async Task Ty_with_a_broken_configuration_is_an_error()
    {
        _scene.Write("ty.toml", "[rules]\nx = 3\n");
        _scene.Write("clean.py", "x: int = 1\n");

        Assert.Equal(ErrorCodes.ToolError, (await _scene.RunAsync("ty")).Error);
    }

    public void Dispose() => _scene.Dispose();
}
