using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace Unfazed.Cli.Hooks.Claude;

/// <summary>Reads an event forward and once: of one that was cut off in the middle, what came before counts.</summary>
internal static class ToolEventReader
{
    // Nothing of what is read is nested deeper than a few levels; what is, is skipped.
    private const int MaxJsonDepth = 1000;
    private const int MaxFiles = 200;

    private static readonly ImmutableArray<string> PathKeys =
        ["file_path", "filePath", "notebook_path", "notebookPath", "path", "relative_path", "relativePath", "absolute_path", "absolutePath", "target_file", "targetFile"];

    // Lists of files, or of edits that each name one.
    private static readonly ImmutableArray<string> ListKeys = ["files", "paths", "file_paths", "filePaths", "replacements"];
    private static readonly ImmutableArray<string> PatchKeys = ["command", "input", "patch"];

    private static readonly ImmutableHashSet<string> Marks =
        ["cursor_version", "event_type", "hookEventName", "turn_id", "timestamp", "sessionId", "toolResult", "stopReason", "source"];

    /// <summary>Reads an event; null for what is none.</summary>
    public static ToolEvent? Read(HookInput input)
    {
        var found = new ToolEvent();
        var isBegun = false;
        try
        {
            var reader = new Utf8JsonReader(input.Utf8.Span, input.IsWhole, new JsonReaderState(new JsonReaderOptions { MaxDepth = MaxJsonDepth }));
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return null;
            }

            isBegun = true;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString()!;
                if (!reader.Read())
                {
                    break;
                }

                found = With(Marks.Contains(name) ? found with { Members = found.Members.Add(name) } : found, name, ref reader);
                if (!reader.TrySkip())
                {
                    break;
                }
            }
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            // Text of others: an event that breaks off in the middle is half an event, and garbage is none.
            return isBegun && !input.IsWhole ? found : null;
        }

        return found;
    }

    private static ToolEvent With(ToolEvent found, string name, ref Utf8JsonReader reader) => (name, reader.TokenType) switch
    {
        ("hook_event_name" or "hookEventName" or "event_type", JsonTokenType.String) => found with { Name = reader.GetString()! },
        ("session_id" or "sessionId" or "conversation_id", JsonTokenType.String) when found.Session.Length == 0 => found with { Session = reader.GetString()! },
        ("cwd" or "working_dir", JsonTokenType.String) => found with { Directory = reader.GetString() },
        ("workspace_roots", JsonTokenType.StartArray) => WithRoot(found, ref reader),
        ("tool_name" or "toolName", JsonTokenType.String) => found with { Tool = reader.GetString()! },
        ("file_path", JsonTokenType.String) => WithFile(found, reader.GetString()!),
        ("stop_hook_active" or "stopHookActive", JsonTokenType.True or JsonTokenType.False) => found with { IsStopHookActive = reader.GetBoolean() },
        ("loop_count", JsonTokenType.Number) => found with { IsStopHookActive = !reader.TryGetInt32(out var count) || count > 0 },
        ("tool_input" or "toolInput" or "toolArgs", JsonTokenType.StartObject) => WithInput(found, ref reader),
        ("tool_input" or "toolInput" or "toolArgs", JsonTokenType.String) => WithInput(found, reader.GetString()!),
        _ => found,
    };

    private static ToolEvent WithFile(ToolEvent found, string file) =>
        file.Length == 0 || found.Files.Length >= MaxFiles || found.Files.Contains(file) ? found : found with { Files = found.Files.Add(file) };

    private static ToolEvent WithRoot(ToolEvent found, ref Utf8JsonReader reader)
    {
        var depth = reader.CurrentDepth;
        while (reader.Read() && reader.CurrentDepth > depth)
        {
            if (reader.TokenType == JsonTokenType.String && found.Directory is null)
            {
                found = found with { Directory = reader.GetString() };
            }
        }

        return found;
    }

    // Some hosts send a tool's arguments as the text that the model wrote.
    private static ToolEvent WithInput(ToolEvent found, string text)
    {
        if (!text.AsSpan().TrimStart().StartsWith('{'))
        {
            return PatchedFiles.In(text).Aggregate(found, WithFile);
        }

        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text), new JsonReaderOptions { MaxDepth = MaxJsonDepth });
            reader.Read();
            return WithInput(found, ref reader);
        }
        catch (JsonException)
        {
            return found;
        }
    }

    private static ToolEvent WithInput(ToolEvent found, ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = reader.GetString()!;
            if (!reader.Read())
            {
                break;
            }

            found = reader.TokenType switch
            {
                JsonTokenType.String when PathKeys.Contains(key) => WithFile(found, reader.GetString()!),
                JsonTokenType.String when PatchKeys.Contains(key) => PatchedFiles.In(reader.GetString()!).Aggregate(found, WithFile),
                JsonTokenType.StartArray when ListKeys.Contains(key) || PatchKeys.Contains(key) => WithList(found, key, ref reader),
                _ => found,
            };
            if (!reader.TrySkip())
            {
                break;
            }
        }

        return found;
    }

    // Files by name, edits with their path, or the words of a command with a patch among them.
    private static ToolEvent WithList(ToolEvent found, string key, ref Utf8JsonReader reader)
    {
        var (depth, property, isOfPatch) = (reader.CurrentDepth, "", PatchKeys.Contains(key));
        while (reader.Read() && reader.CurrentDepth > depth)
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                property = reader.GetString()!;
            }
            else if (reader.TokenType == JsonTokenType.String && isOfPatch)
            {
                found = PatchedFiles.In(reader.GetString()!).Aggregate(found, WithFile);
            }
            else if (reader.TokenType == JsonTokenType.String && (reader.CurrentDepth == depth + 1 || PathKeys.Contains(property)))
            {
                found = WithFile(found, reader.GetString()!);
            }
        }

        return found;
    }
}
