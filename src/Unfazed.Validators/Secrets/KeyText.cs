using System.Buffers;
using System.Text;

namespace Unfazed.Validators.Secrets;

/// <summary>What stands between the lines of a key in the text of a program or of a file of settings.</summary>
internal static class KeyText
{
    private const int MaxGap = 200;
    private const int MaxReference = 8;

    private static readonly SearchValues<byte> Decoration = SearchValues.Create(" \t\r\n\"'`,()|>*#;."u8);
    private static readonly (byte[] Escape, byte Value)[] EscapedDigits =
    [
        ("\\/"u8.ToArray(), (byte)'/'), ("\\u002b"u8.ToArray(), (byte)'+'), ("\\u002f"u8.ToArray(), (byte)'/'), ("\\u003d"u8.ToArray(), (byte)'='),
        ("%2b"u8.ToArray(), (byte)'+'), ("%2f"u8.ToArray(), (byte)'/'), ("%3d"u8.ToArray(), (byte)'='), ("&#43;"u8.ToArray(), (byte)'+'), ("&#x2b;"u8.ToArray(), (byte)'+'),
    ];

    private static readonly SearchValues<byte> EndsLine = SearchValues.Create("\n\\%"u8);

    /// <summary>Behind the rest of the first line: a further word, and dashes.</summary>
    public static int BehindMarker(ReadOnlySpan<byte> text)
    {
        var at = text.StartsWith(" BLOCK"u8) ? " BLOCK".Length : 0;
        while (at < text.Length && text[at] is (byte)'-' or (byte)' ')
        {
            at++;
        }

        // PuTTY: the version and the kind of key.
        return text[at..] is [>= (byte)'1' and <= (byte)'9', (byte)':', ..] ? EndOfLine(text, at) : at;
    }

    /// <summary>The place of the next line feed, escaped or not.</summary>
    public static int EndOfLine(ReadOnlySpan<byte> text, int at) => text[at..].IndexOfAny(EndsLine) is >= 0 and var length ? at + length : text.Length;

    /// <summary>Behind white space, quotes, signs of comments and additions, and escapes.</summary>
    public static int BehindSeparators(ReadOnlySpan<byte> text, int from)
    {
        var at = from;
        while (at < text.Length && at - from < MaxGap && EscapedDigit(text[at..]) is null && Separator(text[at..]) is > 0 and var length)
        {
            at += length;
        }

        return Math.Min(at, text.Length);
    }

    /// <summary>A digit of base64 as JSON, addresses or HTML may escape it, at the beginning of a text.</summary>
    public static (byte Value, int Length)? EscapedDigit(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || text[0] is not ((byte)'\\' or (byte)'%' or (byte)'&'))
        {
            return null;
        }

        var start = text[..Math.Min(text.Length, MaxReference)];
        foreach (var (escape, value) in EscapedDigits)
        {
            if (start.Length >= escape.Length && Ascii.EqualsIgnoreCase(start[..escape.Length], escape))
            {
                return (value, escape.Length);
            }
        }

        return null;
    }

    private static int Separator(ReadOnlySpan<byte> text) => text[0] switch
    {
        var sign when Decoration.Contains(sign) => 1,
        (byte)'\\' => Escape(text),
        (byte)'%' => HexDigits(text[1..], 2) ? 3 : 0,
        (byte)'&' => text[..Math.Min(text.Length, MaxReference)].IndexOf((byte)';') + 1,
        (byte)'<' => text.StartsWith("<br"u8) ? text.IndexOf((byte)'>') + 1 : 0,

        // As digits of base64 they stand beside others.
        (byte)'+' => text.Length == 1 || Decoration.Contains(text[1]) ? 1 : 0,
        (byte)'/' => text is [_, (byte)'/', (byte)' ', ..] ? 2 : 0,
        _ => 0,
    };

    private static int Escape(ReadOnlySpan<byte> text)
    {
        var count = text.IndexOfAnyExcept((byte)'\\') is > 0 and var other ? other : text.Length;
        var rest = text[count..];
        return count + rest switch
        {
            [(byte)'n' or (byte)'r' or (byte)'t', ..] => 1,
            [(byte)'u', ..] when HexDigits(rest[1..], 4) => 5,
            [(byte)'x', ..] when HexDigits(rest[1..], 2) => 3,
            _ => 0,
        };
    }

    private static bool HexDigits(ReadOnlySpan<byte> text, int count) => text.Length >= count && text[..count].IndexOfAnyExcept(TokenText.AnyHex) < 0;
}
