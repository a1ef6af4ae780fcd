using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Unfazed.Core.Json;
using Unfazed.Core.Reports;

namespace Unfazed.Cli.Hooks.Claude;

/// <summary>The state of a session as JSON. What another version wrote and this one does not know is passed over.</summary>
internal static class SessionFile
{
    private const int Largest = 4 * 1024 * 1024;

    /// <summary>As bytes.</summary>
    public static ReadOnlyMemory<byte> Write(SessionState state)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(bytes, JsonReport.WriterOptions);
        json.WriteStartObject();
        json.WriteTexts("pending", state.Pending);
        json.WriteTexts("edited", state.Edited);
        json.WriteString("doubts", state.Doubts);
        json.WriteNumber("stop_blocks", state.StopBlocks);
        WriteBegin(state.Begin, json);
        json.WriteStartArray("problems");
        foreach (var problem in state.Problems)
        {
            json.WriteStartObject();
            json.WriteString("key", problem.Key);
            json.WriteString("check", problem.Check);
            json.WriteString("text", problem.Text);
            json.WriteTexts("files", problem.Files);
            json.WriteString("command", problem.Command);
            json.WriteNumber("blocks", problem.Blocks);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenMemory;
    }

    private static void WriteBegin(TreeMark? begin, Utf8JsonWriter json)
    {
        if (begin is null)
        {
            return;
        }

        json.WriteStartObject("begin");
        json.WriteString("commit", begin.Commit);
        json.WriteStartObject("files");
        foreach (var (path, stamp) in begin.Files.OrderBy(static file => file.Key, StringComparer.Ordinal))
        {
            json.WriteString(path, stamp);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static TreeMark? ReadBegin(JsonElement root) =>
        root.TryGetProperty("begin", out var begin) && begin.ValueKind == JsonValueKind.Object && begin.Text("commit") is { Length: > 0 } commit
        && begin.TryGetProperty("files", out var files) && files.ValueKind == JsonValueKind.Object
            ? new TreeMark(commit, files.EnumerateObject().Where(static file => file.Value.ValueKind == JsonValueKind.String).DistinctBy(static file => file.Name)
                .Take(TreeMark.MaxFiles).ToImmutableDictionary(static file => file.Name, static file => file.Value.GetString()!, StringComparer.Ordinal))
            : null;

    /// <summary>From a file; empty where it is none of ours.</summary>
    public static SessionState Read(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (file.Length > Largest)
            {
                return SessionState.Empty;
            }

            using var document = JsonDocument.Parse(file);
            return document.RootElement.ValueKind == JsonValueKind.Object ? Read(document.RootElement) : SessionState.Empty;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or JsonException)
        {
            return SessionState.Empty;
        }
    }

    private static SessionState Read(JsonElement root) => new()
    {
        Pending = [.. root.Texts("pending").Take(SessionState.MostFiles)],
        Edited = [.. root.Texts("edited").Take(SessionState.MostFiles)],
        Doubts = root.Text("doubts") ?? "",
        StopBlocks = Math.Max(0, root.Number("stop_blocks") ?? 0),
        Begin = ReadBegin(root),
        Problems = [.. root.Items("problems").Select(ReadProblem).OfType<OpenProblem>().DistinctBy(static problem => problem.Key).Take(SessionState.MostProblems)],
    };

    private static OpenProblem? ReadProblem(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object && element.Text("key") is { } key && element.Text("check") is { } check
            ? new OpenProblem
            {
                Key = key,
                Check = check,
                Text = element.Text("text") ?? "",
                Files = element.Texts("files"),
                Command = element.Text("command") ?? "",
                Blocks = Math.Max(0, element.Number("blocks") ?? 0),
            }
            : null;
}
