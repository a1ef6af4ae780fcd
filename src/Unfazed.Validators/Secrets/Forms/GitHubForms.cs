using System.Collections.Immutable;
using static Unfazed.Validators.Secrets.TokenForm;
using static Unfazed.Validators.Secrets.Randomness;
using static Unfazed.Validators.Secrets.TokenText;

namespace Unfazed.Validators.Secrets.Forms;

/// <summary>GitHub: https://github.blog/engineering/behind-githubs-new-authentication-token-formats/. npm has the same form: https://github.blog/changelog/2021-09-23-npm-has-a-new-access-token-format/.</summary>
internal static class GitHubForms
{
    private const string Rule = "detect-github-token";
    private const int Length = 36;
    private const int ChecksumLength = 6;
    private const int LongRefreshToken = 76;
    private const int FineGrainedId = 22;
    private const int FineGrainedSecret = 59;
    private const int MinDifferent = 16;

    public static ImmutableArray<TokenForm> All { get; } =
    [
        Of(Rule, "GitHub personal access token", "ghp_"u8, Checksummed),
        Of(Rule, "GitHub OAuth token", "gho_"u8, Checksummed),
        Of(Rule, "GitHub user token of an app", "ghu_"u8, Checksummed),
        Of(Rule, "GitHub user token of an app", "ghu_"u8, AppToken),
        Of(Rule, "GitHub installation token", "ghs_"u8, Checksummed),
        Of(Rule, "GitHub installation token", "ghs_"u8, AppToken),
        Of(Rule, "GitHub refresh token", "ghr_"u8, RefreshToken),
        Of(Rule, "GitHub fine-grained access token", "github_pat_"u8, FineGrained),
        Of("detect-npm-token", "npm access token", "npm_"u8, Checksummed),
    ];

    // Thirty random characters, and their CRC-32 in six digits of base 62. Nothing before it can make that a coincidence.
    private static SecretPlace? Checksummed(ReadOnlySpan<byte> text, int start, int end) =>
        Run(text, end, Alphanumeric, Length) == Length && !Continues(text, end + Length, Word)
        && Base62Checksum.Fits(text.Slice(end, Length - ChecksumLength), text.Slice(end + Length - ChecksumLength, ChecksumLength)) && IsRandom(text.Slice(end, Length), MinDifferent / 2)
            ? new(start, end + Length)
            : null;

    // Since 2026: the number of the app, and a JSON web token.
    private static SecretPlace? AppToken(ReadOnlySpan<byte> text, int start, int end)
    {
        var token = end + Run(text, end, Digits) + 1;
        return token > end + 1 && Continues(text, token - 1, "_"u8) && JsonWebToken.Length(text, token) is > 0 and var length ? new(start, token + length) : null;
    }

    private static SecretPlace? RefreshToken(ReadOnlySpan<byte> text, int start, int end) =>
        StartsAt(text, start) && Run(text, end, Alphanumeric) is var run && (run is Length or LongRefreshToken) && IsGenerated(text.Slice(end, run)) ? new(start, end + run) : null;

    private static SecretPlace? FineGrained(ReadOnlySpan<byte> text, int start, int end)
    {
        var secret = end + FineGrainedId + 1;
        return Run(text, end, Alphanumeric, FineGrainedId) == FineGrainedId && Continues(text, secret - 1, "_"u8) && Run(text, secret, Alphanumeric, FineGrainedSecret) == FineGrainedSecret
            && IsGenerated(text.Slice(secret, FineGrainedSecret))
                ? new(start, secret + FineGrainedSecret)
                : null;
    }
}
