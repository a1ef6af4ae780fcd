using System.Text.Json;

namespace Unfazed.Validators.Tools.Reading;

/// <summary>
/// Names in a JSON document that no text can hold: half of a surrogate pair, escaped. JSON allows it, and the platform throws wherever a document with such a
/// name is asked for another one.
/// </summary>
internal static class JsonPropertyNames
{
    /// <summary>What is wrong with such a document.</summary>
    public const string HalfPair = "a name in the JSON document has half of a surrogate pair, which is no text";

    private static readonly JsonReaderOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 64 };

    /// <summary>What is wrong with the names of a valid document, or null.</summary>
    /// <param name="text">The document or a part of it, UTF-8.</param>
    public static string? Flaw(ReadOnlySpan<byte> text)
    {
        if (text.IndexOf("\\ud"u8) < 0 && text.IndexOf("\\uD"u8) < 0)
        {
            return null;
        }

        var reader = new Utf8JsonReader(text, Options);
        try
        {
            while (reader.Read())
            {
                if (reader is { TokenType: JsonTokenType.PropertyName, ValueIsEscaped: true })
                {
                    _ = reader.GetString();
                }
            }

            return null;
        }
        catch (InvalidOperationException)
        {
            return HalfPair;
        }
    }
}
