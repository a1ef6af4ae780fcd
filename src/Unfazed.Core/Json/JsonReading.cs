using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Unfazed.Core.Json;

/// <summary>Reads values of our model from JSON that we, or another version of us, wrote: what is missing or of another kind is null.</summary>
internal static class JsonReading
{
    public static string? Text(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public static int? Number(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : null;

    public static long? LongNumber(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : null;

    public static bool? Truth(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : null;

    /// <summary>Milliseconds as a duration; null when they are missing, negative or beyond a year.</summary>
    public static TimeSpan? Milliseconds(this JsonElement element, string name) =>
        element.LongNumber(name) is >= 0 and <= 366L * 24 * 3600 * 1000 and var number ? TimeSpan.FromMilliseconds(number) : null;

    public static DateTimeOffset? Time(this JsonElement element, string name) =>
        DateTimeOffset.TryParse(element.Text(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;

    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [];

    public static ImmutableArray<string> Texts(this JsonElement element, string name) =>
        [.. element.Items(name).Where(static item => item.ValueKind == JsonValueKind.String).Select(static item => item.GetString()!)];

    /// <summary>The object at <c>details</c>.</summary>
    public static ImmutableSortedDictionary<string, DetailValue> Details(this JsonElement element)
    {
        var details = Observation.NoDetails.ToBuilder();
        if (element.TryGetProperty("details", out var value) && value.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in value.EnumerateObject())
            {
                if (Detail(property.Value) is { } detail)
                {
                    details[property.Name] = detail;
                }
            }
        }

        return details.ToImmutable();
    }

    private static DetailValue? Detail(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number when value.TryGetInt64(out var number) => number,
        JsonValueKind.Number when value.TryGetDouble(out var number) => number,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Array => value.EnumerateArray().Where(static item => item.ValueKind == JsonValueKind.String).Select(static item => item.GetString()!).ToImmutableArray(),
        _ => null,
    };
}
