using System.Buffers;
using static Unfazed.Validators.Secrets.Randomness;
using static Unfazed.Validators.Secrets.TokenText;

namespace Unfazed.Validators.Secrets;

/// <summary>The shapes that many forms share.</summary>
internal static class TokenShapes
{
    // A token of this length does not stand in a longer word by chance.
    private const int LongToken = 40;
    private const int MinDifferentHex = 10;

    /// <summary>So many random characters of an alphabet with both cases behind the prefix.</summary>
    public static TokenMatch Generated(int length, SearchValues<byte> of) => Generated(length, length, of);

    /// <summary>Between so many random characters of an alphabet with both cases behind the prefix.</summary>
    public static TokenMatch Generated(int min, int max, SearchValues<byte> of) => (text, start, end) =>
        Run(text, end, of, max) is var run && run >= min && run <= max && !Continues(text, end + run, Word) && Begins(text, start, min) && IsGenerated(text.Slice(end, run), of.Contains((byte)'0')) ? new(start, end + run) : null;

    /// <summary>So many random characters of an alphabet with one case behind the prefix.</summary>
    public static TokenMatch OneCase(int length, SearchValues<byte> of, int minDifferent = MinDifferentHex) => (text, start, end) =>
        Run(text, end, of, length) == length && !Continues(text, end + length, Word) && Begins(text, start, length) && IsOneCase(text.Slice(end, length), minDifferent) ? new(start, end + length) : null;

    /// <summary>Two random parts behind the prefix.</summary>
    public static TokenMatch Parts(TokenPart first, byte divider, TokenPart second) => (text, start, end) =>
    {
        var next = end + first.Length + 1;
        return first.Follows(text, end) && next <= text.Length && text[next - 1] == divider && second.Follows(text, next) && !Continues(text, next + second.Length, Word)
            && Begins(text, start, first.Length + second.Length) && IsOneCase(text.Slice(next, second.Length), Math.Min(second.Length / 2, MinDifferentHex))
                ? new(start, next + second.Length)
                : null;
    };

    /// <summary>Random characters of one case, digits among them.</summary>
    public static bool IsOneCase(ReadOnlySpan<byte> text, int minDifferent) => text.ContainsAny(Digits) && IsRandom(text, minDifferent);

    /// <summary>Whether a token of this length may begin here.</summary>
    public static bool Begins(ReadOnlySpan<byte> text, int start, int length) => length >= LongToken || StartsAt(text, start);
}

/// <summary>A part of a token.</summary>
/// <param name="Length">Its length.</param>
/// <param name="Of">Its alphabet.</param>
internal sealed record TokenPart(int Length, SearchValues<byte> Of)
{
    /// <summary>Whether it is here, and ends here.</summary>
    public bool Follows(ReadOnlySpan<byte> text, int at) => Run(text, at, Of, Length) == Length;
}
