using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Unfazed.Core;
using Unfazed.Core.Configuration;

namespace Unfazed.Integrations.Agents;

/// <summary>
/// Makes a tool's arguments of the configured mapping, and holds them against the tool's input schema (JSON Schema, draft 2020-12: types,
/// <c>required</c>, <c>enum</c>, lengths, <c>additionalProperties</c>) before anything is sent. What else a schema may say is the server's to check.
/// </summary>
internal static class ToolArguments
{
    private const int MostNamed = 12;

    /// <summary>The arguments, or what is wrong with them.</summary>
    /// <param name="mapping">Each argument's name, and its text with placeholders.</param>
    /// <param name="values">What stands for the placeholders.</param>
    /// <param name="schema">The tool's input schema.</param>
    public static (ImmutableDictionary<string, JsonElement> Arguments, string? Mistake) Make(
        ImmutableDictionary<string, string> mapping, IReadOnlyDictionary<string, string> values, JsonElement schema)
    {
        var properties = Member(schema, "properties");
        var arguments = ImmutableDictionary.CreateBuilder<string, JsonElement>(StringComparer.Ordinal);
        foreach (var (name, template) in mapping.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
        {
            var property = Member(properties, name);
            if (property.ValueKind == JsonValueKind.Undefined && Member(schema, "additionalProperties").ValueKind == JsonValueKind.False)
            {
                return (arguments.ToImmutable(), $"the tool takes no {Quoted(name)}, but {Names(properties)}: change agents.arguments");
            }

            var (argument, mistake) = Argument(AgentPlaceholders.Fill(template, values), property);
            if (mistake is not null)
            {
                return (arguments.ToImmutable(), $"the tool's {Quoted(name)} {mistake}: change agents.arguments");
            }

            arguments[name] = argument;
        }

        var missing = Texts(Member(schema, "required")).FirstOrDefault(required => !arguments.ContainsKey(required));
        return (arguments.ToImmutable(), missing is null ? null : $"the tool asks for {Quoted(missing)}, which agents.arguments does not give");
    }

    private static (JsonElement Value, string? Mistake) Argument(string text, JsonElement property)
    {
        var types = Types(property);
        var (value, fits) = types.Count == 0 || types.Contains("string", StringComparer.Ordinal) ? (Json(text), true) : Typed(text, types);
        return !fits ? (default, $"is {string.Join(" or ", types.Select(Quoted))}")
            : Member(property, "enum") is { ValueKind: JsonValueKind.Array } choices && !choices.EnumerateArray().Any(choice => Same(choice, value))
                ? (default, $"is one of {string.Join(", ", choices.EnumerateArray().Take(MostNamed).Select(static choice => Quoted(choice.ToString())))}, not {Quoted(text)}")
            : value.ValueKind == JsonValueKind.String ? (value, Length(text, property))
            : (value, null);
    }

    private static string? Length(string text, JsonElement property)
    {
        // In characters as the specification counts them: code points.
        var length = text.EnumerateRunes().Count();
        return Bound(property, "maxLength") < length ? string.Create(CultureInfo.InvariantCulture, $"takes at most {Bound(property, "maxLength")} characters, and this is {length}")
            : Bound(property, "minLength") > length ? string.Create(CultureInfo.InvariantCulture, $"takes at least {Bound(property, "minLength")} characters")
            : null;
    }

    private static (JsonElement Value, bool Fits) Typed(string text, List<string> types)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var value = document.RootElement.Clone();
            return (value, types.Exists(type => IsOf(value, type)));
        }
        catch (JsonException)
        {
            return (default, false);
        }
    }

    private static bool IsOf(JsonElement value, string type) => type switch
    {
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "number" => value.ValueKind == JsonValueKind.Number,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "null" => value.ValueKind == JsonValueKind.Null,
        _ => true,
    };

    private static bool Same(JsonElement choice, JsonElement value) => choice.ValueKind == value.ValueKind && JsonElement.DeepEquals(choice, value);

    private static List<string> Types(JsonElement property) => Member(property, "type") switch
    {
        { ValueKind: JsonValueKind.String } one => [one.GetString()!],
        var many => Texts(many),
    };

    private static List<string> Texts(JsonElement array) => array.ValueKind != JsonValueKind.Array
        ? []
        : [.. array.EnumerateArray().Where(static item => item.ValueKind == JsonValueKind.String).Select(static item => item.GetString()!)];

    private static long? Bound(JsonElement property, string name) =>
        Member(property, name) is { ValueKind: JsonValueKind.Number } bound && bound.TryGetInt64(out var value) ? value : null;

    private static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    private static JsonElement Json(string text)
    {
        using var document = JsonDocument.Parse($"\"{JsonEncodedText.Encode(text)}\"");
        return document.RootElement.Clone();
    }

    private static string Names(JsonElement properties) =>
        List(properties.ValueKind == JsonValueKind.Object ? [.. properties.EnumerateObject().Take(MostNamed).Select(static property => property.Name)] : []);

    /// <summary>The server's names, quoted, as many as a sentence bears.</summary>
    public static string List(ImmutableArray<string> names) => names.IsEmpty ? "nothing" : string.Join(", ", names.Take(MostNamed).Select(Quoted));

    // The server's words. They are cut where the whole sentence is, when secrets in it are covered.
    private static string Quoted(string text) => $"'{TerminalText.CleanLine(text)}'";
}
