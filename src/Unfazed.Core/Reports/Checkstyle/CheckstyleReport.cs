using System.Xml;
using Unfazed.Core.Reports.Xml;

namespace Unfazed.Core.Reports.Checkstyle;

/// <summary>
/// Writes a report in the XML of Checkstyle: the files with what is new in them. A check that gave no answer stands as an error of
/// the directory in which it ran.
/// </summary>
internal static class CheckstyleReport
{
    public static void Write(ValidationReport report, Stream output)
    {
        using var xml = SafeXml.Open(output);
        xml.WriteStartDocument();
        xml.WriteStartElement("checkstyle");

        // The version of the format, which readers look for, and not ours.
        xml.Attribute("version", "4.3");
        foreach (var file in Problems(report).GroupBy(static problem => problem.Path, StringComparer.Ordinal))
        {
            xml.WriteStartElement("file");
            xml.Attribute("name", file.Key);
            foreach (var problem in file)
            {
                WriteError(problem, xml);
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteEndDocument();
        xml.Flush();
        output.Write("\n"u8);
    }

    private static IEnumerable<PlacedProblem> Problems(ValidationReport report) =>
        PlacedProblem.Of(report).OrderBy(static problem => problem.Path, StringComparer.Ordinal).ThenBy(static problem => problem.Line ?? 0);

    private static void WriteError(PlacedProblem problem, XmlWriter xml)
    {
        xml.WriteStartElement("error");
        xml.Attribute("line", Math.Max(problem.Line ?? 0, 0));
        if (problem.Column is >= 1 and var column)
        {
            xml.Attribute("column", column);
        }

        xml.Attribute("severity", problem.Severity == Severity.Note ? "info" : problem.Severity.WireName());
        xml.Attribute("message", problem.Message);
        xml.Attribute("source", problem.Rule.Length == 0 ? problem.Check.Name : $"{problem.Check.Name}.{problem.Rule}");
        xml.WriteEndElement();
    }
}
