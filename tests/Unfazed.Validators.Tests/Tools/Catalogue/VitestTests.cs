using Unfazed.Core;
using Unfazed.Testing;

namespace Unfazed.Validators.Tests.Tools.Catalogue;

public sealed class VitestTests : IDisposable
{
    private readonly ToolScene _scene = new() { SearchPath = Environment.GetEnvironmentVariable("PATH") ?? "" };

    public VitestTests()
    {
        Directory.CreateSymbolicLink(_scene.Repository["node_modules"], Path.Combine(Tool.NpmFolder, "node_modules"));
        _scene.Write("package.json", """{"type": "module"}""");
        Configure("provider: 'v8', thresholds: { lines: 90 }");
        _scene.Write("src/calc.js", "export function add(a, b) {\n  if (a > 100) {\n    return 0;\n  }\n  return a + b;\n}\n");
        _scene.Write("src/calc.test.js", "import { test, expect } from 'vitest';\nimport { add } from './calc.js';\ntest('adds', () => {\n  expect(add(1, 2)).toBe(3);\n});\n");
    }

    [ToolFact("vitest", Timeout = 120_000)]
    public async Task The_threshold_of_the_project_decides_and_nothing_is_left_in_the_tree()
    {
        var before = _scene.Tree().ToList();

        var seen = await _scene.RunAsync("vitest");

        Assert.Equal("vitest.config.js thresholds", (await _scene.CheckAsync("vitest")).Reason);
        Assert.Equal((ObservationEnding.Completed, 4L, 6L), (seen.Ending, seen.Details["lines_covered"].Value, seen.Details["lines_valid"].Value));
        Assert.Equal(before, _scene.Tree());
        Assert.Equal((CheckStatus.Failed, true), (seen.Judge().Status, seen.Judge().Message.StartsWith("Coverage for lines (66.66%) does not meet global threshold (90%)", StringComparison.Ordinal)));
        Assert.Equal(CheckStatus.Passed, seen.Judge(CoverageAssert.Threshold(66)).Status);
    }

    [ToolFact("vitest", Timeout = 120_000)]
    public async Task Failed_tests_are_findings_and_their_coverage_is_measured()
    {
        _scene.Write("src/bad.test.js", "import { test, expect } from 'vitest';\ntest('bad', () => {\n  expect(1).toBe(2);\n});\n");

        var seen = await _scene.RunAsync("vitest");

        var finding = Assert.Single(seen.Findings);
        Assert.Equal(("src/bad.test.js", 3, "test-failed"), (finding.Path, finding.Line, finding.Rule));
        Assert.True(seen.Details.ContainsKey("line_coverage"));
        Assert.Equal(CheckStatus.Failed, seen.Judge(CoverageAssert.Threshold(0)).Status);
    }

    [ToolFact("vitest", Timeout = 120_000)]
    public async Task A_provider_that_is_not_installed_makes_it_unavailable()
    {
        Configure("provider: 'istanbul', thresholds: { lines: 10 }");

        var seen = await _scene.RunAsync("vitest");

        Assert.Equal((ObservationEnding.Unavailable, ErrorCodes.ToolMissing), (seen.Ending, seen.Error));
        Assert.Contains("provider of coverage", seen.Message, StringComparison.Ordinal);
    }

    [ToolFact("vitest", Timeout = 120_000)]
    public async Task Without_a_test_there_is_no_answer()
    {
        File.Delete(_scene.Repository["src/calc.test.js"]);

        Assert.Equal(CheckStatus.Error, (await _scene.RunAsync("vitest")).Judge(CoverageAssert.Threshold(0)).Status);
    }

    public void Dispose() => _scene.Dispose();

    private void Configure(string coverage) => _scene.Write("vitest.config.js", $"export default {{ test: {{ coverage: {{ {coverage} }} }} }};\n");
}
