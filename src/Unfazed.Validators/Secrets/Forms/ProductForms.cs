using System.Collections.Immutable;
using static Unfazed.Validators.Secrets.Randomness;
using static Unfazed.Validators.Secrets.TokenForm;
using static Unfazed.Validators.Secrets.TokenShapes;
using static Unfazed.Validators.Secrets.TokenText;

namespace Unfazed.Validators.Secrets.Forms;

/// <summary>Products in which teams work.</summary>
internal static class ProductForms
{
    private const int ChecksumLength = 8;

    public static ImmutableArray<TokenForm> All { get; } =
    [
        Of("detect-atlassian-token", "Atlassian API token", "ATATT3xFfGF0"u8, Atlassian),
        Of("detect-atlassian-token", "Bitbucket app password", "ATBB"u8, Generated(32, Alphanumeric)),
        Of("detect-linear-key", "Linear API key", "lin_api_"u8, Generated(40, Alphanumeric)),
        Of("detect-notion-token", "Notion token", "ntn_"u8, Generated(46, Alphanumeric)),
        Of("detect-figma-token", "Figma token", "figd_"u8, Generated(40, UrlSafe)),
        Of("detect-postman-key", "Postman API key", "PMAK-"u8, Parts(new(24, Hex), (byte)'-', new(34, Hex))),
        Of("detect-circleci-token", "CircleCI token", "CCIPAT_"u8, Parts(new(22, Alphanumeric), (byte)'_', new(40, Hex))),
    ];

    // It ends with an equals sign and eight hexadecimal digits.
    private static SecretPlace? Atlassian(ReadOnlySpan<byte> text, int start, int end)
    {
        var run = Run(text, end, UrlSafe);
        var checksum = end + run + 1;
        return run is >= 100 and <= MaxLength && Continues(text, checksum - 1, "="u8) && checksum + ChecksumLength <= text.Length
            && text.Slice(checksum, ChecksumLength).IndexOfAnyExcept(AnyHex) < 0 && IsGenerated(text.Slice(end, run))
                ? new(start, checksum + ChecksumLength)
                : null;
    }
}
