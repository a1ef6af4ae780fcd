using System.Text.Json;
using Unfazed.Core.Json;

namespace Unfazed.Core.Reports;

/// <summary>The objects of <c>results[]</c>, <c>checks[]</c> and <c>findings[]</c>.</summary>
internal static class ResultJson
{
    public static void Write(ValidationResult result, Utf8JsonWriter json, bool withFindings)
    {
        json.WriteStartObject();
        json.WriteString("dimension", result.Dimension.Name);
        json.WriteNumber("tier", (int)result.Tier);
        json.WriteString("status", result.Status.WireName());
        json.WriteBoolean("passed", result.Passed);
        json.WriteString("message", result.Message);
        json.WriteDetails(result.Details);
        json.WriteString("fix_suggestion", result.FixSuggestion);
        json.WriteString("agent", result.Agent);
        json.WriteMilliseconds("duration_ms", result.Duration);
        json.WriteBoolean("cached", result.Cached);
        json.WriteNumber("attempts", result.Attempts);
        json.WriteStartArray("checks");
        foreach (var check in result.Checks)
        {
            WriteCheck(check, json);
        }

        json.WriteEndArray();
        if (withFindings)
        {
            json.WriteFindings(result.Findings);
        }

        json.WriteEndObject();
    }

    public static void WriteCheck(CheckResult check, Utf8JsonWriter json)
    {
        var seen = check.Observation;
        json.WriteStartObject();
        json.WriteString("name", check.Name);
        json.WriteString("version", seen.Version);
        json.WriteTexts("command", seen.Command);
        json.WriteString("directory", check.Directory);
        json.WriteNumberOrNull("exit_code", seen.ExitCode);
        json.WriteString("status", check.Status.WireName());
        json.WriteString("message", check.Message);
        json.WriteDetails(seen.Error is null ? seen.Details : seen.Details.SetItem("error", seen.Error));
        json.WriteMilliseconds("duration_ms", check.Duration);
        json.WriteBoolean("cached", check.Cached);
        json.WriteNumber("attempts", seen.Attempts);
        json.WriteString("log", seen.Log);
        json.WriteNumber("killed_processes", seen.KilledProcesses);
        json.WriteEndObject();
    }
}
