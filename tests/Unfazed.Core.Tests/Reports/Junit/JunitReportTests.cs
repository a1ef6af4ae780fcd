using System.Globalization;
using System.Xml.Linq;
using FsCheck;
using FsCheck.Fluent;

namespace Unfazed.Core.Tests.Reports.Junit;

public sealed class JunitReportTests
{
    [Fact]
    public void Every_report_is_a_document_whose_numbers_are_right() =>
        Prop.ForAll(AnyReport.Arbitrary, static report =>
        {
            var root = Write(report);
            Assert.All(root.Elements("testsuite").Append(root), static suite =>
            {
                Assert.Equal(suite.Descendants("testcase").Count(), Number(suite, "tests"));
                Assert.Equal(suite.Descendants("failure").Count(), Number(suite, "failures"));
                Assert.Equal(suite.Descendants("error").Count(), Number(suite, "errors"));
                Assert.Equal(suite.Descendants("skipped").Count(), Number(suite, "skipped"));
            });
            Assert.Equal(Math.Max(1, report.Results.Count()), root.Elements("testsuite").Count());
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Only_what_passed_looks_passed() =>
        Prop.ForAll(AnyReport.Arbitrary, static report =>
        {
            var passed = Write(report).Descendants("testcase").Count(static test => !test.Elements().Any());
            Assert.Equal(report.Checks.Count(static check => check.Status == CheckStatus.Passed), passed);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_finding_that_counts_is_a_failure_at_its_place_and_a_note_is_none()
    {
        var suite = Write(Samples.Report(Written.Failed(
            "flake8", Written.Finding("too long"), Written.Finding("too long"), Written.Finding("by the way") with { Severity = Severity.Note }))).Element("testsuite")!;

        Assert.Equal(["app/main.py:3:5 E501", "app/main.py:3:5 E501 (2)"], suite.Elements("testcase").Select(static test => test.Attribute("name")!.Value));
        Assert.All(suite.Elements("testcase"), static test => Assert.Equal(("app/main.py", "3"), (test.Attribute("file")!.Value, test.Attribute("line")!.Value)));
        Assert.Contains("by the way", suite.Element("system-out")!.Value, StringComparison.Ordinal);
        Assert.Equal("code_quality.flake8", suite.Element("testcase")!.Attribute("classname")!.Value);
    }

    [Fact]
    public void What_timed_out_is_an_error_in_the_suite_of_its_dimension()
    {
        var test = Write(Samples.Report(Written.TimedOut("reports"))).Element("testsuite")!.Element("testcase")!;

        Assert.Equal(("timeout", "timed out after 2s"), (test.Element("error")!.Attribute("type")!.Value, test.Element("error")!.Attribute("message")!.Value));
        Assert.Equal("2.000", test.Attribute("time")!.Value);
    }

    [Fact]
    public void A_run_that_checked_nothing_is_not_green()
    {
        var report = Samples.Report(Written.TimedOut("x"));
        var root = Write(report with { Tiers = [.. report.Tiers.Select(static tier => tier with { Results = [] })] });

        Assert.Equal("1", root.Attribute("errors")!.Value);
    }

    [Fact]
    public void Text_that_no_XML_may_hold_is_shown_and_harmless()
    {
        var root = Write(Samples.Report(Written.Failed("flake8", Written.Finding("a\u0000b\u001b[31m\ud800]]><evil/>\ufffe&amp;"))));

        Assert.Equal("a␀b␛[31m\\u{D800}]]><evil/>\ufffd&amp;", root.Descendants("failure").Single().Attribute("message")!.Value);
    }

    private static XElement Write(ValidationReport report) => XDocument.Parse(Written.Text("junit", report)).Root!;

    private static int Number(XElement element, string name) => int.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);
}
