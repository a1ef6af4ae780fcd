using System.Globalization;
using System.Text;

namespace Unfazed.Core.Redaction.Decoding;

/// <summary>
/// Reads one escape of the usual notations: percent encoding (RFC 3986), character references of HTML, and backslashes as JSON,
/// Python, C and shells write them. Text and result hold one byte of UTF-8 in each character.
/// </summary>
internal static class EscapeSequence
{
    /// <summary>The most bytes that one escape stands for: a pair of characters of HTML.</summary>
    public const int MaxDecoded = 8;

    /// <summary>The result of a read when more text decides.</summary>
    public const int Incomplete = -1;

    private const int MaxReference = 12;
    private const int MaxScalarDigits = 6;

    /// <summary>Reads the escape with which a text begins.</summary>
    /// <param name="text">The text; it is not empty.</param>
    /// <param name="decoded">Takes what it stands for, at least <see cref="MaxDecoded"/> characters.</param>
    /// <param name="written">How many characters it stands for.</param>
    /// <returns>Its length, 0 when there is none, or <see cref="Incomplete"/>.</returns>
    public static int Read(ReadOnlySpan<char> text, Span<char> decoded, out int written)
    {
        written = 0;
        return text[0] switch
        {
            '%' => Percent(text, decoded, ref written),
            '&' => Reference(text, decoded, ref written),
            '\\' => Backslash(text, decoded, ref written),
            '\'' or '"' => Quote(text, decoded, ref written),
            _ => 0,
        };
    }

    private static int Percent(ReadOnlySpan<char> text, Span<char> decoded, ref int written) =>
        text.Length > 1 && text[1] is 'u' or 'U' ? Scalar(text, 2, 4, decoded, ref written) : Byte(text, 1, decoded, ref written);

    private static int Backslash(ReadOnlySpan<char> text, Span<char> decoded, ref int written)
    {
        if (text.Length == 1)
        {
            return Incomplete;
        }

        switch (text[1])
        {
            case 'x':
                return Byte(text, 2, decoded, ref written);
            case 'u' when text.Length > 2 && text[2] == '{':
                return Braced(text, decoded, ref written);
            case 'u':
                return Surrogates(text, decoded, ref written);
            case 'U':
                return Scalar(text, 2, 8, decoded, ref written);
            case >= '0' and <= '7':
                return Octal(text, decoded, ref written);
            case '\n':
                return 2;
            case var letter when Control(letter) is { } control:
                decoded[written++] = control;
                return 2;
            case var sign when sign < 0x80 && !char.IsAsciiLetterOrDigit(sign) && !char.IsControl(sign):
                decoded[written++] = sign;
                return 2;
            default:
                return 0;
        }
    }

    private static char? Control(char letter) => letter switch
    {
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'b' => '\b',
        'f' => '\f',
        'v' => '\v',
        'a' => '\a',
        'e' => '\e',
        _ => null,
    };

    private static int Byte(ReadOnlySpan<char> text, int from, Span<char> decoded, ref int written)
    {
        var digits = Digits(text, from, 2, char.IsAsciiHexDigit);
        if (digits < 2)
        {
            return Missing(text, from + digits);
        }

        decoded[written++] = (char)Number(text.Slice(from, 2), NumberStyles.AllowHexSpecifier);
        return from + 2;
    }

    private static int Octal(ReadOnlySpan<char> text, Span<char> decoded, ref int written)
    {
        var digits = Digits(text, 1, 3, static digit => digit is >= '0' and <= '7');
        if (digits < 3 || text[1] > '3')
        {
            return digits < 3 ? Missing(text, 1 + digits) : 0;
        }

        decoded[written++] = (char)(((text[1] - '0') << 6) | ((text[2] - '0') << 3) | (text[3] - '0'));
        return 4;
    }

    private static int Scalar(ReadOnlySpan<char> text, int from, int count, Span<char> decoded, ref int written)
    {
        var digits = Digits(text, from, count, char.IsAsciiHexDigit);
        return digits < count ? Missing(text, from + digits)
            : Append(Number(text.Slice(from, count), NumberStyles.AllowHexSpecifier), decoded, ref written) ? from + count : 0;
    }

