using System.Collections.Immutable;
using Unfazed.Core;
using static Unfazed.Validators.Secrets.Randomness;
using static Unfazed.Validators.Secrets.TokenForm;
using static Unfazed.Validators.Secrets.TokenShapes;
using static Unfazed.Validators.Secrets.TokenText;

namespace Unfazed.Validators.Secrets.Forms;

/// <summary>Payments and shops.</summary>
internal static class PaymentForms
{
    private const int MinStripe = 24;
    private const int MaxStripe = 250;
    private const int BraintreeId = 16;
    private const int Square = 60;

    public static ImmutableArray<TokenForm> All { get; } =
    [
        Of("detect-stripe-key", "Stripe secret key", "sk_live_"u8, Generated(MinStripe, MaxStripe, Alphanumeric)),
        Of("detect-stripe-key", "Stripe restricted key", "rk_live_"u8, Generated(MinStripe, MaxStripe, Alphanumeric)),
        Of("detect-stripe-key", "Stripe webhook secret", "whsec_"u8, Generated(32, Alphanumeric)),
        ForTests(Of("detect-stripe-key", "Stripe secret key of the test mode", "sk_test_"u8, Generated(MinStripe, MaxStripe, Alphanumeric))),
        ForTests(Of("detect-stripe-key", "Stripe restricted key of the test mode", "rk_test_"u8, Generated(MinStripe, MaxStripe, Alphanumeric))),
        Of("detect-shopify-token", "Shopify access token", "shpat_"u8, OneCase(32, Hex)),
        Of("detect-shopify-token", "Shopify custom app token", "shpca_"u8, OneCase(32, Hex)),
        Of("detect-shopify-token", "Shopify private app token", "shppa_"u8, OneCase(32, Hex)),
        Of("detect-shopify-token", "Shopify shared secret", "shpss_"u8, OneCase(32, Hex)),
        Of("detect-square-token", "Square access token", "EAAA"u8, SquareToken),
        Of("detect-square-token", "Square application secret", "sq0csp-"u8, Generated(43, UrlSafe)),
        Of("detect-braintree-token", "Braintree access token", "access_token$production$"u8, Parts(new(BraintreeId, LowerAlphanumeric), (byte)'$', new(32, Hex))),
    ];

    private static TokenForm ForTests(TokenForm form) => form with { Severity = Severity.Warning, Advice = "It opens the test mode alone; roll it if others must not use that", IsForTests = true };

    // The same letters are common in base64, where it does not end after them.
    private static SecretPlace? SquareToken(ReadOnlySpan<byte> text, int start, int end) =>
        StartsAt(text, start) && (start == 0 || text[start - 1] is not ((byte)'/' or (byte)'+')) && Run(text, end, UrlSafe, Square) == Square && !Continues(text, end + Square, Base64)
        && IsGenerated(text.Slice(end, Square))
            ? new(start, end + Square)
            : null;
}
