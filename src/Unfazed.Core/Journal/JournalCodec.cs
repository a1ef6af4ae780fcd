using System.Text.Encodings.Web;
using System.Text.Json;
using Unfazed.Core.Json;
using Unfazed.Core.Processes;

namespace Unfazed.Core.Journal;

/// <summary>
/// Records of a journal as lines of JSON. A reader passes over what it does not know, so that an older and a newer version can read each
/// other's runs.
/// </summary>
internal static class JournalCodec
{
    private const int MaxDepth = 32;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The record as one line, its line feed included.</summary>
    public static ReadOnlyMemory<byte> Line(JournalEntry entry)
    {
        using var line = new MemoryStream();
        Write(entry, line);
        return line.ToArray();
    }

    /// <summary>Writes the record as one line, its line feed included.</summary>
    /// <param name="entry">The record.</param>
    /// <param name="journal">Takes it: in one append where it is short.</param>
    public static void Write(JournalEntry entry, Stream journal)
    {
        using var line = new ChecksummedLine(journal);
        using (var json = new Utf8JsonWriter(line, Options))
        {
            json.WriteStartObject();
            Write(entry, json);
            json.WriteEndObject();
        }

        line.End();
    }

    /// <summary>Reads a line; null for a damaged one, or one of a kind that is not known here.</summary>
    public static JournalEntry? Parse(ReadOnlyMemory<byte> line) => Parse(line, out _);

