using System.Collections.Immutable;
using System.Text.Json;

namespace Unfazed.Integrations.Agents;

/// <summary>
/// Reads from a server's reply to <c>initialize</c> which revisions it speaks. The library keeps that to itself, and fails in ways of its own
/// over an error whose data lacks a member.
/// </summary>
internal static class HandshakeReply
{
    /// <summary>The first revision without <c>initialize</c>: a conversation begins with <c>server/discover</c>.</summary>
    public const string WithoutInitialize = "2026-07-28";

    private const int UnknownMethod = -32601;
    private const int MaxRevisions = 20;
    private const int MaxRevisionChars = 40;

    /// <summary>The revisions that a server offers, in its order; empty where it says nothing of them.</summary>
    /// <param name="printed">What it printed first, a message a line; lines that are no message are skipped.</param>
    public static ImmutableArray<string> Revisions(ReadOnlyMemory<byte> printed)
    {
        for (var rest = printed; rest.Length > 0;)
        {
            var end = rest.Span.IndexOf((byte)'\n');
            var line = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[(end + 1)..];
            if (OfLine(line) is { IsEmpty: false } found)
            {
                return found;
            }
        }

        return [];
    }

    private static ImmutableArray<string> OfLine(ReadOnlyMemory<byte> line)
    {
        if (line.Span.TrimStart(" \t\r"u8) is not [(byte)'{', ..])
        {
            return [];
        }

        try
        {
            using var document = JsonDocument.Parse(line);
            return OfMessage(document.RootElement);
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static ImmutableArray<string> OfMessage(JsonElement message)
    {
        if (Member(Member(message, "result"), "protocolVersion") is { ValueKind: JsonValueKind.String } agreed)
        {
            return Known([agreed]);
        }

        var error = Member(message, "error");
        if (Member(Member(error, "data"), "supported") is { ValueKind: JsonValueKind.Array } supported)
        {
            return Known(supported.EnumerateArray());
        }

        return Member(error, "code") is { ValueKind: JsonValueKind.Number } code && code.TryGetInt32(out var number) && number == UnknownMethod ? [WithoutInitialize] : [];
    }

    private static ImmutableArray<string> Known(IEnumerable<JsonElement> values) =>
    [
        .. values.Where(static value => value.ValueKind == JsonValueKind.String).Select(static value => value.GetString()!)
            .Where(static text => text.Length is > 0 and <= MaxRevisionChars).Take(MaxRevisions),
    ];

    private static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;
}
