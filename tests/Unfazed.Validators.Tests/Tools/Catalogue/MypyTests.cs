using Unfazed.Core;
using Unfazed.Testing;

namespace Unfazed.Validators.Tests.Tools.Catalogue;

public sealed class MypyTests : IDisposable
{
    private readonly ToolScene _scene = new();

    public MypyTests() => _scene.Write("mypy.ini", "[mypy]\n");

    [ToolFact("mypy", Timeout = 120_000)]
    public async Task A_clean_file_passes_and_leaves_no_cache_in_the_repository()
    {
        _scene.Write("clean.py", "x: int = 1\n");

        var seen = await _scene.RunAsync("mypy");

        Assert.Equal((ObservationEnding.Completed, 0), (seen.Ending, seen.ExitCode));
        Assert.Empty(seen.Findings);
        Assert.False(Directory.Exists(_scene.Repository[".mypy_cache"]));
        Assert.Matches("^[0-9]+[.][0-9]+", seen.Version);
    }

    [ToolTheory("mypy", Timeout = 120_000)]
    [InlineData("exclude = .*", ObservationEnding.Skipped, "its own configuration leaves every file out")]
    [InlineData("files = pkg, none", ObservationEnding.Error, "There are no .py[i] files in directory 'none'")]
    public async Task A_configured_folder_without_a_file_ends_mypy_and_is_no_reason_to_skip_the_others(string setting, ObservationEnding ending, string said)
    {
        _scene.Write("mypy.ini", $"[mypy]\n{setting}\n");
        _scene.Write("pkg/bad.py", "x: int = \"s\"\n");
        _scene.Write("none/README.md", "");

        var seen = await _scene.RunAsync("mypy");

        Assert.Equal(ending, seen.Ending);
        Assert.Contains(said, seen.Message, StringComparison.Ordinal);
    }

    [ToolFact("mypy", Timeout = 120_000)]
    public async Task It_finds_what_mypy_prints_by_itself()
    {
        _scene.Write("bad.py", "x: int = \"s\"\nreveal_type(x)\n");
        _scene.Write("pkg/__init__.py", "");
        _scene.Write("pkg/m.py", "def f(x: int) -> str:\n    return x\n");

        var seen = await _scene.RunAsync("mypy");

        var printed = await _scene.PrintAsync("/usr/bin/mypy", "--cache-dir=/dev/null", "--no-error-summary", "--show-column-numbers", ".");
        var lines = printed.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line.Split("  [")[0]);
        Assert.Equal(ObservationEnding.Completed, seen.Ending);
        Assert.Equal(lines.Order(), seen.Findings.Select(static finding => $"{finding.Path}:{finding.Line}:{finding.Column}: {finding.Severity.WireName()}: {finding.Message}").Order());
        var first = seen.Findings.Single(static finding => finding.Rule == "assignment");
        Assert.Equal((1, 10, 1, 13), (first.Line, first.Column, first.EndLine, first.EndColumn));
    }

    [ToolFact("mypy", Timeout = 120_000)]
    public async Task A_file_that_does_not_parse_is_a_finding_and_the_run_says_that_it_stopped_there()
    {
        _scene.Write("broken.py", "def f(:\n");
        _scene.Write("clean.py", "x = 1\n");

        var seen = await _scene.RunAsync("mypy");

        Assert.Equal((ObservationEnding.Error, ErrorCodes.UnreadableFile, 2), (seen.Ending, seen.Error, seen.ExitCode));
        Assert.Equal(("syntax", "broken.py", Severity.Error), seen.Findings.Select(static finding => (finding.Rule, finding.Path, finding.Severity)).Single());
    }

    [ToolFact("mypy", Timeout = 120_000)]
    public async Task A_Python_that_is_too_old_for_the_project_is_an_error_and_no_finding()
    {
        _scene.Write("mypy.ini", "[mypy]\npython_version = 3.99\n");
        _scene.Write("new.py", "some future syntax\n");

        var seen = await _scene.RunAsync("mypy");

        ToolAssert.ToolError(seen, "mypy runs under a Python that is older than 3.99 and cannot parse new.py. Install mypy under Python 3.99 or newer");
        Assert.Empty(seen.Findings);
    }

    [ToolFact("mypy", Timeout = 120_000)]
    public async Task A_file_that_it_cannot_decode_is_named_and_no_pass()
    {
        _scene.WriteBytes("latin.py", [(byte)'#', 0xE9, (byte)'\n']);

        var seen = await _scene.RunAsync("mypy");

        Assert.Equal((ObservationEnding.Error, ErrorCodes.UnreadableFile), (seen.Ending, seen.Error));
        Assert.Contains("latin.py", seen.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task Without_a_Python_file_there_is_nothing_to_do() => Assert.Equal(ObservationEnding.Skipped, (await _scene.RunAsync("mypy")).Ending);

    [ToolFact("mypy", Timeout = 120_000)]
    public async Task Files_that_its_configuration_names_are_not_replaced()
    {
        _scene.Write("mypy.ini", "[mypy]\nfiles = src\n");
        _scene.Write("src/a.py", "x: int = \"s\"\n");
        _scene.Write("other/b.py", "x: int = \"s\"\n");

        Assert.Equal("src/a.py", Assert.Single((await _scene.RunAsync("mypy")).Findings).Path);
    }

    [ToolFact("mypy", Timeout = 120_000)]
    public async Task Names_with_spaces_and_dashes_are_found_as_they_are()
    {
        string[] names = ["a b/c.py", "-dash/d.py"];
        foreach (var name in names)
        {
            _scene.Write(name, "x: int = \"s\"\n");
        }

        Assert.Equal(names.Order(), (await _scene.RunAsync("mypy")).Findings.Select(static finding => finding.Path).Order());
    }

    [ToolFact("mypy", Timeout = 120_000)]
    public async Task A_narrowed_run_looks_at_the_whole_project()
    {
        _scene.Write("a.py", "def f() -> str:\n    return \"s\"\n");
        _scene.Write("b.py", "from a import f\nx: int = f()\n");

        Assert.Equal("b.py", Assert.Single((await _scene.RunAsync("mypy", "a.py")).Findings).Path);
        Assert.Equal(ObservationEnding.Skipped, (await _scene.CheckAsync("mypy", "README.md")).Settled?.Ending);
    }

    [Fact(Timeout = 120_000)]
    public async Task Found_only_outside_an_existing_environment_it_is_unavailable()
    {
        _scene.SearchPath = _scene.Repository["tools"];
        _scene.WriteProgram("tools/mypy", "#!/bin/sh\n");
        _scene.Write("a.py", "");
        _scene.Write(".venv/bin/python", "");

        var settled = (await _scene.CheckAsync("mypy")).Settled;

        Assert.Equal((ObservationEnding.Unavailable, ErrorCodes.ToolMissing), (settled?.Ending, settled?.Error));
        Assert.Contains("not installed in .venv", settled?.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _scene.Dispose();
}
