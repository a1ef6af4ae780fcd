using System.Text.Json;
using Unfazed.Core.Json;

namespace Unfazed.Core.Reports;

/// <summary>The object <c>run</c>.</summary>
internal static class RunJson
{
    public static void Write(RunInfo run, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        WriteBeginning(run, json);
        json.WriteMilliseconds("duration_ms", run.Duration);
        json.WriteMilliseconds("deadline_ms", run.Deadline);
        json.WriteString("state", run.State.WireName());
        json.WriteBoolean("inputs_changed", run.InputsChanged);
        json.WriteBoolean("index_changed", run.IndexChanged);
        json.WriteTexts("partially_staged", run.PartiallyStaged);
        WriteKnown(run, json);
        json.WriteEndObject();
    }

    /// <summary>The same keys while the run is young: what only its end can tell is null.</summary>
    public static void WriteStarted(RunInfo run, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        WriteBeginning(run, json);
        json.WriteNull("duration_ms");
        json.WriteMilliseconds("deadline_ms", run.Deadline);
        json.WriteNull("state");
        json.WriteNull("inputs_changed");
        json.WriteNull("index_changed");
        json.WriteTexts("partially_staged", run.PartiallyStaged);
        WriteKnown(run, json);
        json.WriteEndObject();
    }

    // What makes a finding a known one.
    private static void WriteKnown(RunInfo run, Utf8JsonWriter json)
    {
        json.WriteKnownSince("new_since", run.NewSince);
        json.WriteString("baseline", run.Baseline);
    }

    private static void WriteBeginning(RunInfo run, Utf8JsonWriter json)
    {
        json.WriteString("id", run.Id);
        json.WriteString("project", run.Project);
        json.WriteString("root", run.Root);
        json.WriteTime("started_at", run.StartedAt);
    }
}
