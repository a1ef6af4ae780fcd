namespace Unfazed.Core.Redaction;

/// <summary>The secrets that variables hold.</summary>
internal static class SecretVariables
{
    /// <summary>All of them, each once. What holds several lines gives its lines as well, for tools print by the line; what holds other secrets gives those.</summary>
    public static IEnumerable<string> In(IEnumerable<KeyValuePair<string, string?>> variables) =>
        variables.SelectMany(static pair => string.IsNullOrEmpty(pair.Value) ? [] : In(pair.Key, pair.Value)).Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> In(string name, string text)
    {
        var value = text.Trim();
        IEnumerable<string> found = SecretValue.Fits(value, SecretName.OfVariable(name)) ? [value, .. Lines(value)] : [];
        return found.Concat(EmbeddedSecrets.In(name, value));
    }

    // Words of a document (BEGIN PRIVATE KEY, "type": "service_account") are no secrets, its lines of noise are.
    private static IEnumerable<string> Lines(string value) => value.Contains('\n', StringComparison.Ordinal)
        ? value.Split('\n', StringSplitOptions.TrimEntries).Where(static line => SecretValue.LooksRandom(line))
        : [];
}
