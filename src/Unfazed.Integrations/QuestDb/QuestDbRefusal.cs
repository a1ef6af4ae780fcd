using System.Globalization;
using System.Text.Json;

namespace Unfazed.Integrations.QuestDb;

/// <summary>
/// Why line protocol was refused: <c>{"code","message","line","errorId"}</c> as QuestDB documents it, or <c>{"error"}</c> as InfluxDB writes it.
/// </summary>
internal static class QuestDbRefusal
{
    private const int MaxDepth = 8;

    /// <summary>The server's words; the body itself where it is neither.</summary>
    public static string Explain(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = MaxDepth });
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                return body;
            }

            var words = Text(root, "message") ?? Text(root, "error") ?? Text(root, "code") ?? body;

            // The message ends with the sentence that says what was wrong, and where; before it come general ones. Line 0 is no line.
            words = words.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [.., var last] ? last : words;
            var line = root.TryGetProperty("line", out var number) && number.TryGetInt64(out var count) && count > 0 && !words.Contains("line ", StringComparison.Ordinal)
                ? string.Create(CultureInfo.InvariantCulture, $"line {count}: ")
                : "";
            return line + words + (Text(root, "errorId") is { } id ? $" ({id})" : "");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // The latter is what half a surrogate pair in an escape, or a line that is no number, gives.
            return body;
        }
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
