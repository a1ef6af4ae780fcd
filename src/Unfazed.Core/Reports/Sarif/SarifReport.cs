using System.Text.Json;

namespace Unfazed.Core.Reports.Sarif;

/// <summary>
/// Writes a report as SARIF 2.1.0 (OASIS, errata 01): a run for each tool, and none lost where code scanning takes no more than twenty.
/// </summary>
internal static class SarifReport
{
    private const string SchemaAddress = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    public static void Write(ValidationReport report, Stream output)
    {
        using (var json = new Utf8JsonWriter(output, JsonReport.WriterOptions))
        {
            json.WriteStartObject();
            json.WriteString("$schema", SchemaAddress);
            json.WriteString("version", "2.1.0");
            json.WriteStartArray("runs");
            foreach (var run in SarifRuns.Of(report))
            {
                new SarifRunWriter(report, run, json).Write();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        output.Write("\n"u8);
    }
}
