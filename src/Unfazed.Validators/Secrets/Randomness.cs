using System.Buffers;
using System.Text;

namespace Unfazed.Validators.Secrets;

/// <summary>Tells what a program generated from what a person wrote: identifiers, phrases, placeholders and documented examples.</summary>
internal static class Randomness
{
    // Of random text: 24 different characters in 57 of base 62 are missed once in a million.
    private const int MaxExpectedKinds = 24;

    private static readonly SearchValues<string> Placeholders = SearchValues.Create(
        [
            "example", "sample", "placeholder", "your", "token", "fake", "dummy", "replace", "redacted", "secret", "password", "here", "insert", "changeme", "notreal", "invalid", "foobar",
            "xxxx", "0000000", "1234567", "abcdefg",
        ],
        StringComparison.OrdinalIgnoreCase);

    // Beginnings of keys that the documentation of AWS, Azure and Stripe publishes, and of those built into Azure's emulators.
    private static readonly SearchValues<string> Documented = SearchValues.Create(
        ["IOSFODNN7", "I44QH8DHB", "wJalrXUtnFEMI", "je7MtGbClwBF", "Eby8vdM02xNOcqFl", "C2y6yDjf5/R+ob0N", "4eC39HqLyjWDarjt", "BQokikJOvBiI2HlW", "tR3PYbcVNZZ796tH", "T00000000"], StringComparison.Ordinal);

    /// <summary>Whether a text has so many different characters, and holds no word of placeholders.</summary>
    public static bool IsRandom(ReadOnlySpan<byte> text, int minDifferent)
    {
        UInt128 seen = 0;
        foreach (var value in text)
        {
            seen |= UInt128.One << (value & 0x7F);
        }

        if ((int)UInt128.PopCount(seen) < minDifferent)
        {
            return false;
        }

        ReadOnlySpan<char> characters = Encoding.Latin1.GetString(text);
        return !characters.ContainsAny(Placeholders) && !characters.ContainsAny(Documented);
    }

    /// <summary>Whether a text of 20 characters and more, in an alphabet with both cases, is random. Words change between cases and digits seldom; a random text does at two of three places.</summary>
    /// <param name="text">The text.</param>
    /// <param name="hasDigits">Whether the alphabet has digits: hardly any random text is without one.</param>
    public static bool IsGenerated(ReadOnlySpan<byte> text, bool hasDigits = true)
    {
        var changes = 0;
        var kinds = 0;
        for (var index = 0; index < text.Length; index++)
        {
            kinds |= 1 << KindOf(text[index]);
            changes += index > 0 && KindOf(text[index]) != KindOf(text[index - 1]) ? 1 : 0;
        }

        const int bothCases = 0b011;
        const int digit = 0b100;
        return (kinds & bothCases) == bothCases && changes * 10 >= text.Length * 3 && (!hasDigits || (kinds & digit) != 0 || changes * 20 >= text.Length * 9)
            && IsRandom(text, Math.Min((text.Length / 3) + 5, MaxExpectedKinds));
    }

    private static int KindOf(byte value) => value switch
    {
        >= (byte)'a' and <= (byte)'z' => 0,
        >= (byte)'A' and <= (byte)'Z' => 1,
        >= (byte)'0' and <= (byte)'9' => 2,
        _ => 3,
    };
}
