using System.Collections.Immutable;
using static Unfazed.Validators.Secrets.TokenForm;
using static Unfazed.Validators.Secrets.TokenShapes;
using static Unfazed.Validators.Secrets.Randomness;
using static Unfazed.Validators.Secrets.TokenText;

namespace Unfazed.Validators.Secrets.Forms;

/// <summary>Services that send mail.</summary>
internal static class MailForms
{
    private const int SendGridId = 22;
    private const int SendGridSecret = 43;
    private const int Mailchimp = 32;

    public static ImmutableArray<TokenForm> All { get; } =
    [
        Of("detect-sendgrid-key", "SendGrid API key", "SG."u8, SendGrid),
        Of("detect-brevo-key", "Brevo API key", "xkeysib-"u8, Parts(new(64, Hex), (byte)'-', new(16, Alphanumeric))),
        Of("detect-mailchimp-key", "Mailchimp API key", "-us"u8, DataCenter),
    ];

    private static SecretPlace? SendGrid(ReadOnlySpan<byte> text, int start, int end)
    {
        var secret = end + SendGridId + 1;
        return StartsAt(text, start) && Run(text, end, UrlSafe, SendGridId) == SendGridId && Continues(text, secret - 1, "."u8) && Run(text, secret, UrlSafe, SendGridSecret) == SendGridSecret
            && IsGenerated(text.Slice(secret, SendGridSecret))
                ? new(start, secret + SendGridSecret)
                : null;
    }

    // The key stands before the name of its data center.
    private static SecretPlace? DataCenter(ReadOnlySpan<byte> text, int start, int end)
    {
        var run = Run(text, end, Digits, 2);
        return run is 1 or 2 && !Continues(text, end + run, Word) && RunBefore(text, start, Hex, Mailchimp) == Mailchimp && StartsAt(text, start - Mailchimp)
            && IsOneCase(text.Slice(start - Mailchimp, Mailchimp), 10)
                ? new(start - Mailchimp, end + run)
                : null;
    }
}
