using System.Text.Json;

namespace Unfazed.Core.Redaction;

/// <summary>The secrets that variables hold.</summary>
internal static class SecretVariables
{
    private const int DeepestJson = 8;

    /// <summary>All of them, each once. Keys that hold several lines, or JSON, give their parts as well: tools print them by the line.</summary>
    public static IEnumerable<string> In(IEnumerable<KeyValuePair<string, string?>> variables) =>
        variables.SelectMany(static pair => string.IsNullOrEmpty(pair.Value) ? [] : In(pair.Key, pair.Value)).Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> In(string name, string text)
    {
        var value = text.Trim();
        var promise = SecretName.Of(name);
        IEnumerable<string> found = SecretValue.Fits(value, promise) ? [value, .. Lines(value), .. InJson(value)] : [];
        return found.Concat(InAddress(value));
    }

    // Words of a document (BEGIN PRIVATE KEY, "type": "service_account") are no secrets, its lines of noise are.
    private static IEnumerable<string> Lines(string value) => value.Contains('\n', StringComparison.Ordinal)
        ? value.Split('\n', StringSplitOptions.TrimEntries).Where(static line => SecretValue.LooksRandom(line))
        : [];

    private static IEnumerable<string> InJson(string value)
    {
        if (value[0] is not '{')
        {
            return [];
        }

        try
        {
            using var document = JsonDocument.Parse(value, new JsonDocumentOptions { MaxDepth = DeepestJson });
            return [.. In(document.RootElement)];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static IEnumerable<string> In(JsonElement element) => element.ValueKind != JsonValueKind.Object
        ? []
        : element.EnumerateObject().SelectMany(static property => property.Value.ValueKind == JsonValueKind.String
            ? In([new(property.Name, property.Value.GetString())])
            : In(property.Value));

    // https://user:password@host, whatever the variable is called (RFC 3986, 3.2.1).
    private static IEnumerable<string> InAddress(string value)
    {
        if (value.IndexOf("://", StringComparison.Ordinal) is not (> 0 and var scheme))
        {
            return [];
        }

        var rest = value[(scheme + 3)..];
        var authority = rest[..(rest.IndexOfAny(['/', '?', '#']) is >= 0 and var end ? end : rest.Length)];
        if (authority.LastIndexOf('@') is not (> 0 and var sign))
        {
            return [];
        }

        var user = authority[..sign];
        var colon = user.IndexOf(':', StringComparison.Ordinal);
        string[] candidates = colon < 0 ? [user] : [user[(colon + 1)..], Uri.UnescapeDataString(user[(colon + 1)..])];
        var promise = colon < 0 ? SecretPromise.Weak : SecretPromise.Strong;
        return candidates.Where(candidate => SecretValue.Fits(candidate, promise));
    }
}
