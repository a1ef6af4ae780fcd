using System.Collections.Immutable;
using System.Text.Json;
using Unfazed.Core.Json;

namespace Unfazed.Core.Caching;

/// <summary>Differences of keys as JSON, the same in the cache and for <c>unfazed why --format json</c>.</summary>
internal static class KeyDifferenceJson
{
    public static void WriteDifferences(this Utf8JsonWriter json, string name, ImmutableArray<KeyDifference> differences)
    {
        json.WriteStartArray(name);
        foreach (var difference in differences)
        {
            json.WriteStartObject();
            json.WriteString("part", difference.Kind.WireName());
            json.WriteString("name", difference.Name);
            json.WriteString("change", Name(difference.Change));
            json.WriteString("before", difference.Before);
            json.WriteString("after", difference.After);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>The differences of an object; one of a kind that is not known here is left out.</summary>
    public static ImmutableArray<KeyDifference> Differences(this JsonElement element, string name) =>
        [.. element.Items(name).Where(static item => item.ValueKind == JsonValueKind.Object).Select(Read).OfType<KeyDifference>()];

    /// <summary>The kind of this name, or null.</summary>
    public static KeyPartKind? Kind(string? name)
    {
        foreach (var kind in Enum.GetValues<KeyPartKind>())
        {
            if (kind.WireName() == name)
            {
                return kind;
            }
        }

        return null;
    }

    private static KeyDifference? Read(JsonElement element) =>
        Kind(element.Text("part")) is { } kind && element.Text("name") is { } name && element.Value<PartChange>("change", Name) is { } change
            ? new KeyDifference(kind, name, change) { Before = element.Text("before"), After = element.Text("after") }
            : null;

    private static string Name(PartChange change) => change switch
    {
        PartChange.Added => "added",
        PartChange.Removed => "removed",
        PartChange.Changed => "changed",
        _ => throw new ArgumentOutOfRangeException(nameof(change), change, null),
    };
}
