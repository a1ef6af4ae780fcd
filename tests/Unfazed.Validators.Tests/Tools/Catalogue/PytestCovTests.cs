using Unfazed.Core;
using Unfazed.Testing;

namespace Unfazed.Validators.Tests.Tools.Catalogue;

public sealed class PytestCovTests : IDisposable
{
    private readonly ToolScene _scene = new();

    public PytestCovTests()
    {
        _scene.Write("calc.py", "def add(a, b):\n    if a > 100:\n        return 0\n    return a + b\n");
        _scene.Write("test_calc.py", "from calc import add\n\n\ndef test_add():\n    assert add(1, 2) == 3\n");
    }

    [Theory]
    [InlineData(".coveragerc", "[report]\nfail_under = 80\n", ".coveragerc [report] fail_under")]
    [InlineData("setup.cfg", "[coverage:report]\nfail_under = 80\n", "setup.cfg [coverage:report] fail_under")]
    [InlineData("tox.ini", "[coverage:report]\nfail_under = 80\n", "tox.ini [coverage:report] fail_under")]
    [InlineData("pyproject.toml", "[tool.coverage.report]\nfail_under = 80\n", "pyproject.toml tool.coverage.report.fail_under")]
    [InlineData("pytest.ini", "[pytest]\naddopts = --cov=calc --cov-fail-under=80\n", "pytest.ini --cov-fail-under")]
    public async Task A_threshold_of_the_project_asks_for_it(string file, string content, string reason)
    {
        _scene.Write(file, content);

        Assert.Equal(reason, (await _scene.CheckAsync("pytest-cov")).Reason);
    }

    [Theory]
    [InlineData(".coveragerc", "[run]\nbranch = True\n")]
    [InlineData("requirements-dev.txt", "pytest-cov==4.0\n")]
    public async Task Without_a_threshold_it_takes_one_of_ours(string file, string content)
    {
        _scene.Write(file, content);

        Assert.DoesNotContain((await _scene.DiscoverAsync()).Checks, static check => check.Name == "pytest-cov");
        _scene.Configuration = CoverageAssert.Threshold(50);
        Assert.Contains((await _scene.DiscoverAsync()).Checks, static check => check.Name == "pytest-cov");
    }

    [ToolFact("pytest", Timeout = 120_000)]
    public async Task The_threshold_of_the_project_decides_and_nothing_is_left_in_the_tree()
    {
        _scene.Write(".coveragerc", "[run]\nbranch = True\n[report]\nfail_under = 95\n");
        var before = _scene.Tree().ToList();

        var seen = await _scene.RunAsync("pytest-cov");

        Assert.Equal((ObservationEnding.Completed, 1), (seen.Ending, seen.ExitCode));
        Assert.Equal((6L, 7L, 1L, 2L), (seen.Details["lines_covered"].Value, seen.Details["lines_valid"].Value, seen.Details["branches_covered"].Value, seen.Details["branches_valid"].Value));
        Assert.Equal(before, _scene.Tree());
        var judged = seen.Judge();
        Assert.Equal(CheckStatus.Failed, judged.Status);
        Assert.Equal("Required test coverage of 95.0% not reached. Total coverage: 77.78%; 85.71 % of lines (6 of 7), 50 % of branches (1 of 2)", judged.Message);
        Assert.Equal((CheckStatus.Passed, "85.71 % of lines (6 of 7), 50 % of branches (1 of 2); 1 test"), (seen.Judge(CoverageAssert.Threshold(85)).Status, seen.Judge(CoverageAssert.Threshold(85)).Message));
    }

    [ToolFact("pytest", Timeout = 120_000)]
    public async Task Failed_tests_are_findings_at_their_lines()
    {
        _scene.Write(".coveragerc", "[report]\nfail_under = 50\n");
        _scene.Write("tests/test_more.py", "import pytest\n\n\ndef test_bad():\n    value = 1\n    assert value == 2\n\n\n@pytest.mark.skip\ndef test_skipped():\n    assert False\n");

        var seen = await _scene.RunAsync("pytest-cov");

        Assert.Equal(ObservationEnding.Completed, seen.Ending);
        Assert.Equal(["tests/test_more.py:6 test-failed tests.test_more.test_bad: assert 1 == 2"], seen.Findings.Select(static finding => $"{finding.Path}:{finding.Line} {finding.Rule} {finding.Message}"));
        Assert.Equal(CheckStatus.Failed, seen.Judge().Status);
        Assert.StartsWith("1 problem in 1 file; ", seen.Judge().Message, StringComparison.Ordinal);
        Assert.Equal("3 tests, 1 skipped", seen.Summary);
    }

    [ToolFact("pytest", Timeout = 120_000)]
    public async Task A_file_of_tests_that_cannot_be_imported_is_no_pass()
    {
        _scene.Write(".coveragerc", "[report]\nfail_under = 10\n");
        _scene.Write("test_broken.py", "import nope\n");

        var seen = await _scene.RunAsync("pytest-cov");

        Assert.Equal("test-error", Assert.Single(seen.Findings).Rule);
        Assert.Equal(("test_broken.py", CheckStatus.Failed), (seen.Findings[0].Path, seen.Judge().Status));
    }

    [ToolFact("pytest", Timeout = 120_000)]
    public async Task What_kept_it_from_starting_is_said()
    {
        _scene.Write(".coveragerc", "[run]\nplugins = no_such_plugin\n[report]\nfail_under = 50\n");

        var seen = await _scene.RunAsync("pytest-cov");

        Assert.Equal(ObservationEnding.Error, seen.Ending);
        Assert.EndsWith("it left no report of its tests: ModuleNotFoundError: No module named 'no_such_plugin'", seen.Message, StringComparison.Ordinal);
    }

    [ToolFact("pytest", Timeout = 120_000)]
    public async Task Without_a_test_there_is_no_answer()
    {
        _scene.Write(".coveragerc", "[report]\nfail_under = 10\n");
        File.Delete(_scene.Repository["test_calc.py"]);

        var seen = await _scene.RunAsync("pytest-cov");

        Assert.Equal((CheckStatus.Error, "its output could not be understood: it ran no test"), (seen.Judge().Status, seen.Message));
    }

    [ToolFact("pytest", Timeout = 120_000)]
    public async Task A_source_that_the_project_names_is_what_is_measured()
    {
        _scene.Write("pyproject.toml", "[tool.coverage.run]\nsource = [\"lib\"]\n[tool.coverage.report]\nfail_under = 10\n");
        _scene.Write("lib/__init__.py", "");
        _scene.Write("lib/never.py", "x = 1\ny = 2\n");
        _scene.Write("test_calc.py", "import lib\n\n\ndef test_lib():\n    assert lib\n");

        var seen = await _scene.RunAsync("pytest-cov");

        Assert.Equal((0L, 2L), (seen.Details["lines_covered"].Value, seen.Details["lines_valid"].Value));
        Assert.Equal(CheckStatus.Failed, seen.Judge().Status);
    }

    public void Dispose() => _scene.Dispose();
}
