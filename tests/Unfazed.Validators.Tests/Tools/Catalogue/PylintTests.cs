using System.Text.Json;
using Unfazed.Core;
using Unfazed.Testing;

namespace Unfazed.Validators.Tests.Tools.Catalogue;

public sealed class PylintTests : IDisposable
{
    private readonly ToolScene _scene = new();

    public PylintTests() => _scene.Write(".pylintrc", "[MAIN]\njobs=1\n");

    [ToolFact("pylint", Timeout = 120_000)]
    public async Task Its_findings_are_those_that_pylint_prints_by_itself()
    {
        _scene.Write("bad.py", "import os\nx=1 \ny = undefined\ndef f( a):\n  return a\n");
        _scene.Write("pkg/__init__.py", "");
        _scene.Write("pkg/other.py", "\"\"\"Doc.\"\"\"\nimport sys\n");

        var seen = await _scene.RunAsync("pylint");

        using var alone = JsonDocument.Parse(await _scene.PrintAsync("/usr/bin/pylint", "--output-format=json", "--recursive=y", "."));
        var expected = alone.RootElement.EnumerateArray().Select(static record =>
            $"{record.GetProperty("path").GetString()}:{record.GetProperty("line").GetInt32()} {record.GetProperty("message-id").GetString()}");
        ToolAssert.Found(seen, [.. expected]);
        Assert.Equal(Severity.Error, seen.Findings.Single(static finding => finding.Rule == "E0602").Severity);
        Assert.All(seen.Findings.Where(static finding => finding.Rule[0] is 'C' or 'R'), static finding => Assert.Equal(Severity.Note, finding.Severity));
    }

    [ToolFact("pylint", Timeout = 120_000)]
    public async Task Without_a_configuration_of_its_own_it_looks_for_errors_alone()
    {
        File.Delete(_scene.Repository[".pylintrc"]);
        _scene.Write("requirements.txt", "pylint\n");
        _scene.Write("clean.py", "x=1 \n");
        ToolAssert.Passed(await _scene.RunAsync("pylint"));

        _scene.Write("bad.py", "import os\ny = undefined\n");
        ToolAssert.Found(await _scene.RunAsync("pylint"), "bad.py:2 E0602");
    }

    [ToolFact("pylint", Timeout = 120_000)]
    public async Task A_file_that_does_not_parse_is_named_and_no_pass()
    {
        _scene.Write("broken.py", "def f(:\n");

        ToolAssert.Unreadable(await _scene.RunAsync("pylint"), "broken.py: Parsing failed");
    }

    [ToolFact("pylint", Timeout = 120_000)]
    public async Task An_option_that_it_does_not_know_is_an_error_in_its_words()
    {
        _scene.Write(".pylintrc", "[MAIN]\njobs=many\n");
        _scene.Write("clean.py", "x = 1\n");

        ToolAssert.ToolError(await _scene.RunAsync("pylint"), "many");
    }

    public void Dispose() => _scene.Dispose();
}
