using System.Buffers;
using System.Text.Json;
using Unfazed.Core.Json;
using Unfazed.Core.Orchestration;

namespace Unfazed.Core.Reports;

/// <summary>Writes what happens as it happens: one JSON object a line, flushed, each with <c>event</c>, <c>at</c> and <c>run</c>.</summary>
/// <param name="output">Takes the lines, as UTF-8.</param>
public sealed class JsonLines(Stream output) : IRunListener
{
    private string _run = "";

    /// <summary>The run, for a writer that did not receive its start.</summary>
    internal string RunId
    {
        init => _run = value;
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">The output could not take the line.</exception>
    public void On(RunEvent runEvent)
    {
        if (runEvent is RunStarted started)
        {
            _run = started.Run.Id;
        }

        if (NameOf(runEvent) is not { } name)
        {
            return;
        }

        var line = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(line, JsonReport.WriterOptions))
        {
            json.WriteStartObject();
            json.WriteString("event", name);
            json.WriteTime("at", runEvent.At);
            json.WriteString("run", _run);
            WriteFacts(runEvent, json);
            json.WriteEndObject();
        }

        // One write for the line and its end: a reader never sees half of it.
        line.Write("\n"u8);
        output.Write(line.WrittenSpan);
        output.Flush();
    }

    private static string? NameOf(RunEvent runEvent) => runEvent switch
    {
        RunStarted => "run_started",
        CheckStarted => "check_started",
        CheckFinished => "check_finished",
        DimensionFinished => "dimension_finished",
        RunFinished => "run_finished",
        _ => null,
    };

    private static void WriteFacts(RunEvent runEvent, Utf8JsonWriter json)
    {
        switch (runEvent)
        {
            case RunStarted started:
                json.WritePropertyName("info");
                RunJson.WriteStarted(started.Run, json);
                break;
            case CheckStarted { Check: var check }:
                WriteIdentity(json, check.Name, check.Dimension, check.Tier, check.Directory);
                break;
            case CheckFinished { Result: var result }:
                WriteIdentity(json, result.Name, result.Dimension, result.Tier, result.Directory);
                json.WritePropertyName("check");
                ResultJson.WriteCheck(result, json);
                json.WriteFindings(result.Findings);
                break;
            case DimensionFinished { Result: var result }:
                json.WritePropertyName("result");
                ResultJson.Write(result, json, withFindings: false);
                break;
            case RunFinished { Report: var report }:
                json.WriteString("verdict", report.Verdict.WireName());
                json.WriteNumber("exit_code", report.ExitCode);
                json.WriteString("state", report.Run.State.WireName());
                json.WriteMilliseconds("duration_ms", report.Run.Duration);
                break;
        }
    }

    private static void WriteIdentity(Utf8JsonWriter json, string name, Dimension dimension, ValidationTier tier, string directory)
    {
        json.WriteString("name", name);
        json.WriteString("dimension", dimension.Name);
        json.WriteNumber("tier", (int)tier);
        json.WriteString("directory", directory);
    }
}
