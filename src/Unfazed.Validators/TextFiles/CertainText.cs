using System.Globalization;
using System.Text;

namespace Unfazed.Validators.TextFiles;

/// <summary>The content of a file that is certainly text, so that it may be written again.</summary>
/// <param name="Utf8">The text in UTF-8; with the mark of UTF-8 where the file has it.</param>
/// <param name="Encoding">The encoding that the file's mark names; null for UTF-8.</param>
internal sealed record CertainText(byte[] Utf8, Encoding? Encoding)
{
    /// <summary>Reads a file's content; null where there is any doubt.</summary>
    public static CertainText? Read(byte[] content) => TextEncoding.Announced(content) is { } encoding
        ? Decode(content, encoding)
        : TextEncoding.IsText(content) && TextProbe.Of(content) == TextCertainty.Text ? new CertainText(content, null) : null;

    /// <summary>The content of the file with this text in it.</summary>
    public byte[] Encode(byte[] utf8) => Encoding is null ? utf8 : [.. Encoding.Preamble, .. Encoding.GetBytes(System.Text.Encoding.UTF8.GetString(utf8))];

    // Two bytes are a weak sign: characters that nobody assigned, or not one line, make it data that happens to begin so.
    private static CertainText? Decode(byte[] content, Encoding encoding)
    {
        try
        {
            var strict = Encoding.GetEncoding(encoding.CodePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
            var text = strict.GetString(content.AsSpan(encoding.Preamble.Length));
            var utf8 = Encoding.UTF8.GetBytes(text);
            return text.AsSpan().ContainsAny('\r', '\n') && TextProbe.Of(utf8) == TextCertainty.Text && !text.EnumerateRunes().Any(IsUnassigned) ? new CertainText(utf8, encoding) : null;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static bool IsUnassigned(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse;
}
