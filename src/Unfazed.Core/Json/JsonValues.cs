using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Unfazed.Core.Json;

/// <summary>How values of our model stand in JSON.</summary>
internal static class JsonValues
{
    public static void WriteTexts(this Utf8JsonWriter json, string name, ImmutableArray<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    public static void WriteMilliseconds(this Utf8JsonWriter json, string name, TimeSpan duration) =>
        json.WriteNumber(name, (long)duration.TotalMilliseconds);

    public static void WriteTime(this Utf8JsonWriter json, string name, DateTimeOffset? time) =>
        json.WriteString(name, time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));

    public static void WriteNumberOrNull(this Utf8JsonWriter json, string name, int? number)
    {
        if (number is { } value)
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    public static void WriteDetails(this Utf8JsonWriter json, ImmutableSortedDictionary<string, DetailValue> details)
    {
        json.WriteStartObject("details");
        foreach (var (name, detail) in details)
        {
            WriteDetail(json, name, detail.Value);
        }

        json.WriteEndObject();
    }

    private static void WriteDetail(Utf8JsonWriter json, string name, object? value)
    {
        switch (value)
        {
            case string text:
                json.WriteString(name, text);
                break;
            case long number:
                json.WriteNumber(name, number);
                break;
            case double number when double.IsFinite(number):
                json.WriteNumber(name, number);
                break;
            case bool truth:
                json.WriteBoolean(name, truth);
                break;
            case ImmutableArray<string> texts:
                json.WriteTexts(name, texts);
                break;
            default:
                // JSON (RFC 8259) has no NaN and no infinity.
                json.WriteNull(name);
                break;
        }
    }
}
