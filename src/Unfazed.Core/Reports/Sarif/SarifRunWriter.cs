using System.Text.Json;
using Unfazed.Core.Json;

namespace Unfazed.Core.Reports.Sarif;

/// <summary>Writes one run: its tool with the rules, how it was started, what it found.</summary>
internal sealed class SarifRunWriter(ValidationReport report, SarifRun run, Utf8JsonWriter json)
{
    public void Write()
    {
        json.WriteStartObject();
        WriteTool();
        json.WriteStartObject("automationDetails");

        // Up to the last slash this is the category of code scanning.
        json.WriteString("id", $"unfazed/{ArtifactUri.OfPath(run.Category)}/{report.Run.Id}");
        json.WriteEndObject();
        json.WriteStartArray("invocations");
        var omitted = run.Omitted;
        foreach (var check in run.Parts.SelectMany(static part => part.Tool.Checks))
        {
            SarifInvocation.Write(check, omitted, json);
            omitted = 0;
            json.PassOn();
        }

        json.WriteEndArray();
        WriteBase();
        WriteResults();
        WriteProperties();
        json.WriteEndObject();
    }

    private void WriteTool()
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", run.Driver);
        if (run.IsShared)
        {
            json.WriteString("version", ProductVersion.Current);
            json.WriteEndObject();
            json.WriteStartArray("extensions");
            foreach (var tool in run.Parts.Select(static part => part.Tool))
            {
                json.WriteStartObject();
                json.WriteString("name", tool.Name);
                WriteDescription(tool);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }
        else
        {
            WriteDescription(run.Parts[0].Tool);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private void WriteDescription(SarifTool tool)
    {
        if (tool.Version is { } version)
        {
            json.WriteString("version", version);
        }

        json.WriteStartArray("rules");
        foreach (var rule in tool.Rules)
        {
            WriteRule(tool, rule);
            json.PassOn();
        }

        json.WriteEndArray();
    }

    private void WriteRule(SarifTool tool, SarifRule rule)
    {
        json.WriteStartObject();
        json.WriteString("id", rule.Id);
        json.WriteStartObject("shortDescription");
        json.WriteString("text", rule.Id == tool.Name ? tool.Name : $"{tool.Name} {rule.Id}");
        json.WriteEndObject();
        if (WebLink.Of(rule.Url) is { } address)
        {
            json.WriteString("helpUri", address);
        }

        json.WriteStartObject("properties");
        json.WriteStartArray("tags");
        json.WriteStringValue(tool.Dimension.Name);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteBase()
    {
        json.WriteStartObject("originalUriBaseIds");
        json.WriteStartObject(ArtifactUri.Base);
        json.WriteString("uri", ArtifactUri.OfRoot(report.Run.Root));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteResults()
    {
        json.WriteStartArray("results");
        for (var index = 0; index < run.Parts.Length; index++)
        {
            new SarifResults(run.Parts[index].Tool, run.IsShared ? index : null, json).Write(run.Parts[index].Results);
        }

        json.WriteEndArray();
    }

    private void WriteProperties()
    {
        json.WriteStartObject("properties");
        json.WriteString("unfazed_run", report.Run.Id);
        json.WriteString("unfazed_run_state", report.Run.State.WireName());
        json.WriteString("unfazed_verdict", report.Verdict.WireName());
        json.WriteEndObject();
    }
}
