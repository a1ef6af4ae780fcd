using System.Text.Encodings.Web;
using System.Text.Json;
using Unfazed.Core.Json;

namespace Unfazed.Core.Reports;

/// <summary>Writes a report as one JSON document: schema version 1, keys in snake_case and in a fixed order, all of them always present.</summary>
public static class JsonReport
{
    /// <summary>The value of <c>schema_version</c>.</summary>
    public const int SchemaVersion = 1;

    // Relaxed: a report is read by programs and never stands inside HTML. Control characters are escaped all the same.
    internal static JsonWriterOptions WriterOptions { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the document and a line feed, as UTF-8.</summary>
    /// <param name="report">The report; equal reports give equal bytes.</param>
    /// <param name="output">Takes the bytes.</param>
    /// <exception cref="IOException">The output could not take them.</exception>
    public static void Write(ValidationReport report, Stream output)
    {
        using (var json = new Utf8JsonWriter(output, WriterOptions))
        {
            Write(report, json);
        }

        output.Write("\n"u8);
    }

    private static void Write(ValidationReport report, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("schema_version", SchemaVersion);
        json.WriteStartObject("tool");
        json.WriteString("name", "unfazed");
        json.WriteString("version", ProductVersion.Current);
        json.WriteEndObject();
        json.WritePropertyName("run");
        RunJson.Write(report.Run, json);
        json.WriteString("verdict", report.Verdict.WireName());
        json.WriteNumber("exit_code", report.ExitCode);
        json.WriteStartArray("tiers");
        foreach (var tier in report.Tiers)
        {
            WriteTier(tier, json);
        }

        json.WriteEndArray();
        json.WriteTexts("suggestions", report.Suggestions);
        WriteIntegrations(report, json);
        json.WriteEndObject();
    }

    private static void WriteTier(TierResult tier, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("tier", (int)tier.Tier);
        json.WriteString("name", tier.Tier.WireName());
        json.WriteBoolean("passed", tier.Passed);
        json.WriteStartArray("results");
        foreach (var result in tier.Results)
        {
            ResultJson.Write(result, json, withFindings: true);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteIntegrations(ValidationReport report, Utf8JsonWriter json)
    {
        json.WriteStartArray("integrations");
        foreach (var integration in report.Integrations)
        {
            json.WriteStartObject();
            json.WriteString("name", integration.Name);
            json.WriteString("status", integration.Status);
            json.WriteString("message", integration.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
