using System.Collections.Immutable;
using static Unfazed.Validators.Secrets.Randomness;
using static Unfazed.Validators.Secrets.TokenForm;
using static Unfazed.Validators.Secrets.TokenShapes;
using static Unfazed.Validators.Secrets.TokenText;

namespace Unfazed.Validators.Secrets.Forms;

/// <summary>Addresses of webhooks, and tokens of bots: who knows one can post.</summary>
internal static class WebhookForms
{
    private const int DiscordSecret = 68;
    private const int TelegramSecret = 33;
    private const int Hook = 32;
    private const int Uuid = 36;

    public static ImmutableArray<TokenForm> All { get; } =
    [
        Of("detect-slack-token", "Slack webhook", "hooks.slack.com/services/T"u8, Slack),
        Of("detect-slack-token", "Slack webhook", "hooks.slack.com/workflows/T"u8, Slack),
        Of("detect-slack-token", "Slack webhook", "hooks.slack.com/triggers/T"u8, Slack),
        Of("detect-discord-token", "Discord webhook", "discord.com/api/webhooks/"u8, Discord),
        Of("detect-discord-token", "Discord webhook", "discordapp.com/api/webhooks/"u8, Discord),
        Of("detect-teams-webhook", "Microsoft Teams webhook", ".webhook.office.com/webhookb2/"u8, Teams),
        Of("detect-telegram-token", "Telegram bot token", ":AA"u8, Telegram),
    ];

    // The team, a number or more, and the secret.
    private static SecretPlace? Slack(ReadOnlySpan<byte> text, int start, int end)
    {
        var at = end + Run(text, end, Alphanumeric);
        for (var parts = 0; parts < 3 && Continues(text, at, "/"u8); parts++)
        {
            var run = Run(text, at + 1, Alphanumeric);
            if (run is >= 20 and <= 60 && text.Slice(at + 1, run).IndexOfAnyExcept(Digits) >= 0)
            {
                return parts >= 1 && IsGenerated(text.Slice(at + 1, run)) ? new(start, at + 1 + run) : null;
            }

            at += 1 + run;
        }

        return null;
    }

    private static SecretPlace? Discord(ReadOnlySpan<byte> text, int start, int end)
    {
        var secret = end + Run(text, end, Digits) + 1;
        return secret - end - 1 is >= 17 and <= 20 && Continues(text, secret - 1, "/"u8) && Run(text, secret, UrlSafe, DiscordSecret) == DiscordSecret && IsGenerated(text.Slice(secret, DiscordSecret))
            ? new(start, secret + DiscordSecret)
            : null;
    }

    // UUID@UUID/IncomingWebhook/hexadecimal digits/UUID.
    private static SecretPlace? Teams(ReadOnlySpan<byte> text, int start, int end)
    {
        var name = end + Uuid + 1 + Uuid;
        var secret = name + "/IncomingWebhook/".Length;
        return Continues(text, end + Uuid, "@"u8) && Continues(text, name, "/IncomingWebhook/"u8) && Run(text, secret, Hex, Hook) == Hook && IsOneCase(text.Slice(secret, Hook), 10)
            ? new(start, secret + Hook)
            : null;
    }

    // The number of the bot stands before.
    private static SecretPlace? Telegram(ReadOnlySpan<byte> text, int start, int end)
    {
        var digits = RunBefore(text, start, Digits, 12);
        return digits is >= 8 and <= 10 && !IsWordBefore(text, start - digits) && Run(text, end, UrlSafe, TelegramSecret) == TelegramSecret && IsGenerated(text.Slice(end, TelegramSecret))
            ? new(start - digits, end + TelegramSecret)
            : null;
    }

    // In the address of a call "bot" stands before the number.
    private static bool IsWordBefore(ReadOnlySpan<byte> text, int at) => !StartsAt(text, at) && !text[..at].EndsWith("bot"u8);
}
