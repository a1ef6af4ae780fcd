using System.Globalization;
using System.Xml;
using Unfazed.Core.Reports.Xml;

namespace Unfazed.Core.Reports.Junit;

/// <summary>The test cases of a check.</summary>
internal sealed class JunitCase(CheckResult check, XmlWriter xml)
{
    private readonly string _class = $"{check.Dimension.Name}.{StatusText.NameOf(check)}";
    private string _previous = "";
    private int _equal;

    /// <summary>How the case of the check itself ends; null when its findings say it all.</summary>
    public static JunitOutcome? OwnOutcome(CheckResult check) => check.Status switch
    {
        CheckStatus.Passed => JunitOutcome.Pass,
        CheckStatus.Skipped => JunitOutcome.Skipped,
        CheckStatus.Failed => CheckTrouble.Of(check) is null ? null : JunitOutcome.Failure,
        _ => JunitOutcome.Error,
    };

    public static void WriteNothing(XmlWriter xml)
    {
        xml.WriteStartElement("testcase");
        xml.Attribute("classname", "unfazed");
        xml.Attribute("name", "run");
        WriteOutcome("error", "inconclusive", "nothing was checked", "nothing was checked", xml);
        xml.WriteEndElement();
    }

    public void Write()
    {
        foreach (var finding in check.Findings.Where(static finding => finding.Counts))
        {
            Write(finding);
        }

        if (OwnOutcome(check) is { } outcome)
        {
            WriteOwn(outcome);
        }
    }

    private void Write(Finding finding)
    {
        Begin(Unique($"{FindingPlace.Of(finding)} {finding.Rule}".TrimEnd()), TimeSpan.Zero);
        if (finding.Path is { } path)
        {
            xml.Attribute("file", path);
            xml.Attribute("line", Math.Max(finding.Line ?? 1, 1));
        }

        var more = finding.Url is null ? "" : "\n" + finding.Url;
        WriteOutcome("failure", finding.Severity.WireName(), finding.Message, $"{FindingPlace.Of(finding)} {finding.Rule} {finding.Message}{more}", xml);
        xml.WriteEndElement();
    }

    private void WriteOwn(JunitOutcome outcome)
    {
        Begin(check.Name, check.Duration);
        switch (outcome)
        {
            case JunitOutcome.Skipped:
                xml.WriteStartElement("skipped");
                xml.Attribute("message", check.Message);
                xml.WriteEndElement();
                break;
            case JunitOutcome.Failure:
                WriteOutcome("failure", "failed", CheckTrouble.LineOf(check) ?? "", check.Message, xml);
                break;
            case JunitOutcome.Error:
                WriteOutcome("error", check.Observation.Error ?? check.Status.WireName(), CheckTrouble.LineOf(check) ?? "", CheckTrouble.Of(check) ?? "", xml);
                break;
        }

        xml.WriteEndElement();
    }

    private void Begin(string name, TimeSpan time)
    {
        xml.WriteStartElement("testcase");
        xml.Attribute("classname", _class);
        xml.Attribute("name", name);
        xml.Attribute("time", JunitReport.Seconds(time));
    }

    private static void WriteOutcome(string element, string type, string message, string text, XmlWriter xml)
    {
        xml.WriteStartElement(element);
        xml.Attribute("type", type);
        xml.Attribute("message", message);
        xml.Text(text);
        xml.WriteEndElement();
    }

    // Cases of one name are one to most readers; equal ones are neighbours, because findings are in order.
    private string Unique(string name)
    {
        _equal = name == _previous ? _equal + 1 : 1;
        _previous = name;
        return _equal == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name} ({_equal})");
    }
}

/// <summary>How a test case ends.</summary>
internal enum JunitOutcome
{
    Pass,
    Failure,
    Error,
    Skipped,
}
