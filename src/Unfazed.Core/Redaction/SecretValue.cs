using System.Buffers;

namespace Unfazed.Core.Redaction;

/// <summary>
/// Says which values can be looked for. A short one, or one that is a word, would blacken half of every report and was never a
/// secret: <c>true</c>, <c>production</c>, <c>postgres</c>.
/// </summary>
internal static class SecretValue
{
    /// <summary>The least length, in characters.</summary>
    public const int LeastLength = 8;

    private const int LeastDifferent = 4;
    private const int LongWord = 16;
    private const int RandomRun = 16;

    private static readonly SearchValues<char> LettersAndDigits = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");

    /// <summary>Whether a value under a name that promises this much is a secret.</summary>
    public static bool Fits(string value, SecretPromise promise) => promise switch
    {
        SecretPromise.Strong => IsNoWord(value) && (!IsPath(value) || LooksRandom(value)),
        SecretPromise.Weak => IsNoWord(value) && !IsPath(value) && LooksRandom(value),
        _ => false,
    };

    /// <summary>Whether there is a long run of letters with digits among them, which no word is, or as many digits as in a UUID.</summary>
    public static bool LooksRandom(ReadOnlySpan<char> value)
    {
        if (value.Length < RandomRun || value.Contains(' '))
        {
            return false;
        }

        if (Guid.TryParseExact(value, "D", out _))
        {
            return true;
        }

        var rest = value;
        while (rest.IndexOfAny(LettersAndDigits) is >= 0 and var start)
        {
            rest = rest[start..];
            var length = rest.IndexOfAnyExcept(LettersAndDigits) is >= 0 and var end ? end : rest.Length;
            if (length >= RandomRun && CountDigits(rest[..length]) is > 0 and var digits && digits < length)
            {
                return true;
            }

            rest = rest[length..];
        }

        return CountDigits(value) * 3 >= value.Length && KindsIn(value) > 1;
    }

    private static bool IsNoWord(string value) =>
        value.Length >= LeastLength && value.Distinct().Take(LeastDifferent).Count() == LeastDifferent && (value.Length >= LongWord || KindsIn(value) > 1);

    private static bool IsPath(string value) => value.StartsWith('/') || value.StartsWith("./", StringComparison.Ordinal) || value.StartsWith('~');

    private static int KindsIn(ReadOnlySpan<char> text)
    {
        bool lower = false, upper = false, digit = false, other = false;
        foreach (var character in text)
        {
            lower |= char.IsAsciiLetterLower(character);
            upper |= char.IsAsciiLetterUpper(character);
            digit |= char.IsAsciiDigit(character);
            other |= !char.IsAsciiLetterOrDigit(character);
        }

        return (lower ? 1 : 0) + (upper ? 1 : 0) + (digit ? 1 : 0) + (other ? 1 : 0);
    }

    private static int CountDigits(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var character in text)
        {
            count += char.IsAsciiDigit(character) ? 1 : 0;
        }

        return count;
    }
}
