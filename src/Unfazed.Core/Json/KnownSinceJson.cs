using System.Text.Json;

namespace Unfazed.Core.Json;

/// <summary>The object of <c>new_since</c>, the same in reports and journals.</summary>
internal static class KnownSinceJson
{
    public static void WriteKnownSince(this Utf8JsonWriter json, string name, KnownSince? since)
    {
        if (since is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteString("revision", since.Revision);
        json.WriteString("commit", since.Commit);
        json.WriteString("problem", since.Problem);
        json.WriteEndObject();
    }

    public static KnownSince? ReadKnownSince(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var since) && since.ValueKind == JsonValueKind.Object && since.Text("revision") is { } revision
            ? new KnownSince(revision, since.Text("commit"), since.Text("problem"))
            : null;
}
