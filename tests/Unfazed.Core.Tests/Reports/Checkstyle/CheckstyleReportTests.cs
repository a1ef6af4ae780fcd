using System.Xml.Linq;
using FsCheck;
using FsCheck.Fluent;

namespace Unfazed.Core.Tests.Reports.Checkstyle;

public sealed class CheckstyleReportTests
{
    [Fact]
    public void Every_report_is_a_document_with_each_new_finding() =>
        Prop.ForAll(AnyReport.Arbitrary, static report =>
        {
            var errors = XDocument.Parse(Written.Text("checkstyle", report)).Root!.Elements("file").Elements("error").ToList();
            Assert.True(errors.Count >= report.Checks.Sum(static check => check.Findings.Count(static finding => finding.State == FindingState.New)));
            Assert.All(errors, static error => Assert.True(int.Parse(error.Attribute("line")!.Value, System.Globalization.CultureInfo.InvariantCulture) >= 0));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Findings_of_several_checks_stand_under_one_file()
    {
        var report = Samples.Report(
            Written.Failed("flake8", Written.Finding("one")),
            Written.Failed("pylint", Written.Finding("two") with { Severity = Severity.Note, Line = null, Column = null }, Written.Finding("old") with { State = FindingState.Known }));

        Assert.Equal(
            """
            <?xml version="1.0" encoding="utf-8"?>
            <checkstyle version="4.3">
              <file name=".">
                <error line="0" severity="error" message="a sentence" source="pylint.failed" />
              </file>
              <file name="app/main.py">
                <error line="0" severity="info" message="two" source="pylint.E501" />
                <error line="3" column="5" severity="warning" message="one" source="flake8.E501" />
              </file>
            </checkstyle>

            """,
            Written.Text("checkstyle", report));
    }
}
