using System.Collections.Immutable;
using static Unfazed.Validators.Secrets.Randomness;
using static Unfazed.Validators.Secrets.TokenForm;
using static Unfazed.Validators.Secrets.TokenText;

namespace Unfazed.Validators.Secrets.Forms;

/// <summary>Forms of standards, whichever service uses them.</summary>
internal static class GeneralForms
{
    private const int WireGuardLength = 44;
    private const int MaxBetween = 8;
    private const int MinRsaExponent = 80;
    private const int MaxRsaExponent = 1400;

    public static ImmutableArray<TokenForm> All { get; } =
    [
        Of("detect-url-password", "password in an address", "://"u8, AddressWithPassword.Match) with { Advice = "Change it: a committed secret is public", IsGeneral = true },
        Of("detect-json-web-key", "private JSON web key", "\"kty\""u8, JsonWebKey.Match) with { Advice = "Replace it: a committed secret is public", IsGeneral = true },
        Of("detect-json-web-token", "JSON web token of a service", "eyJhbGciOi"u8, JsonWebToken.OfService),
        Of("detect-json-web-token", "JSON web token of a service", "eyJ0eXAiOi"u8, JsonWebToken.OfService),
        Of("detect-json-web-token", "JSON web token of a service", "eyJraWQiOi"u8, JsonWebToken.OfService),
        Of("detect-private-key", "WireGuard private key", "PrivateKey"u8, WireGuard) with { Advice = "Replace it: a committed secret is public" },
        Of("detect-private-key", "private RSA key in XML", "<D>"u8, RsaKeyValue) with { Advice = "Replace it: a committed secret is public" },
    ];

    // PrivateKey = 32 bytes in base64.
    private static SecretPlace? WireGuard(ReadOnlySpan<byte> text, int start, int end)
    {
        var between = text[end..Math.Min(text.Length, end + MaxBetween)].IndexOfAnyExcept(" \t="u8);
        var key = end + between;
        return between > 0 && text.Slice(end, between).Contains((byte)'=') && Run(text, key, Base64, WireGuardLength) == WireGuardLength && text[key + WireGuardLength - 1] == '='
            && IsGenerated(text.Slice(key, WireGuardLength - 1))
                ? new(key, key + WireGuardLength)
                : null;
    }

    // The private exponent (XML Signature Syntax and Processing, 4.4.2.2, with the members that .NET adds).
    private static SecretPlace? RsaKeyValue(ReadOnlySpan<byte> text, int start, int end)
    {
        var run = Run(text, end, Base64, MaxRsaExponent);
        return run is >= MinRsaExponent and <= MaxRsaExponent && Continues(text, end + run, "</D>"u8) && IsGenerated(text.Slice(end, run).TrimEnd((byte)'=')) ? new(end, end + run) : null;
    }
}
