using static Unfazed.Validators.Secrets.TokenText;

namespace Unfazed.Validators.Secrets;

/// <summary>A JSON web key (RFC 7517) with its private part: the member <c>d</c>, of 43 characters of base64url or more.</summary>
internal static class JsonWebKey
{
    // The public part of an RSA key is long, and may stand between.
    private const int MaxDistance = 4096;
    private const int MinLength = 43;
    private const int MaxLength = 1400;

    /// <summary>The private part in the object of a <c>kty</c>.</summary>
    public static SecretPlace? Match(ReadOnlySpan<byte> text, int start, int end)
    {
        var before = text[Math.Max(0, start - MaxDistance)..start];
        var open = before.LastIndexOf((byte)'{') is >= 0 and var brace ? start - before.Length + brace : start;
        var near = text[open..Math.Min(text.Length, end + MaxDistance)];
        near = near.IndexOf((byte)'}') is >= 0 and var close ? near[..close] : near;
        if (near.IndexOf("\"d\""u8) is not (>= 0 and var member) || near[(member + 3)..].IndexOfAnyExcept(BetweenMembers) is not (>= 0 and var blanks))
        {
            return null;
        }

        var value = open + member + 3 + blanks;
        var run = Run(text, value, UrlSafe, MaxLength);
        return run is >= MinLength and <= MaxLength && Randomness.IsGenerated(text.Slice(value, run)) ? new(value, value + run) : null;
    }
}
