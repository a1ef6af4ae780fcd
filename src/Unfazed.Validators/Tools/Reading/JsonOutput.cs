using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Unfazed.Core.Processes;

namespace Unfazed.Validators.Tools.Reading;

/// <summary>A JSON document that a tool wrote, and values in it that may be of any kind.</summary>
internal static class JsonOutput
{
    private const int MaxLength = 64 * 1024 * 1024;

    /// <summary>Reads a captured stream.</summary>
    /// <param name="captured">The stream.</param>
    /// <param name="flaw">Why there is no document; null when there is one.</param>
    /// <returns>The document, to be disposed; null when it is not whole or no JSON.</returns>
    public static JsonDocument? Parse(CapturedOutput captured, out string? flaw)
    {
        var bytes = Bytes(captured, out flaw);
        return flaw is null ? Parse(bytes, out flaw) : null;
    }

    /// <summary>Reads a captured stream from its first line that begins with a bracket: what stands before it is no part of the document.</summary>
    public static JsonDocument? ParseFromFirstBracket(CapturedOutput captured, out string? flaw)
    {
        var bytes = Bytes(captured, out flaw);
        if (flaw is not null)
        {
            return null;
        }

        for (var rest = bytes; ; rest = rest[(rest.Span.IndexOf((byte)'\n') + 1)..])
        {
            if (rest.Span is [(byte)'{' or (byte)'[', ..])
            {
                return Parse(rest, out flaw);
            }

            if (rest.Span.IndexOf((byte)'\n') < 0)
            {
                return Parse(bytes, out flaw);
            }
        }
    }

    /// <summary>Reads bytes: UTF-8, with or without a byte order mark, or UTF-16 with one.</summary>
    public static JsonDocument? Parse(ReadOnlyMemory<byte> bytes, out string? flaw)
    {
        var text = ToUtf8(bytes);
        try
        {
            var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 64 });
            flaw = JsonPropertyNames.Flaw(text.Span);
            if (flaw is null)
            {
                return document;
            }

            document.Dispose();
            return null;
        }
        catch (JsonException problem)
        {
            flaw = JsonFlaw.Of(problem, text.Span);
            return null;
        }
    }

    /// <summary>A member of an object; an element of kind <see cref="JsonValueKind.Undefined"/> where there is none.</summary>
    public static JsonElement Get(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    /// <summary>A string member; null where there is none.</summary>
    public static string? Text(this JsonElement element, string name) => element.Get(name).Text();

    /// <summary>A string; null for any other kind. Half of a surrogate pair, which JSON can hold and no text can, is left as it is escaped.</summary>
    public static string? Text(this JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            return element.GetRawText().Trim('"');
        }
    }

    /// <summary>A whole number of at least <paramref name="minimum"/>; null for anything else.</summary>
    public static int? Number(this JsonElement element, string name, int minimum) =>
        element.Get(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var value) && value >= minimum ? value : null;

    /// <summary>A whole number that counts from 0, made one that counts from 1; null for anything else.</summary>
    public static int? NumberFromZero(this JsonElement element, string name) => element.Number(name, 0) is { } number and < int.MaxValue ? number + 1 : null;

    /// <summary>The elements of an array member; nothing for any other kind.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.Get(name) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];

    private static ReadOnlyMemory<byte> Bytes(CapturedOutput captured, out string? flaw)
    {
        flaw = !captured.IsWhole ? "the document is not whole" : captured.TotalBytes > MaxLength ? "the document is longer than 64 MiB" : null;
        if (flaw is not null || captured.Head.Length == captured.TotalBytes)
        {
            return captured.Head;
        }

        var bytes = new byte[captured.TotalBytes];
        using var stream = captured.Open();
        return bytes.AsMemory(0, stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
    }

    private static ReadOnlyMemory<byte> ToUtf8(ReadOnlyMemory<byte> bytes)
    {
        var span = bytes.Span;
        return span switch
        {
            [0xEF, 0xBB, 0xBF, ..] => ToUtf8(bytes[3..]),
            [0xFF, 0xFE, ..] => Encoding.Convert(Encoding.Unicode, Encoding.UTF8, bytes[2..].ToArray()),
            [0xFE, 0xFF, ..] => Encoding.Convert(Encoding.BigEndianUnicode, Encoding.UTF8, bytes[2..].ToArray()),
            _ when Utf8.IsValid(span) => bytes,

            // The reader of JSON accepts such bytes in strings and throws when they are asked for.
            _ => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(span)),
        };
    }
}
