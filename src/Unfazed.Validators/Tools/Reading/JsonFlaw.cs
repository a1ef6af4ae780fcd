using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Unfazed.Validators.Tools.Reading;

/// <summary>Why a text is no JSON document, in people's words.</summary>
internal static class JsonFlaw
{
    private const int LongestBeginning = 120;

    /// <summary>Says what was there instead.</summary>
    /// <param name="problem">What the reader of JSON met.</param>
    /// <param name="bytes">The text, UTF-8.</param>
    public static string Of(JsonException problem, ReadOnlySpan<byte> bytes)
    {
        var text = bytes.Trim(" \t\r\n"u8);
        if (text.IsEmpty)
        {
            return "it printed nothing where JSON was due";
        }

        if (text[0] is not ((byte)'{' or (byte)'['))
        {
            var line = text[..(text.IndexOfAny((byte)'\n', (byte)'\r') is var end and >= 0 ? end : text.Length)];
            return $"it printed \"{OutputTail.Shorten(Encoding.UTF8.GetString(line[..Math.Min(line.Length, LongestBeginning)]), LongestBeginning - 1)}\" where JSON was due";
        }

        return AtEnd(problem, bytes) ? "the JSON document breaks off before its end" : At(problem);
    }

    /// <summary>Where it is broken.</summary>
    public static string At(JsonException problem) => problem.LineNumber is { } line
        ? string.Create(CultureInfo.InvariantCulture, $"the JSON document is broken at line {line + 1}, column {problem.BytePositionInLine + 1}")
        : problem.Message;

    private static bool AtEnd(JsonException problem, ReadOnlySpan<byte> bytes)
    {
        var rest = bytes;
        for (var line = problem.LineNumber ?? 0; line > 0; line--)
        {
            rest = rest[(rest.IndexOf((byte)'\n') + 1)..];
        }

        return problem.BytePositionInLine is { } position && (position >= rest.Length || rest[(int)position..].Trim(" \t\r\n"u8).IsEmpty);
    }
}