    /// <summary>Reads a line; null for a damaged one, or one of a kind that is not known here.</summary>
    /// <param name="line">The line, without its line feed.</param>
    /// <param name="isDamaged">Whether it is not as it was written: torn, or changed since.</param>
    public static JournalEntry? Parse(ReadOnlyMemory<byte> line, out bool isDamaged)
    {
        isDamaged = true;
        if (!JournalChecksum.Fits(line.Span))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(line, new JsonDocumentOptions { MaxDepth = MaxDepth });
            var root = document.RootElement;
            var entry = root.ValueKind != JsonValueKind.Object ? null : Read(root, out isDamaged);
            isDamaged &= entry is null;
            return entry;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // The latter is what half a surrogate pair in an escape gives.
            return null;
        }
    }

    private static JournalEntry? Read(JsonElement root, out bool isKnownKind)
    {
        var kind = root.Text("record");
        isKnownKind = kind is null or "run_began" or "check_began" or "process_began" or "check_ended" or "run_sealed" or "integration";
        return kind switch
        {
            "run_began" => ReadBegan(root),
            "check_began" => root.Number("index") is { } index && root.Time("at") is { } at ? new CheckBegan(index, at) : null,
            "process_began" => ReadProcess(root),
            "check_ended" => ReadEnded(root),
            "run_sealed" => ReadSealed(root),
            "integration" => ReadIntegration(root),
            _ => null,
        };
    }

    private static void Write(JournalEntry entry, Utf8JsonWriter json)
    {
        switch (entry)
        {
            case RunBegan began:
                json.WriteString("record", "run_began");
                WriteBegan(began, json);
                break;
            case CheckBegan began:
                json.WriteString("record", "check_began");
                json.WriteNumber("index", began.Index);
                json.WriteTime("at", began.At);
                break;
            case ProcessBegan process:
                json.WriteString("record", "process_began");
                json.WriteNumber("index", process.Index);
                json.WriteNumber("pid", process.Id);
                json.WriteNumber("start_ticks", process.StartTime);
                break;
            case CheckEnded ended:
                json.WriteString("record", "check_ended");
                json.WriteNumber("index", ended.Index);
                json.WriteTime("at", ended.At);
                json.WriteMilliseconds("duration_ms", ended.Duration);
                json.WriteBoolean("cached", ended.Cached);
                json.WritePropertyName("seen");
                ObservationJson.Write(ended.Seen, json);
                break;
            case RunSealed end:
                json.WriteString("record", "run_sealed");
                json.WriteMilliseconds("duration_ms", end.Duration);
                json.WriteString("state", end.State.WireName());
                json.WriteBoolean("inputs_changed", end.InputsChanged);
                json.WriteString("index_problem", end.IndexProblem);
                json.WriteString("edit_problem", end.EditProblem);
                json.WriteString("verdict", end.Verdict.WireName());
                json.WriteNumber("exit_code", end.ExitCode);
                break;
            case IntegrationTold told:
                json.WriteString("record", "integration");
                json.WriteTime("at", told.At);
                json.WriteString("name", told.Result.Name);
                json.WriteString("status", told.Result.Status);
                json.WriteString("message", told.Result.Message);
                break;
        }
    }

    private static void WriteBegan(RunBegan began, Utf8JsonWriter json)
    {
        json.WriteString("id", began.Run.Id);
        json.WriteString("project", began.Run.Project);
        json.WriteString("root", began.Run.Root);
        json.WriteTime("started_at", began.Run.StartedAt);
        json.WriteMilliseconds("deadline_ms", began.Run.Deadline);
        json.WriteTexts("partially_staged", began.Run.PartiallyStaged);
        json.WriteKnownSince("new_since", began.Run.NewSince);
        if (began.Run.NarrowedTo is { } narrowed)
        {
            json.WriteTexts("narrowed_to", narrowed);
        }

        if (began.Run.Unchanged is { } unchanged)
        {
            json.WriteString("unchanged", unchanged);
        }

        if (began.Owner is { } owner)
        {
            json.WriteStartObject("process");
            json.WriteNumber("pid", owner.Process.Id);
            json.WriteNumber("start_ticks", owner.Process.StartTime);
            json.WriteString("boot_id", owner.Boot);
            json.WriteString("pid_namespace", owner.PidNamespace);
            json.WriteString("cgroup", owner.ControlGroup);
            json.WriteEndObject();
        }

        json.WriteTexts("suggestions", began.Suggestions);
        json.WriteStartArray("checks");
        foreach (var check in began.Checks)
        {
            json.WriteStartObject();
            json.WriteString("name", check.Name);
            json.WriteString("dimension", check.Dimension.Name);
            json.WriteString("tier", check.Tier.WireName());
            json.WriteString("directory", check.Directory);
            json.WriteString("fix_suggestion", check.FixSuggestion);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static RunBegan? ReadBegan(JsonElement root)
    {
        if (root.Text("id") is not { } id || root.Time("started_at") is not { } startedAt)
        {
            return null;
        }

        var run = new RunInfo
        {
            Id = id,
            Project = root.Text("project") ?? "",
            Root = root.Text("root") ?? "",
            StartedAt = startedAt,
            Deadline = root.Milliseconds("deadline_ms") ?? TimeSpan.Zero,
            PartiallyStaged = root.Texts("partially_staged"),
            NewSince = root.ReadKnownSince("new_since"),
            NarrowedTo = root.TryGetProperty("narrowed_to", out _) ? root.Texts("narrowed_to") : null,
            Unchanged = root.Text("unchanged"),
        };
        return new RunBegan(run, [.. root.Items("checks").Select(ReadCheck)], root.Texts("suggestions")) { Owner = ReadOwner(root) };
    }

    private static RunOwner? ReadOwner(JsonElement root) =>
        root.TryGetProperty("process", out var owner) && owner.ValueKind == JsonValueKind.Object
        && ReadKey(owner) is { } process && owner.Text("boot_id") is { } boot && owner.Text("pid_namespace") is { } names
            ? new RunOwner(process, boot, names) { ControlGroup = owner.Text("cgroup") }
            : null;

    private static ProcessBegan? ReadProcess(JsonElement root) =>
        ReadKey(root) is { } process ? new ProcessBegan(root.Number("index") ?? ProcessBegan.AtBase, process.Id, process.StartTime) : null;

    private static ProcessKey? ReadKey(JsonElement element) =>
        element.Number("pid") is { } pid and > 1 && element.TryGetProperty("start_ticks", out var ticks) && ticks.ValueKind == JsonValueKind.Number && ticks.TryGetUInt64(out var start)
            ? new ProcessKey(pid, start)
            : null;

    private static JournaledCheck ReadCheck(JsonElement element)
    {
        var isObject = element.ValueKind == JsonValueKind.Object;
        return new JournaledCheck(
            (isObject ? element.Text("name") : null) ?? "?",
            new Dimension((isObject ? element.Text("dimension") : null) ?? "?"),
            (isObject ? element.Value<ValidationTier>("tier", WireNames.WireName) : null) ?? ValidationTier.Blocker,
            (isObject ? element.Text("directory") : null) ?? ".",
            isObject ? element.Text("fix_suggestion") : null);
    }

    private static CheckEnded? ReadEnded(JsonElement root) =>
        root.Number("index") is { } index && root.Time("at") is { } at
        && root.TryGetProperty("seen", out var seen) && seen.ValueKind == JsonValueKind.Object && ObservationJson.Read(seen) is { } observation
            ? new CheckEnded(index, at, observation, root.Milliseconds("duration_ms") ?? TimeSpan.Zero) { Cached = root.Truth("cached") ?? false }
            : null;

    private static IntegrationTold? ReadIntegration(JsonElement root) =>
        root.Text("name") is { } name && root.Text("status") is { } status && root.Time("at") is { } at
            ? new IntegrationTold(at, new IntegrationResult(name, status, root.Text("message") ?? ""))
            : null;

    private static RunSealed? ReadSealed(JsonElement root) =>
        root.Value<RunState>("state", WireNames.WireName) is { } state && root.Value<Verdict>("verdict", WireNames.WireName) is { } verdict
            ? new RunSealed(
                root.Milliseconds("duration_ms") ?? TimeSpan.Zero, state, root.Truth("inputs_changed") ?? false, verdict, root.Number("exit_code") ?? 0)
            {
                IndexProblem = root.Text("index_problem"),
                EditProblem = root.Text("edit_problem"),
            }
            : null;
}
