using System.Text.Json;
using Unfazed.Core;
using Unfazed.Testing;

namespace Unfazed.Validators.Tests.Tools.Catalogue;

public sealed class BanditTests : IDisposable
{
    private const string Risky = "import pickle\nexec(\"1\")\nassert 1\n";

    private readonly ToolScene _scene = new();

    public BanditTests() => _scene.Write(".bandit", "[bandit]\nskips = B611\n");

    [ToolFact("bandit", Timeout = 120_000)]
    public async Task A_clean_file_passes()
    {
        _scene.Write("clean.py", "x = 1\n");

        var seen = await _scene.RunAsync("bandit");

        Assert.Equal((ObservationEnding.Completed, 0), (seen.Ending, seen.ExitCode));
        Assert.Empty(seen.Findings);
    }

    [ToolFact("bandit", Timeout = 120_000)]
    public async Task It_finds_what_bandit_prints_by_itself()
    {
        _scene.Write("risky.py", Risky);
        _scene.Write("pkg/sub/risky.py", Risky);

        var seen = await _scene.RunAsync("bandit");

        using var printed = JsonDocument.Parse(await _scene.PrintAsync("/usr/bin/bandit", "-q", "-r", "-f", "json", "."));
        var expected = printed.RootElement.GetProperty("results").EnumerateArray()
            .Select(static result => $"{result.GetProperty("filename").GetString()}:{result.GetProperty("line_number").GetInt32()} {result.GetProperty("test_id").GetString()}");
        Assert.Equal(ObservationEnding.Completed, seen.Ending);
        Assert.Equal(expected.Order(), seen.Findings.Select(static finding => $"./{finding.Path}:{finding.Line} {finding.Rule}").Order());
        Assert.Equal(Severity.Warning, seen.Findings.First(static finding => finding.Rule == "B102").Severity);
        Assert.Equal(Severity.Note, seen.Findings.First(static finding => finding.Rule == "B101").Severity);
        Assert.All(seen.Findings, static finding => Assert.StartsWith("https://bandit.readthedocs.io/", finding.Url, StringComparison.Ordinal));
    }

    [ToolFact("bandit", Timeout = 120_000)]
    public async Task A_file_that_does_not_parse_is_named_though_bandit_exits_with_0()
    {
        _scene.Write("broken.py", "def f(:\n");

        var seen = await _scene.RunAsync("bandit");

        Assert.Equal((ObservationEnding.Error, ErrorCodes.UnreadableFile, 0), (seen.Ending, seen.Error, seen.ExitCode));
        Assert.Equal("it could not read broken.py: syntax error while parsing AST from file", seen.Message);
    }

    [ToolFact("bandit", Timeout = 120_000)]
    public async Task A_file_that_it_cannot_open_costs_no_finding_of_another()
    {
        _scene.Write("risky.py", Risky);
        File.CreateSymbolicLink(_scene.Repository["gone.py"], "nowhere");

        var seen = await _scene.RunAsync("bandit");

        Assert.Equal((ObservationEnding.Error, ErrorCodes.UnreadableFile), (seen.Ending, seen.Error));
        Assert.Equal(3, seen.Findings.Length);
    }

    [Fact(Timeout = 120_000)]
    public async Task Without_a_Python_file_there_is_nothing_to_do() => Assert.Equal(ObservationEnding.Skipped, (await _scene.RunAsync("bandit")).Ending);

    [ToolFact("bandit", Timeout = 120_000)]
    public async Task Names_with_spaces_line_breaks_and_dashes_are_found_as_they_are()
    {
        string[] names = ["a b.py", "-dash.py", "line\nbreak.py", "caf\u00e9.py"];
        foreach (var name in names)
        {
            _scene.Write(name, "exec(\"1\")\n");
        }

        var narrowed = await _scene.RunAsync("bandit", names);

        Assert.Equal(names.Order(), (await _scene.RunAsync("bandit")).Findings.Select(static finding => finding.Path).Order());
        Assert.Equal(names.Order(), narrowed.Findings.Select(static finding => finding.Path).Order());
    }

    [ToolFact("bandit", Timeout = 120_000)]
    public async Task A_narrowed_run_gives_the_named_files_and_keeps_the_excludes()
    {
        _scene.Write(".bandit", "[bandit]\nexclude = /tests\n");
        _scene.Write("a.py", Risky);
        _scene.Write("b.py", Risky);
        _scene.Write("tests/c.py", Risky);

        var seen = await _scene.RunAsync("bandit", "a.py", "tests/c.py");

        Assert.All(seen.Findings, static finding => Assert.Equal("a.py", finding.Path));
        Assert.NotEmpty(seen.Findings);
    }

    [ToolFact("bandit", Timeout = 120_000)]
    public async Task A_configuration_that_it_does_not_understand_is_an_error_in_its_words()
    {
        _scene.Write("bandit.yaml", "skips: [\n");
        _scene.Write("clean.py", "x = 1\n");

        var seen = await _scene.RunAsync("bandit");

        Assert.Equal((ObservationEnding.Error, ErrorCodes.ToolError, 2), (seen.Ending, seen.Error, seen.ExitCode));
        Assert.Contains("bandit.yaml", seen.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _scene.Dispose();
}
