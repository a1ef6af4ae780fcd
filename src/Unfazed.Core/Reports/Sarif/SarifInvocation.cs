using System.Text.Json;
using Unfazed.Core.Json;

namespace Unfazed.Core.Reports.Sarif;

/// <summary>How a check was started in one directory and came to its end; whatever kept it from an answer is a notification.</summary>
internal static class SarifInvocation
{
    public static void Write(CheckResult check, Utf8JsonWriter json)
    {
        var seen = check.Observation;
        json.WriteStartObject();
        if (!seen.Command.IsDefaultOrEmpty)
        {
            json.WriteTexts("arguments", seen.Command);
        }

        if (check.StartedAt is { } start)
        {
            json.WriteTime("startTimeUtc", start);
            json.WriteTime("endTimeUtc", start.Whole() + check.Duration.Whole());
        }

        json.WriteBoolean("executionSuccessful", check.Status is CheckStatus.Passed or CheckStatus.Failed or CheckStatus.Skipped);
        if (seen.ExitCode is { } code)
        {
            json.WriteNumber("exitCode", code);
        }

        if (seen.Details.TryGetValue("signal", out var signal) && signal.Value is string name)
        {
            json.WriteString("exitSignalName", name);
        }

        json.WriteStartObject("workingDirectory");
        json.WriteString("uri", ArtifactUri.OfFolder(check.Directory));
        json.WriteString("uriBaseId", ArtifactUri.Base);
        json.WriteEndObject();
        WriteNotification(check, json);
        WriteProperties(check, json);
        json.WriteEndObject();
    }

    private static void WriteNotification(CheckResult check, Utf8JsonWriter json)
    {
        if (check.Status is CheckStatus.Passed or CheckStatus.Failed)
        {
            return;
        }

        // What is not there is a matter of set-up, not of the execution.
        json.WriteStartArray(check.Status == CheckStatus.Unavailable ? "toolConfigurationNotifications" : "toolExecutionNotifications");
        json.WriteStartObject();
        json.WriteStartObject("descriptor");
        json.WriteString("id", check.Observation.Error ?? check.Status.WireName());
        json.WriteEndObject();
        json.WriteStartObject("message");
        json.WriteString("text", $"{StatusText.NameOf(check)}: {StatusText.Sentence(check.Status, check.Message)}");
        json.WriteEndObject();
        json.WriteString("level", check.Status == CheckStatus.Skipped ? "note" : "error");
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteProperties(CheckResult check, Utf8JsonWriter json)
    {
        json.WriteStartObject("properties");
        json.WriteString("check", check.Name);
        json.WriteString("dimension", check.Dimension.Name);
        json.WriteNumber("tier", (int)check.Tier);
        json.WriteString("status", check.Status.WireName());
        json.WriteNumber("attempts", check.Observation.Attempts);
        json.WriteNumber("killed_processes", check.Observation.KilledProcesses);
        json.WriteEndObject();
    }
}
