using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Unfazed.Core.Configuration.Syntax;

namespace Unfazed.Core.Tests.Configuration.Schema;

/// <summary>As much of JSON schema (draft 2020-12, and draft 7 of SARIF's) as these schemas use; a keyword that it does not know fails the test.</summary>
internal sealed class SchemaValidator
{
    private static readonly HashSet<string> Notes = ["$schema", "$id", "title", "description", "default", "definitions"];

    private readonly JsonElement _root;

    private SchemaValidator(JsonElement root) => _root = root;

    public static bool IsValid(JsonElement schema, JsonNode? value) => new SchemaValidator(schema).Fits(schema, value);

    /// <summary>What an editor makes of a file: plain scalars by YAML 1.2's core schema.</summary>
    public static JsonNode? ToJson(ConfigNode? node) => node switch
    {
        null => new JsonObject(),
        SequenceNode sequence => new JsonArray([.. sequence.Items.Select(ToJson)]),
        MappingNode mapping => new JsonObject(mapping.Entries.Select(entry => KeyValuePair.Create(entry.Key, ToJson(entry.Value)))),
        ScalarNode { IsNull: true } => null,
        ScalarNode { IsPlain: true } plain => Plain(plain.Text),
        ScalarNode scalar => JsonValue.Create(scalar.Text),
        _ => throw new NotSupportedException(),
    };

    private bool Fits(JsonElement schema, JsonNode? value) =>
        schema.ValueKind == JsonValueKind.True || schema.EnumerateObject().All(keyword => Holds(schema, keyword, value));

    private bool Holds(JsonElement schema, JsonProperty keyword, JsonNode? value) => keyword.Name switch
    {
        "type" => keyword.Value.ValueKind == JsonValueKind.Array
            ? keyword.Value.EnumerateArray().Any(type => IsOfType(type.GetString()!, value))
            : IsOfType(keyword.Value.GetString()!, value),
        "properties" => value is not JsonObject mapping
            || keyword.Value.EnumerateObject().All(property => !mapping.ContainsKey(property.Name) || Fits(property.Value, mapping[property.Name])),
        "additionalProperties" => value is not JsonObject mapping
            || mapping.Where(pair => !Property(schema, pair.Key)).All(pair => keyword.Value.ValueKind != JsonValueKind.False && Fits(keyword.Value, pair.Value)),
        "propertyNames" => value is not JsonObject mapping || mapping.All(pair => Fits(keyword.Value, JsonValue.Create(pair.Key))),
        "items" => value is not JsonArray list || list.All(item => Fits(keyword.Value, item)),
        "anyOf" => keyword.Value.EnumerateArray().Any(branch => Fits(branch, value)),
        "enum" => keyword.Value.EnumerateArray().Any(choice => Same(choice, value)),
        "const" => Same(keyword.Value, value),
        "pattern" => Text(value) is not { } text || Regex.IsMatch(text, keyword.Value.GetString()!, RegexOptions.None, TimeSpan.FromSeconds(60)),
        "$ref" => Fits(Definition(keyword.Value.GetString()!), value),
        "required" => value is not JsonObject mapping || keyword.Value.EnumerateArray().All(name => mapping.ContainsKey(name.GetString()!)),
        "oneOf" => keyword.Value.EnumerateArray().Count(branch => Fits(branch, value)) == 1,
        "uniqueItems" => !keyword.Value.GetBoolean() || value is not JsonArray list || list.DistinctBy(static item => item?.ToJsonString()).Count() == list.Count,
        "format" => Text(value) is not { } text || HasFormat(keyword.Value.GetString()!, text),
        "minLength" => Text(value) is not { } text || text.Length >= keyword.Value.GetInt32(),
        "minItems" => value is not JsonArray list || list.Count >= keyword.Value.GetInt32(),
        "minProperties" => value is not JsonObject mapping || mapping.Count >= keyword.Value.GetInt32(),
        "minimum" => Number(value) is not { } number || number >= keyword.Value.GetDouble(),
        "maximum" => Number(value) is not { } number || number <= keyword.Value.GetDouble(),
        "exclusiveMinimum" => Number(value) is not { } number || number > keyword.Value.GetDouble(),
        var name => Notes.Contains(name) ? true : throw new NotSupportedException(name),
    };

    private JsonElement Definition(string reference) => _root.GetProperty("definitions").GetProperty(reference["#/definitions/".Length..]);

    private static bool HasFormat(string format, string text) => format switch
    {
        "date-time" => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out _),
        "uri" => Regex.IsMatch(text, @"^[a-z][a-z0-9+.-]*:", RegexOptions.None, TimeSpan.FromSeconds(60)) && HasFormat("uri-reference", text),

        // The characters of RFC 3986; .NET's own judgement depends on which characters the bytes behind % would be.
        "uri-reference" => Regex.IsMatch(text, @"^(?:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*$", RegexOptions.None, TimeSpan.FromSeconds(60)),
        _ => throw new NotSupportedException(format),
    };

    private static bool Property(JsonElement schema, string name) =>
        schema.TryGetProperty("properties", out var properties) && properties.TryGetProperty(name, out _);

    private static bool IsOfType(string type, JsonNode? value) => type switch
    {
        "object" => value is JsonObject,
        "array" => value is JsonArray,
        "string" => Text(value) is not null,
        "number" => Number(value) is not null,
        "integer" => Number(value) is { } number && Math.Floor(number) == number,
        "boolean" => value?.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
        _ => throw new NotSupportedException(type),
    };

    private static bool Same(JsonElement choice, JsonNode? value) => JsonNode.DeepEquals(JsonNode.Parse(choice.GetRawText()), value);

    private static string? Text(JsonNode? value) => value?.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    private static double? Number(JsonNode? value) =>
        value?.GetValueKind() == JsonValueKind.Number ? double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture) : null;

    private static JsonValue Plain(string text) => text switch
    {
        "true" or "True" or "TRUE" => JsonValue.Create(true),
        "false" or "False" or "FALSE" => JsonValue.Create(false),
        _ when long.TryParse(text, CultureInfo.InvariantCulture, out var whole) => JsonValue.Create(whole),
        _ when char.IsAsciiDigit(text[0]) && double.TryParse(text, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        _ => JsonValue.Create(text),
    };
}
