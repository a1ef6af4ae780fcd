using System.Buffers;

namespace Unfazed.Validators.Secrets;

/// <summary>The alphabets of tokens, and where a token begins and ends in a text.</summary>
internal static class TokenText
{
    /// <summary>The default limit of <see cref="Run(ReadOnlySpan{byte}, int, SearchValues{byte}, int)"/>: most tokens are shorter, and a longer text is not read again from each place where a token may begin.</summary>
    public const int MaxLength = 300;

    private const int MaxColorLength = 20;

    public static readonly SearchValues<byte> Alphanumeric = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"u8);
    public static readonly SearchValues<byte> Letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);
    public static readonly SearchValues<byte> LowerAlphanumeric = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789"u8);
    public static readonly SearchValues<byte> UpperAlphanumeric = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"u8);
    public static readonly SearchValues<byte> Word = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_"u8);
    public static readonly SearchValues<byte> UrlSafe = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"u8);
    public static readonly SearchValues<byte> Base32 = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"u8);
    public static readonly SearchValues<byte> Base64 = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/+="u8);
    public static readonly SearchValues<byte> Hex = SearchValues.Create("0123456789abcdef"u8);
    public static readonly SearchValues<byte> Digits = SearchValues.Create("0123456789"u8);

    /// <summary>What may stand between a member's name and its value in JSON.</summary>
    public static readonly SearchValues<byte> BetweenMembers = SearchValues.Create(" \t\r\n:\""u8);

    public static readonly SearchValues<byte> AnyHex = SearchValues.Create("0123456789abcdefABCDEF"u8);

    /// <summary>Whether no word continues at a place. The escapes of programs, addresses, mails and terminals end a word: <c>\n</c>, <c>\u003d</c>, <c>%3D</c>, <c>=3D</c>, a color.</summary>
    public static bool StartsAt(ReadOnlySpan<byte> text, int start)
    {
        if (start == 0 || !Word.Contains(text[start - 1]))
        {
            return true;
        }

        var before = text[..start];
        return before is [.., (byte)'\\', (byte)'n' or (byte)'r' or (byte)'t' or (byte)'b' or (byte)'f' or (byte)'v'] or [.., (byte)'=', (byte)'3', (byte)'D']
            || EndsWithDigits(before, "%"u8, 2) || EndsWithDigits(before, "\\x"u8, 2) || EndsWithDigits(before, "\\u"u8, 4) || EndsWithColor(before);
    }

    /// <summary>Whether one of these bytes follows.</summary>
    public static bool Continues(ReadOnlySpan<byte> text, int at, SearchValues<byte> with) => at < text.Length && with.Contains(text[at]);

    /// <summary>Whether this text follows.</summary>
    public static bool Continues(ReadOnlySpan<byte> text, int at, ReadOnlySpan<byte> with) => at <= text.Length && text[at..].StartsWith(with);

    /// <summary>How many of these bytes follow; where there are more than the limit, the limit and 1.</summary>
    public static int Run(ReadOnlySpan<byte> text, int at, SearchValues<byte> of, int limit = MaxLength)
    {
        if (at >= text.Length)
        {
            return 0;
        }

        var rest = text.Slice(at, Math.Min(text.Length - at, limit + 1));
        var length = rest.IndexOfAnyExcept(of);
        return length < 0 ? rest.Length : length;
    }

    /// <summary>How many of these bytes stand before a place; where there are more than the limit, the limit and 1.</summary>
    public static int RunBefore(ReadOnlySpan<byte> text, int end, SearchValues<byte> of, int limit = MaxLength)
    {
        var rest = text[Math.Max(0, end - limit - 1)..end];
        return rest.Length - 1 - rest.LastIndexOfAnyExcept(of);
    }

    private static bool EndsWithDigits(ReadOnlySpan<byte> text, ReadOnlySpan<byte> mark, int digits) =>
        text.Length >= mark.Length + digits && text[^(mark.Length + digits)..].StartsWith(mark) && text[^digits..].IndexOfAnyExcept(AnyHex) < 0;

    private static bool EndsWithColor(ReadOnlySpan<byte> text)
    {
        var end = text[Math.Max(0, text.Length - MaxColorLength)..];
        return end is [.., (byte)'m'] && end[..^1].TrimEnd("0123456789;"u8) is [.., (byte)'['];
    }
}
