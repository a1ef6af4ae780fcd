using System.Text.Json;
using Unfazed.Core.Json;

namespace Unfazed.Core.Journal;

/// <summary>An observation as it stands in the journal, before any policy.</summary>
internal static class ObservationJson
{
    public static void Write(Observation seen, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("ending", Name(seen.Ending));
        json.WriteBoolean("reported_problems", seen.ReportedProblems);
        json.WriteString("error", seen.Error);
        if (seen.Incomplete is { } incomplete)
        {
            json.WriteString("incomplete", incomplete);
        }

        json.WriteString("message", seen.Message);
        json.WriteString("summary", seen.Summary);
        json.WriteNumberOrNull("exit_code", seen.ExitCode);
        json.WriteString("version", seen.Version);
        json.WriteTexts("command", seen.Command);
        json.WriteDetails(seen.Details);
        json.WriteNumber("attempts", seen.Attempts);
        json.WriteString("log", seen.Log);
        json.WriteNumber("killed_processes", seen.KilledProcesses);
        json.WriteStoredFindings(seen.Findings);
        json.WriteEndObject();
    }

    /// <summary>Null for an observation whose ending is not known here.</summary>
    public static Observation? Read(JsonElement element) => element.Value<ObservationEnding>("ending", Name) is not { } ending
        ? null
        : new Observation
        {
            Ending = ending,
            ReportedProblems = element.Truth("reported_problems") ?? false,
            Error = element.Text("error"),
            Incomplete = element.Text("incomplete"),
            Message = element.Text("message"),
            Summary = element.Text("summary"),
            ExitCode = element.Number("exit_code"),
            Version = element.Text("version"),
            Command = element.Texts("command"),
            Details = element.Details(),
            Attempts = element.Number("attempts") ?? 0,
            Log = element.Text("log"),
            KilledProcesses = element.Number("killed_processes") ?? 0,
            Findings = element.Findings(),
        };

    private static string Name(ObservationEnding ending) => ending switch
    {
        ObservationEnding.Completed => "completed",
        ObservationEnding.TimedOut => "timed_out",
        ObservationEnding.CircuitOpen => "circuit_open",
        ObservationEnding.Unavailable => "unavailable",
        ObservationEnding.Error => "error",
        ObservationEnding.Skipped => "skipped",
        ObservationEnding.Cancelled => "cancelled",
        _ => throw new ArgumentOutOfRangeException(nameof(ending), ending, null),
    };
}