    // JSON writes what is beyond 16 bits as two halves (RFC 8259, 7).
    private static int Surrogates(ReadOnlySpan<char> text, Span<char> decoded, ref int written)
    {
        var digits = Digits(text, 2, 4, char.IsAsciiHexDigit);
        if (digits < 4)
        {
            return Missing(text, 2 + digits);
        }

        var high = (char)Number(text.Slice(2, 4), NumberStyles.AllowHexSpecifier);
        if (!char.IsHighSurrogate(high))
        {
            return Append(high, decoded, ref written) ? 6 : 0;
        }

        var rest = text[6..];
        if (rest.Length < 2 ? !@"\u".AsSpan().StartsWith(rest, StringComparison.Ordinal) : !rest.StartsWith(@"\u", StringComparison.Ordinal))
        {
            return 0;
        }

        var lowDigits = rest.Length < 2 ? 0 : Digits(rest, 2, 4, char.IsAsciiHexDigit);
        if (lowDigits < 4)
        {
            return Missing(text, Math.Min(text.Length, 8 + lowDigits));
        }

        var low = (char)Number(rest.Slice(2, 4), NumberStyles.AllowHexSpecifier);
        return char.IsLowSurrogate(low) && Append(char.ConvertToUtf32(high, low), decoded, ref written) ? 12 : 0;
    }

    private static int Braced(ReadOnlySpan<char> text, Span<char> decoded, ref int written)
    {
        var digits = Digits(text, 3, MaxScalarDigits, char.IsAsciiHexDigit);
        var end = 3 + digits;
        return end == text.Length ? Incomplete
            : digits > 0 && text[end] == '}' && Append(Number(text.Slice(3, digits), NumberStyles.AllowHexSpecifier), decoded, ref written) ? end + 1 : 0;
    }

    private static int Reference(ReadOnlySpan<char> text, Span<char> decoded, ref int written)
    {
        var limit = Math.Min(text.Length, MaxReference);
        var end = 1;
        while (end < limit && (char.IsAsciiLetterOrDigit(text[end]) || (end == 1 && text[end] == '#')))
        {
            end++;
        }

        if (end == text.Length && end < MaxReference)
        {
            return Incomplete;
        }

        return end > 2 && end < text.Length && text[end] == ';' && Referenced(text[1..end], decoded, ref written) ? end + 1 : 0;
    }

    private static bool Referenced(ReadOnlySpan<char> name, Span<char> decoded, ref int written)
    {
        if (name[0] != '#')
        {
            return NamedCharacters.Of(name) is { } character && Append(character, decoded, ref written);
        }

        var isHex = name[1] is 'x' or 'X';
        var digits = name[(isHex ? 2 : 1)..];
        return digits.Length > 0 && int.TryParse(digits, isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            && Append(value, decoded, ref written);
    }

    // A quote inside quotes: doubled (SQL, YAML, CSV, PowerShell), or by the end of one string and the beginning of the next (sh).
    private static int Quote(ReadOnlySpan<char> text, Span<char> decoded, ref int written)
    {
        ReadOnlySpan<string> forms = text[0] == '\'' ? ["'\\''", "'\"'\"'", "''"] : ["\"\""];
        foreach (var form in forms)
        {
            if (text.StartsWith(form, StringComparison.Ordinal))
            {
                decoded[written++] = text[0];
                return form.Length;
            }
        }

        foreach (var form in forms)
        {
            if (form.AsSpan().StartsWith(text, StringComparison.Ordinal))
            {
                return Incomplete;
            }
        }

        return 0;
    }

    private static int Digits(ReadOnlySpan<char> text, int from, int most, Func<char, bool> isDigit)
    {
        var count = 0;
        while (count < most && from + count < text.Length && isDigit(text[from + count]))
        {
            count++;
        }

        return count;
    }

    private static int Missing(ReadOnlySpan<char> text, int end) => end >= text.Length ? Incomplete : 0;

    private static int Number(ReadOnlySpan<char> digits, NumberStyles style) =>
        int.TryParse(digits, style, CultureInfo.InvariantCulture, out var value) ? value : -1;

    private static bool Append(int value, Span<char> decoded, ref int written)
    {
        if (!Rune.IsValid(value))
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[4];
        var length = new Rune(value).EncodeToUtf8(bytes);
        written += Encoding.Latin1.GetChars(bytes[..length], decoded[written..]);
        return true;
    }
}
