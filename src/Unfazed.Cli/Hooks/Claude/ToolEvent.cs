using System.Text.Json;

namespace Unfazed.Cli.Hooks.Claude;

/// <summary>What Claude Code tells a hook (its hooks reference, 2025 and 2026): what happened in which session.</summary>
internal sealed record ToolEvent
{
    // Nothing of what we read is nested deeper than one level; what is, is stepped over.
    private const int DeepestJson = 1000;

    /// <summary><c>PostToolUse</c>, <c>Stop</c>, …; empty where none was told.</summary>
    public string Name { get; private init; } = "";

    /// <summary>Identifies the session; empty where none was told.</summary>
    public string Session { get; private init; } = "";

    /// <summary>Where the session works; null where none was told.</summary>
    public string? Directory { get; private init; }

    /// <summary>The tool that was used.</summary>
    public string Tool { get; private init; } = "";

    /// <summary>The file that it edited; null where there is none.</summary>
    public string? File { get; private init; }

    /// <summary>Whether the session goes on only because a hook asked for it.</summary>
    public bool IsStopHookActive { get; private init; }

    /// <summary>Whether the session is about to end.</summary>
    public bool IsStop => Name is "Stop" or "SubagentStop";

    /// <summary>Whether the session begins, or goes on after a while.</summary>
    public bool IsStart => Name is "SessionStart";

    /// <summary>Reads an event; null for what is none. Of one that was cut off, what came before counts.</summary>
    public static ToolEvent? Read(HookInput input)
    {
        var found = new ToolEvent();
        var isBegun = false;
        try
        {
            var reader = new Utf8JsonReader(input.Utf8.Span, input.IsWhole, new JsonReaderState(new JsonReaderOptions { MaxDepth = DeepestJson }));
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return null;
            }

            isBegun = true;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString();
                if (!reader.Read())
                {
                    break;
                }

                found = name == "tool_input" && reader.TokenType == JsonTokenType.StartObject ? found.WithInput(ref reader) : found.With(name, ref reader);
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

    private ToolEvent With(string? name, ref Utf8JsonReader reader) => (name, reader.TokenType) switch
    {
        ("hook_event_name", JsonTokenType.String) => this with { Name = reader.GetString()! },
        ("session_id", JsonTokenType.String) => this with { Session = reader.GetString()! },
        ("cwd", JsonTokenType.String) => this with { Directory = reader.GetString() },
        ("tool_name", JsonTokenType.String) => this with { Tool = reader.GetString()! },
        ("stop_hook_active", JsonTokenType.True) => this with { IsStopHookActive = true },
        _ => this,
    };

    // file_path of Edit, MultiEdit and Write, notebook_path of NotebookEdit.
    private ToolEvent WithInput(ref Utf8JsonReader reader)
    {
        var found = this;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isPath = reader.ValueTextEquals("file_path") || reader.ValueTextEquals("notebook_path");
            if (!reader.Read())
            {
                break;
            }

            if (isPath && reader.TokenType == JsonTokenType.String)
            {
                found = found with { File = reader.GetString() };
            }
            else if (!reader.TrySkip())
            {
                break;
            }
        }

        return found;
    }
}
