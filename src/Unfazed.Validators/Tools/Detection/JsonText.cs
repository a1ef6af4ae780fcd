using System.Text;
using System.Text.Json;
using Unfazed.Validators.Tools.Reading;

namespace Unfazed.Validators.Tools.Detection;

/// <summary>JSON that people write by hand: comments and trailing commas are allowed.</summary>
internal static class JsonText
{
    private static readonly JsonDocumentOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 64 };

    /// <summary>The document, to be disposed; null where there is none.</summary>
    public static JsonDocument? Parse(string? text)
    {
        try
        {
            return text is null || JsonPropertyNames.Flaw(Encoding.UTF8.GetBytes(text)) is not null ? null : JsonDocument.Parse(text, Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
