using System.Globalization;
using System.Text.Json;
using Unfazed.Core.Json;

namespace Unfazed.Core.Reports.Sarif;

/// <summary>How a check was started in one directory and came to its end; whatever kept it from an answer is a notification.</summary>
internal static class SarifInvocation
{
    /// <param name="check">The check.</param>
    /// <param name="omitted">How many results the document leaves out.</param>
    /// <param name="json">Takes it.</param>
    public static void Write(CheckResult check, int omitted, Utf8JsonWriter json)
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
        WriteNotifications(check, omitted, json);
        WriteProperties(check, json);
        json.WriteEndObject();
    }

    private static void WriteNotifications(CheckResult check, int omitted, Utf8JsonWriter json)
    {
        var hasAnswer = check.Status is CheckStatus.Passed or CheckStatus.Failed;

        // What is not there is a matter of set-up, not of the execution.
        var isSetUp = check.Status == CheckStatus.Unavailable;
        if (isSetUp)
        {
            json.WriteStartArray("toolConfigurationNotifications");
            WriteStatus(check, json);
            json.WriteEndArray();
        }

        if (omitted == 0 && (hasAnswer || isSetUp))
        {
            return;
        }

        json.WriteStartArray("toolExecutionNotifications");
        if (!hasAnswer && !isSetUp)
        {
            WriteStatus(check, json);
        }

        if (omitted > 0)
        {
            WriteNotification("results_left_out", string.Create(CultureInfo.InvariantCulture, $"{omitted} less severe results are left out: code scanning takes {SarifRuns.MostResults} in a run"), "warning", json);
        }

        json.WriteEndArray();
    }

    private static void WriteStatus(CheckResult check, Utf8JsonWriter json) => WriteNotification(
        check.Observation.Error ?? check.Status.WireName(), $"{StatusText.NameOf(check)}: {StatusText.Sentence(check.Status, check.Message)}",
        check.Status == CheckStatus.Skipped ? "note" : "error", json);

    private static void WriteNotification(string id, string text, string level, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartObject("descriptor");
        json.WriteString("id", id);
        json.WriteEndObject();
        json.WriteStartObject("message");
        json.WriteString("text", text);
        json.WriteEndObject();
        json.WriteString("level", level);
        json.WriteEndObject();
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
