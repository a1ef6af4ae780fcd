using Unfazed.Testing;
using Unfazed.Validators.Tools.Reading.TestReports;

namespace Unfazed.Validators.Tests.Tools.Reading.TestReports;

public sealed class JestReaderTests
{
    [Fact]
    public void Failed_tests_and_files_that_could_not_be_run_are_findings()
    {
        using var root = new TemporaryDirectory();
        root.Write("a.test.js", "");
        root.Write("b.test.js", "");
        var reading = new JestReader().Read($$"""
            {"numTotalTests": 3, "snapshot": {"testResults": [{"added": 1}]}, "testResults": [
              {"name": "{{root.Path}}/a.test.js", "status": "failed", "message": "…", "assertionResults": [
                {"fullName": "adds", "status": "passed", "failureMessages": []},
                {"fullName": "later", "status": "pending", "failureMessages": []},
                {"fullName": "sum is right", "status": "failed", "failureMessages": ["Error: expected 4\n    at Object.toBe ({{root.Path}}/a.test.js:4:21)\n    at x (/n/node_modules/y.js:1:1)"]}]},
              {"name": "{{root.Path}}/b.test.js", "status": "failed", "message": "  ● Test suite failed to run\n\n    Cannot find module './gone'", "assertionResults": []}],
             "wasInterrupted": false, "coverageMap": {"huge": [1, 2, 3]} }
            """, root.Path);

        Assert.Null(reading.Flaw);
        Assert.Equal("3 tests, 1 skipped", reading.Summary);
        Assert.Equal(
            ["a.test.js:4:21 Error [test-failed] sum is right: Error: expected 4", "b.test.js:: Error [test-error] b.test.js: ● Test suite failed to run"],
            reading.Shown());
    }

    [Theory]
    [InlineData("", "no JSON report: ")]
    [InlineData("[]", "no JSON report: it is no object")]
    [InlineData("{}", "no JSON report: it has no \"testResults\"")]
    [InlineData("{\"testResults\": 3}", "no JSON report: it is no array")]
    [InlineData("{\"testResults\": [{\"name\": \"a\"", "no JSON report: ")]
    public void What_is_no_whole_report_is_said(string report, string flaw) => Assert.StartsWith(flaw, new JestReader().Read(report).Flaw, StringComparison.Ordinal);
}
