using System.Collections.Immutable;
using Unfazed.Core;
using static Unfazed.Validators.Secrets.TokenForm;
using static Unfazed.Validators.Secrets.TokenShapes;
using static Unfazed.Validators.Secrets.TokenText;

namespace Unfazed.Validators.Secrets.Forms;

/// <summary>Google. The key of a service account is a private key in JSON.</summary>
internal static class GoogleForms
{
    private const int MinAccessToken = 100;
    private const int MinRefreshToken = 60;

    public static ImmutableArray<TokenForm> All { get; } =
    [
        Of("detect-google-key", "Google API key", "AIza"u8, Generated(35, UrlSafe)) with
        {
            Severity = Severity.Warning,
            Advice = "Restrict it to its apps and APIs: it is public",
        },
        Of("detect-google-key", "Google OAuth client secret", "GOCSPX-"u8, Generated(28, UrlSafe)),
        Of("detect-google-key", "Google OAuth access token", "ya29."u8, Generated(MinAccessToken, MaxLength, UrlSafe)),
        Of("detect-google-key", "Google OAuth refresh token", "1//0"u8, Generated(MinRefreshToken, 120, UrlSafe)),
    ];
}
