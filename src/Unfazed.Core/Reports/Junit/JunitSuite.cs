using System.Globalization;
using System.Xml;
using Unfazed.Core.Reports.Xml;

namespace Unfazed.Core.Reports.Junit;

/// <summary>A suite: one dimension in one tier.</summary>
internal static class JunitSuite
{
    public static void Write(ValidationResult result, RunInfo run, XmlWriter xml)
    {
        var name = result.Tier == ValidationTier.Blocker
            ? result.Dimension.Name
            : string.Create(CultureInfo.InvariantCulture, $"{result.Dimension.Name} (tier {(int)result.Tier})");
        Begin(name, JunitCount.Of(result), result.Duration, run, xml);
        WriteProperties(result, xml);
        foreach (var check in result.Checks)
        {
            new JunitCase(check, xml).Write();
        }

        WriteNotes(result, xml);
        xml.WriteEndElement();
    }

    /// <summary>A document without a test looks green to some readers.</summary>
    public static void WriteNothing(RunInfo run, XmlWriter xml)
    {
        Begin("unfazed", new JunitCount(1, 0, 1, 0), TimeSpan.Zero, run, xml);
        JunitCase.WriteNothing(xml);
        xml.WriteEndElement();
    }

    private static void Begin(string name, JunitCount count, TimeSpan time, RunInfo run, XmlWriter xml)
    {
        xml.WriteStartElement("testsuite");
        xml.Attribute("name", name);
        count.Write(xml);
        xml.Attribute("time", JunitReport.Seconds(time));
        xml.Attribute("timestamp", run.StartedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture));
    }

    private static void WriteProperties(ValidationResult result, XmlWriter xml)
    {
        var tally = FindingTally.Of(result.Checks.SelectMany(static check => check.Findings));
        xml.WriteStartElement("properties");
        WriteProperty("status", result.Status.WireName(), xml);
        WriteProperty("tier", ((int)result.Tier).ToString(CultureInfo.InvariantCulture), xml);
        WriteProperty("known_findings", tally.Known.ToString(CultureInfo.InvariantCulture), xml);
        WriteProperty("ignored_findings", tally.Ignored.ToString(CultureInfo.InvariantCulture), xml);
        xml.WriteEndElement();
    }

    private static void WriteProperty(string name, string value, XmlWriter xml)
    {
        xml.WriteStartElement("property");
        xml.Attribute("name", name);
        xml.Attribute("value", value);
        xml.WriteEndElement();
    }

    // JUnit knows no remark that is no failure.
    private static void WriteNotes(ValidationResult result, XmlWriter xml)
    {
        var notes = result.Checks.SelectMany(static check => check.Findings)
            .Where(static finding => finding is { State: FindingState.New, Severity: Severity.Note });
        var begun = false;
        foreach (var note in notes)
        {
            if (!begun)
            {
                xml.WriteStartElement("system-out");
                begun = true;
            }

            xml.Text($"note: {FindingPlace.Of(note)} {note.Rule} {note.Message}\n");
        }

        if (begun)
        {
            xml.WriteEndElement();
        }
    }
}
