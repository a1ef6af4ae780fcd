using System.Text;

namespace Unfazed.Validators.TextFiles;

/// <summary>Tells text from other content, and brings UTF-16 and UTF-32 to UTF-8.</summary>
internal static class TextEncoding
{
    /// <summary>How much of a file is looked at to see whether it is text: as git does it.</summary>
    public const int ProbeLength = 8 * 1024;

    private static readonly UTF32Encoding BigEndianUtf32 = new(bigEndian: true, byteOrderMark: true);

    /// <summary>The UTF-8 byte order mark.</summary>
    public static ReadOnlySpan<byte> Utf8Mark => [0xEF, 0xBB, 0xBF];

    /// <summary>The encoding that a byte order mark other than UTF-8's announces, or null.</summary>
    public static Encoding? Announced(ReadOnlySpan<byte> start) => start switch
    {
        // The mark of UTF-32 begins with that of UTF-16.
        [0xFF, 0xFE, 0, 0, ..] => Encoding.UTF32,
        [0, 0, 0xFE, 0xFF, ..] => BigEndianUtf32,
        [0xFF, 0xFE, ..] => Encoding.Unicode,
        [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode,
        _ => null,
    };

    /// <summary>Whether the beginning of a file without such a mark is text: no NUL in its first 8 KiB, and no PDF (which may come without one).</summary>
    public static bool IsText(ReadOnlySpan<byte> start) =>
        !start[..Math.Min(start.Length, ProbeLength)].Contains((byte)0) && !start.StartsWith("%PDF-"u8);

    /// <summary>The text in UTF-8, without its mark.</summary>
    public static byte[] ToUtf8(ReadOnlySpan<byte> content, Encoding encoding) =>
        Encoding.UTF8.GetBytes(encoding.GetString(content[encoding.Preamble.Length..]));

    /// <summary>The content without UTF-8's mark.</summary>
    public static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> content) => content.StartsWith(Utf8Mark) ? content[Utf8Mark.Length..] : content;
}
