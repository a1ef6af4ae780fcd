using System.Text.Json;

namespace Unfazed.Core.Reports.Sarif;

/// <summary>Where a finding is. Numbers that SARIF does not allow are left out: a tool's mistake must not make the document invalid.</summary>
internal static class SarifLocation
{
    public static void Write(CheckResult check, Finding finding, Utf8JsonWriter json)
    {
        json.WriteStartArray("locations");
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");

        // Code scanning refuses a result without a place: the directory in which the check ran is the nearest one.
        json.WriteString("uri", finding.Path is { } path ? ArtifactUri.OfPath(path) : ArtifactUri.OfFolder(check.Directory));
        json.WriteString("uriBaseId", ArtifactUri.Base);
        json.WriteEndObject();
        if (finding.Path is not null && finding.Line is >= 1 and var line)
        {
            WriteRegion(finding, line, json);
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteRegion(Finding finding, int line, Utf8JsonWriter json)
    {
        json.WriteStartObject("region");
        json.WriteNumber("startLine", line);
        if (finding.Column is >= 1 and var column)
        {
            json.WriteNumber("startColumn", column);
        }

        if (finding.EndLine is { } endLine && endLine >= line)
        {
            json.WriteNumber("endLine", endLine);
        }

        if (finding.EndColumn is >= 1 and var endColumn && finding.Column is >= 1 && EndsAfterItsStart(finding, line, endColumn))
        {
            json.WriteNumber("endColumn", endColumn);
        }

        json.WriteEndObject();
    }

    private static bool EndsAfterItsStart(Finding finding, int line, int endColumn) =>
        finding.EndLine > line || ((finding.EndLine is null || finding.EndLine == line) && endColumn >= finding.Column);
}
