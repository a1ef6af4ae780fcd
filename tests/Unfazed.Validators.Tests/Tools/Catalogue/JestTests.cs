using Unfazed.Core;
using Unfazed.Testing;

namespace Unfazed.Validators.Tests.Tools.Catalogue;

public sealed class JestTests : IDisposable
{
    private readonly ToolScene _scene = new() { SearchPath = Environment.GetEnvironmentVariable("PATH") ?? "" };

    public JestTests()
    {
        Directory.CreateSymbolicLink(_scene.Repository["node_modules"], Path.Combine(Tool.NpmFolder, "node_modules"));
        _scene.Write("package.json", """{"devDependencies": {"jest": "30"}, "jest": {"coverageThreshold": {"global": {"lines": 90}}}}""");
        _scene.Write("src/calc.js", "function add(a, b) {\n  if (a > 100) {\n    return 0;\n  }\n  return a + b;\n}\nmodule.exports = { add };\n");
        _scene.Write("src/calc.test.js", "const { add } = require('./calc');\ntest('adds', () => {\n  expect(add(1, 2)).toBe(3);\n});\n");
    }

    [ToolFact("jest", Timeout = 120_000)]
    public async Task The_threshold_of_the_project_decides_and_nothing_is_left_in_the_tree()
    {
        var before = _scene.Tree().ToList();

        var seen = await _scene.RunAsync("jest");

        Assert.Equal("package.json jest.coverageThreshold", (await _scene.CheckAsync("jest")).Reason);
        Assert.Equal((ObservationEnding.Completed, 3L, 4L), (seen.Ending, seen.Details["lines_covered"].Value, seen.Details["lines_valid"].Value));
        Assert.Equal(before, _scene.Tree());
        Assert.Equal(CheckStatus.Failed, seen.Judge().Status);
        Assert.Contains("90%", seen.Judge().Message, StringComparison.Ordinal);
        Assert.Equal((CheckStatus.Passed, "75 % of lines (3 of 4), 50 % of branches (1 of 2); 1 test"), (seen.Judge(CoverageAssert.Threshold(75)).Status, seen.Judge(CoverageAssert.Threshold(75)).Message));
    }

    [ToolFact("jest", Timeout = 120_000)]
    public async Task Failed_tests_and_files_that_cannot_be_run_are_findings()
    {
        _scene.Write("src/bad.test.js", "const { add } = require('./calc');\ntest('bad', () => {\n  expect(add(1, 2)).toBe(4);\n});\n");
        _scene.Write("src/broken.test.js", "require('./gone');\n");

        var seen = await _scene.RunAsync("jest");

        Assert.Equal(ObservationEnding.Completed, seen.Ending);
        Assert.Equal(
            [("src/bad.test.js", 3, "test-failed"), ("src/broken.test.js", 1, "test-error")],
            seen.Findings.OrderBy(static finding => finding.Path).Select(static finding => (finding.Path!, finding.Line!.Value, finding.Rule)));
        Assert.Equal(CheckStatus.Failed, seen.Judge(CoverageAssert.Threshold(0)).Status);
    }

    [ToolFact("jest", Timeout = 120_000)]
    public async Task Without_a_test_or_with_a_broken_configuration_there_is_no_answer()
    {
        File.Delete(_scene.Repository["src/calc.test.js"]);
        Assert.Equal(CheckStatus.Error, (await _scene.RunAsync("jest")).Judge().Status);

        _scene.Write("jest.config.js", "module.exports = { coverageThreshold: {} ;\n");
        Assert.Equal(CheckStatus.Error, (await _scene.RunAsync("jest")).Judge().Status);
    }

    public void Dispose() => _scene.Dispose();
}
