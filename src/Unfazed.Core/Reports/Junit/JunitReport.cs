using System.Globalization;
using System.Runtime.InteropServices;
using System.Xml;
using Unfazed.Core.Reports.Xml;

namespace Unfazed.Core.Reports.Junit;

/// <summary>
/// Writes a report as JUnit's XML, the dialect that CI servers share: a suite for each dimension in each tier, a test case for each
/// finding that counts and for each check that has none. What gave no answer is an error, never a pass.
/// </summary>
internal static class JunitReport
{
    public static void Write(ValidationReport report, Stream output)
    {
        using var xml = SafeXml.Open(output);
        xml.WriteStartDocument();
        xml.WriteStartElement("testsuites");
        xml.Attribute("name", "unfazed");
        var nothing = report.Results.Any() ? default : new JunitCount(1, 0, 1, 0);
        JunitCount.Sum(report.Results.Select(JunitCount.Of).Append(nothing)).Write(xml);
        xml.Attribute("time", Seconds(report.Run.Duration));
        foreach (var result in report.Results)
        {
            JunitSuite.Write(result, report.Run, xml);
        }

        if (nothing != default)
        {
            JunitSuite.WriteNothing(report.Run, xml);
        }

        xml.WriteEndElement();
        xml.WriteEndDocument();
        xml.Flush();
        output.Write("\n"u8);
    }

    public static string Seconds(TimeSpan time) => time.Whole().TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);
}

/// <summary>How many test cases there are, and how they ended.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct JunitCount(int Tests, int Failures, int Errors, int Skipped)
{
    public static JunitCount Of(ValidationResult result) => Sum(result.Checks.Select(Of));

    public static JunitCount Sum(IEnumerable<JunitCount> counts) => counts.Aggregate(default(JunitCount), static (sum, next) =>
        new JunitCount(sum.Tests + next.Tests, sum.Failures + next.Failures, sum.Errors + next.Errors, sum.Skipped + next.Skipped));

    public void Write(XmlWriter xml)
    {
        xml.Attribute("tests", Tests);
        xml.Attribute("failures", Failures);
        xml.Attribute("errors", Errors);
        xml.Attribute("skipped", Skipped);
    }

    private static JunitCount Of(CheckResult check)
    {
        var counting = check.Findings.Count(static finding => finding.Counts);
        var own = JunitCase.OwnOutcome(check);
        return new JunitCount(
            counting + (own is null ? 0 : 1),
            counting + (own == JunitOutcome.Failure ? 1 : 0),
            own == JunitOutcome.Error ? 1 : 0,
            own == JunitOutcome.Skipped ? 1 : 0);
    }
}
