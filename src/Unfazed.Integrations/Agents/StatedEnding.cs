using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Unfazed.Integrations.Agents;

/// <summary>
/// Reads what a JSON object says of how work ended. No standard names these members; the words are those that servers in use send, and what
/// is not among them says nothing.
/// </summary>
internal static class StatedEnding
{
    private const int MaxJsonDepth = 16;

    private static readonly string[] Flags = ["success", "ok", "succeeded"];
    private static readonly string[] ErrorFlags = ["isError", "is_error"];
    private static readonly string[] ExitCodes = ["exitCode", "exit_code", "returncode", "return_code"];
    private static readonly string[] States = ["status", "state"];
    private static readonly string[] Reasons = ["error", "message", "reason", "detail", "note", "result"];

    // Where servers put what the work came to, one level down.
    private static readonly string[] Parts = ["result", "data", "agent", "task"];

    private static readonly FrozenSet<string> FailedStates = FrozenSet.ToFrozenSet(
        ["failed", "failure", "error", "errored", "cancelled", "canceled", "aborted", "rejected", "denied", "timeout", "timed_out", "blocked"], StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> DoneStates = FrozenSet.ToFrozenSet(
        ["done", "completed", "complete", "finished", "succeeded", "success", "ok"], StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> EarlyStates = FrozenSet.ToFrozenSet(
        [
            "registered", "queued", "enqueued", "pending", "accepted", "submitted", "scheduled", "created", "spawned", "starting", "started", "initializing", "idle", "ready",
            "active", "running", "working", "in_progress", "processing", "waiting", "input_required",
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>What a text says that is a JSON object; null where it is none, or says nothing of it.</summary>
    public static ToolAnswer? In(string text)
    {
        if (!text.AsSpan().TrimStart().StartsWith('{'))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = MaxJsonDepth });
            return In(document.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What an object says; a failure anywhere in it counts more than work that only began.</summary>
    public static ToolAnswer? In(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var parts = Parts.Select(name => Member(element, name)).Where(static part => part.ValueKind == JsonValueKind.Object).Select(Of).OfType<ToolAnswer>().ToList();
        var own = Of(element);
        return own is { Ending: ToolEnding.Refused } ? own
            : parts.Find(static stated => stated.Ending == ToolEnding.Refused) ?? own ?? (DoneStates.Contains(State(element)) ? null : parts.FirstOrDefault());
    }

    /// <summary>What the protocol itself says: a task, or a request for input, stands in the place of a result.</summary>
    public static ToolAnswer? OfProtocol(JsonNode? result)
    {
        if (result is not JsonObject found)
        {
            return null;
        }

        var type = found["resultType"] is JsonValue told && told.TryGetValue<string>(out var name) ? name : "complete";
        return type == "input_required" ? new ToolAnswer(ToolEnding.Unfinished, "the server asks for input, which Unfazed does not give")
            : type == "task" || (found["task"] is JsonObject && !found.ContainsKey("content")) ? new ToolAnswer(ToolEnding.Unfinished, "the server gave a task that still runs, and Unfazed does not wait for tasks")
            : type == "complete" ? null
            : new ToolAnswer(ToolEnding.Unfinished, $"the server gave no result, but '{type}'");
    }

    private static ToolAnswer? Of(JsonElement element)
    {
        var state = State(element);
        var isSaid = Flags.Any(name => Member(element, name).ValueKind == JsonValueKind.True);
        return Flags.Any(name => Member(element, name).ValueKind == JsonValueKind.False)
            || ErrorFlags.Any(name => Member(element, name).ValueKind == JsonValueKind.True)
            || ExitCodes.Any(name => Member(element, name) is { ValueKind: JsonValueKind.Number } code && code.TryGetInt64(out var value) && value != 0)
            || FailedStates.Contains(state)
            || (!isSaid && IsError(Member(element, "error"))) ? ToolAnswer.Refused(Reason(element) ?? (state.Length > 0 ? $"it says '{state}', and not why" : "it says that it did not succeed, and not why"))
            : EarlyStates.Contains(state) ? new ToolAnswer(ToolEnding.Unfinished, $"the server says '{state}'{(Reason(element) is { } reason ? $": {reason}" : "")}")
            : null;
    }

    // "in-progress", "in progress" and "in_progress" are one word.
    private static string State(JsonElement element) =>
        (States.Select(name => Member(element, name)).Where(static value => value.ValueKind == JsonValueKind.String).Select(static value => value.GetString()!).FirstOrDefault() ?? "")
            .Replace('-', '_').Replace(' ', '_');

    private static bool IsError(JsonElement error) => error.ValueKind switch
    {
        JsonValueKind.String => error.GetString()!.Length > 0,
        JsonValueKind.Object => error.EnumerateObject().Any(),
        JsonValueKind.Array => error.GetArrayLength() > 0,
        JsonValueKind.True => true,
        _ => false,
    };

    private static string? Reason(JsonElement element) => Reasons.Select(name => Words(Member(element, name))).FirstOrDefault(static words => words.Length > 0);

    private static string Words(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Object when Member(value, "message") is { ValueKind: JsonValueKind.String } message => message.GetString()!,
        JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.Number => value.GetRawText(),
        _ => "",
    };

    private static JsonElement Member(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value : default;
}
