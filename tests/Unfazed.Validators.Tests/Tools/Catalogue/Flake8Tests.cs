using Unfazed.Core;
using Unfazed.Testing;

namespace Unfazed.Validators.Tests.Tools.Catalogue;

public sealed class Flake8Tests : IDisposable
{
    private readonly ToolScene _scene = new();

    public Flake8Tests() => _scene.Write(".flake8", "[flake8]\n");

    [ToolFact("flake8", Timeout = 120_000)]
    public async Task A_clean_file_passes()
    {
        _scene.Write("clean.py", "x = 1\n");

        var seen = await _scene.RunAsync("flake8");

        Assert.Equal((ObservationEnding.Completed, 0, 1), (seen.Ending, seen.ExitCode, seen.Attempts));
        Assert.Empty(seen.Findings);
        Assert.Equal("1 file", seen.Summary);
        Assert.Matches("^[0-9]+[.][0-9]+[.][0-9]+$", seen.Version);
    }

    [ToolFact("flake8", Timeout = 120_000)]
    public async Task It_finds_what_flake8_prints_by_itself()
    {
        _scene.Write("bad.py", "import os\nx=1 \ny = undefined\n");
        _scene.Write("pkg/other.py", "def f( a):\n\treturn a\n");

        var seen = await _scene.RunAsync("flake8");

        var lines = (await _scene.PrintAsync("/usr/bin/flake8")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(ObservationEnding.Completed, seen.Ending);
        Assert.Equal(lines.Order(), seen.Findings.Select(static finding => $"./{finding.Path}:{finding.Line}:{finding.Column}: {finding.Rule} {finding.Message}").Order());
        Assert.Equal(Severity.Error, seen.Findings.Single(static finding => finding.Rule == "F821").Severity);
    }

    [ToolFact("flake8", Timeout = 120_000)]
    public async Task A_file_that_does_not_parse_is_named_and_no_pass()
    {
        _scene.Write("broken.py", "def f(:\n");

        var seen = await _scene.RunAsync("flake8");

        Assert.Equal((ObservationEnding.Error, ErrorCodes.UnreadableFile), (seen.Ending, seen.Error));
        Assert.Equal(("E999", "broken.py", Severity.Error), seen.Findings.Select(static finding => (finding.Rule, finding.Path, finding.Severity)).Single());
        Assert.Contains("broken.py", seen.Message, StringComparison.Ordinal);
    }

    [ToolFact("flake8", Timeout = 120_000)]
    public async Task A_file_that_it_cannot_open_is_no_pass()
    {
        _scene.Write("clean.py", "x = 1\n");
        File.CreateSymbolicLink(_scene.Repository["gone.py"], "nowhere");

        var seen = await _scene.RunAsync("flake8");

        Assert.Equal((ObservationEnding.Error, ErrorCodes.UnreadableFile), (seen.Ending, seen.Error));
        Assert.Contains("gone.py", seen.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task Without_a_Python_file_there_is_nothing_to_do()
    {
        var seen = await _scene.RunAsync("flake8");

        Assert.Equal((ObservationEnding.Skipped, 0), (seen.Ending, seen.Attempts));
        Assert.Contains("Python file", seen.Message, StringComparison.Ordinal);
    }

    [ToolFact("flake8", Timeout = 120_000)]
    public async Task Names_with_spaces_line_breaks_and_dashes_are_found_as_they_are()
    {
        string[] names = ["a b.py", "-dash.py", "line\nbreak.py", "comma,[star]*.py"];
        foreach (var name in names)
        {
            _scene.Write(name, "x=1\n");
        }

        var whole = await _scene.RunAsync("flake8");
        var narrowed = await _scene.RunAsync("flake8", names);

        Assert.Equal(names.Order(), whole.Findings.Select(static finding => finding.Path).Order());
        Assert.Equal(names.Order(), narrowed.Findings.Select(static finding => finding.Path).Order());
    }

    [ToolFact("flake8", Timeout = 120_000)]
    public async Task A_narrowed_run_gives_the_named_files_and_keeps_the_excludes()
    {
        _scene.Write(".flake8", "[flake8]\nexclude = generated\n");
        _scene.Write("a.py", "x=1\n");
        _scene.Write("b.py", "x=1\n");
        _scene.Write("generated/c.py", "x=1\n");

        var seen = await _scene.RunAsync("flake8", "a.py", "generated/c.py");

        Assert.Equal("a.py", Assert.Single(seen.Findings).Path);
    }

    [ToolFact("flake8", Timeout = 120_000)]
    public async Task A_configuration_that_changes_the_output_changes_nothing_here()
    {
        _scene.Write(".flake8", "[flake8]\nformat = pylint\nshow-source = true\nstatistics = true\ncount = true\noutput-file = report.txt\n");
        _scene.Write("bad.py", "x=1\n");

        Assert.Equal("E225", Assert.Single((await _scene.RunAsync("flake8")).Findings).Rule);
        Assert.False(File.Exists(_scene.Repository["report.txt"]));
    }

    [ToolFact("flake8", Timeout = 120_000)]
    public async Task A_configuration_that_it_does_not_understand_is_an_error_in_its_words()
    {
        _scene.Write(".flake8", "[flake8]\nmax-line-length = wide\n");
        _scene.Write("clean.py", "x = 1\n");

        var seen = await _scene.RunAsync("flake8");

        Assert.Equal((ObservationEnding.Error, ErrorCodes.ToolError), (seen.Ending, seen.Error));
        Assert.Contains("'wide'", seen.Message, StringComparison.Ordinal);
    }

    [ToolFact("flake8", Timeout = 120_000)]
    public async Task Packages_in_an_environment_beside_the_code_are_not_checked()
    {
        _scene.Write("src/a.py", "x=1\n");
        _scene.Write(".venv/pyvenv.cfg", "");
        _scene.Write(".venv/lib/python3.11/site-packages/p.py", "x=1\n");

        Assert.Equal("src/a.py", Assert.Single((await _scene.RunAsync("flake8")).Findings).Path);
    }

    public void Dispose() => _scene.Dispose();
}
