using System.Collections.Immutable;
using System.Text.Json;
using Unfazed.Core.Json;

namespace Unfazed.Core.Caching;

/// <summary>The key of the last answer that was stored for a check of a repository, so that the next one can be compared with it.</summary>
internal sealed record LastKey
{
    /// <summary>When, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What decided beside the files.</summary>
    public required ImmutableArray<KeyPart> Parts { get; init; }

    /// <summary>The hash of the files, under which their list is stored.</summary>
    public required string Inputs { get; init; }

    /// <summary>Why the check ran then: in what its key differed from the one before.</summary>
    public ImmutableArray<KeyDifference> Because { get; init; } = [];

    public ReadOnlyMemory<byte> Write() => CacheJson.Write(json =>
    {
        json.WriteTime("at", At);
        json.WriteString("inputs", Inputs);
        json.WriteStartArray("parts");
        foreach (var part in Parts)
        {
            json.WriteStartArray();
            json.WriteStringValue(part.Kind.WireName());
            json.WriteStringValue(part.Name);
            json.WriteStringValue(part.Value);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteDifferences("because", Because);
    });

    /// <summary>Reads it; null for what is none, or holds a part that is not known here.</summary>
    public static LastKey? Read(ReadOnlyMemory<byte> bytes) => CacheJson.Read(bytes, static root =>
    {
        var parts = root.Items("parts").Select(ReadPart).ToList();
        return root.Time("at") is { } at && root.Text("inputs") is { } inputs && parts.TrueForAll(static part => part is not null)
            ? new LastKey { At = at, Inputs = inputs, Parts = [.. parts.Select(static part => part!.Value)], Because = root.Differences("because") }
            : null;
    });

    private static KeyPart? ReadPart(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Array || element.GetArrayLength() != 3)
        {
            return null;
        }

        var words = element.EnumerateArray().Select(static word => word.ValueKind == JsonValueKind.String ? word.GetString() : null).ToList();
        return KeyDifferenceJson.Kind(words[0]) is { } kind && words[1] is { } name && words[2] is { } value ? new KeyPart(kind, name, value) : null;
    }
}
