namespace Unfazed.Validators.Hygiene.Syntax;

/// <summary>
/// Joins the lines of a double-quoted scalar that continues without indentation. The specification forbids that (YAML 1.2, 7.3.1) and the parser refuses
/// it, but libyaml, PyYAML, Psych and js-yaml read it, and so do their users.
/// </summary>
internal static class YamlContinuations
{
    /// <summary>Whether the parser refused a text for that.</summary>
    public static bool IsRefused(string message) => message.Contains("multi-line double-quoted scalar, found wrong indentation", StringComparison.Ordinal);

    /// <summary>The text with a space for each line break of the scalar, so that every index stays; null where other parsers refuse it too.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">The index of the opening quote.</param>
    public static string? Joined(string text, int start)
    {
        if (start >= text.Length || text[start] != '"')
        {
            return null;
        }

        for (var at = start + 1; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '\n' when IsDocumentMark(text.AsSpan(at + 1)):
                    return null;
                case '"':
                    return IsKey(text.AsSpan(at + 1)) ? null : string.Concat(text.AsSpan(0, start), text[start..at].Replace('\r', ' ').Replace('\n', ' '), text.AsSpan(at));
                case '\\' when at + 1 < text.Length && text[at + 1] is not ('\r' or '\n'):
                    at++;
                    break;
            }
        }

        return null;
    }

    // A key without "?" stands on one line.
    private static bool IsKey(ReadOnlySpan<char> rest) => rest.TrimStart(" \t").StartsWith(':');

    private static bool IsDocumentMark(ReadOnlySpan<char> line) =>
        (line.StartsWith("---", StringComparison.Ordinal) || line.StartsWith("...", StringComparison.Ordinal)) && (line.Length == 3 || char.IsWhiteSpace(line[3]));
}
