using System.Collections.Immutable;
using static Unfazed.Validators.Secrets.Randomness;
using static Unfazed.Validators.Secrets.TokenForm;
using static Unfazed.Validators.Secrets.TokenShapes;
using static Unfazed.Validators.Secrets.TokenText;

namespace Unfazed.Validators.Secrets.Forms;

/// <summary>GitLab: https://docs.gitlab.com/security/tokens/.</summary>
internal static class GitLabForms
{
    private const string Rule = "detect-gitlab-token";
    private const int Length = 20;
    private const int MinRoutable = 27;
    private const int MaxAppendix = 16;

    public static ImmutableArray<TokenForm> All { get; } =
    [
        Of(Rule, "GitLab personal access token", "glpat-"u8, Token),
        Of(Rule, "GitLab runner token", "glrt-"u8, Token),
        Of(Rule, "GitLab deploy token", "gldt-"u8, Token),
        Of(Rule, "GitLab feed token", "glft-"u8, Token),
        Of(Rule, "GitLab SCIM token", "glsoat-"u8, Token),
        Of(Rule, "GitLab feature flags token", "glffct-"u8, Token),
        Of(Rule, "GitLab runner registration token", "GR1348941"u8, Token),
        Of(Rule, "GitLab pipeline trigger token", "glptt-"u8, OneCase(40, Hex)),
        Of(Rule, "GitLab CI job token", "glcbt-"u8, JobToken),
        Of(Rule, "GitLab incoming mail token", "glimt-"u8, Generated(25, UrlSafe)),
        Of(Rule, "GitLab agent token", "glagent-"u8, Generated(50, UrlSafe)),
        Of(Rule, "GitLab OAuth application secret", "gloas-"u8, Generated(64, UrlSafe)),
    ];

    // Newer ones, called routable, are longer and have parts more, divided by dots: a length and a checksum.
    private static SecretPlace? Token(ReadOnlySpan<byte> text, int start, int end)
    {
        var run = Run(text, end, UrlSafe);
        var isRoutable = run is >= MinRoutable and <= MaxLength && Continues(text, end + run, "."u8);
        return StartsAt(text, start) && (run == Length || isRoutable) && IsGenerated(text.Slice(end, run))
            ? new(start, isRoutable ? end + run + 1 + Run(text, end + run + 1, LowerAlphanumeric, MaxAppendix) : end + run)
            : null;
    }

    private static SecretPlace? JobToken(ReadOnlySpan<byte> text, int start, int end)
    {
        var secret = end + Run(text, end, Hex) + 1;
        return secret - end is > 1 and <= 6 && Continues(text, secret - 1, "_"u8) && Run(text, secret, UrlSafe, Length) == Length && StartsAt(text, start) && IsGenerated(text.Slice(secret, Length))
            ? new(start, secret + Length)
            : null;
    }
}
