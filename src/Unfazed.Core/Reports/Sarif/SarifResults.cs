using System.Text.Json;
using Unfazed.Core.Json;

namespace Unfazed.Core.Reports.Sarif;

/// <summary>The results of one tool.</summary>
/// <param name="tool">The tool.</param>
/// <param name="extension">Its place among the extensions of a shared run; null when the run is its own.</param>
/// <param name="json">Takes them.</param>
internal sealed class SarifResults(SarifTool tool, int? extension, Utf8JsonWriter json)
{
    public void Write(IEnumerable<SarifEntry> entries)
    {
        foreach (var entry in entries)
        {
            Write(entry.Check, entry.Finding);
        }
    }

    private void Write(CheckResult check, Finding finding)
    {
        json.WriteStartObject();
        WriteRule(tool.RuleOf(finding));
        json.WriteString("level", finding.Severity.WireName());
        json.WriteStartObject("message");
        json.WriteString("text", finding.Message);
        json.WriteEndObject();
        SarifLocation.Write(check, finding, json);
        if (finding.Fingerprint.Length > 0)
        {
            json.WriteStartObject("partialFingerprints");

            // The name by which code scanning knows an alert again; without it, it reads the sources for one of its own.
            json.WriteString("primaryLocationLineHash", finding.Fingerprint);
            json.WriteString("unfazed/v1", finding.Fingerprint);
            json.WriteEndObject();
        }

        WriteSuppressions(finding.State);
        json.WriteEndObject();
        json.PassOn();
    }

    private void WriteRule(string id)
    {
        json.WriteString("ruleId", id);
        if (extension is not { } place)
        {
            json.WriteNumber("ruleIndex", tool.PlaceOf(id));
            return;
        }

        json.WriteStartObject("rule");
        json.WriteString("id", id);
        json.WriteNumber("index", tool.PlaceOf(id));
        json.WriteStartObject("toolComponent");
        json.WriteString("name", tool.Name);
        json.WriteNumber("index", place);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    // §3.27.23: as soon as one result of a run has them, all must; an empty list says "not suppressed". Without a status a suppression is
    // accepted; the specification calls that key "status", its published schema "state".
    private void WriteSuppressions(FindingState state)
    {
        json.WriteStartArray("suppressions");
        if (state != FindingState.New)
        {
            json.WriteStartObject();
            json.WriteString("kind", "external");
            json.WriteString("justification", state == FindingState.Known ? "known: it was there before" : "ignored by configuration, or by the tool itself");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
