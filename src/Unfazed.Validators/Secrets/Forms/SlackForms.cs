using System.Collections.Immutable;
using static Unfazed.Validators.Secrets.Randomness;
using static Unfazed.Validators.Secrets.TokenForm;
using static Unfazed.Validators.Secrets.TokenText;

namespace Unfazed.Validators.Secrets.Forms;

/// <summary>Slack: https://docs.slack.dev/authentication/tokens. Groups of digits, and a last part that is random.</summary>
internal static class SlackForms
{
    private const string Rule = "detect-slack-token";
    private const int MinSecret = 20;
    private const int MinLegacySecret = 10;
    private const int LegacyGroups = 3;
    private const int MaxGroups = 5;
    private const int MinCookie = 60;
    private const int AppSecret = 64;

    public static ImmutableArray<TokenForm> All { get; } =
    [
        Of(Rule, "Slack bot token", "xoxb-"u8, Token),
        Of(Rule, "Slack user token", "xoxp-"u8, Token),
        Of(Rule, "Slack workspace token", "xoxa-"u8, Token),
        Of(Rule, "Slack refresh token", "xoxr-"u8, Token),
        Of(Rule, "Slack session token", "xoxs-"u8, Token),
        Of(Rule, "Slack app token", "xoxo-"u8, Token),
        Of(Rule, "Slack browser token", "xoxc-"u8, Token),
        Of(Rule, "Slack browser cookie", "xoxd-"u8, Cookie),
        Of(Rule, "Slack configuration refresh token", "xoxe-"u8, Token),
        Of(Rule, "Slack configuration token", "xoxe.xoxp-"u8, Token),
        Of(Rule, "Slack configuration token", "xoxe.xoxb-"u8, Token),
        Of(Rule, "Slack app-level token", "xapp-1-"u8, App),
    ];

    private static SecretPlace? Token(ReadOnlySpan<byte> text, int start, int end)
    {
        if (!StartsAt(text, start))
        {
            return null;
        }

        for (var (at, groups) = (end, 0); groups <= MaxGroups; groups++)
        {
            var run = Run(text, at, Alphanumeric);
            if (!Continues(text, at + run, "-"u8))
            {
                return run <= MaxLength && groups >= 1 && run >= (groups >= LegacyGroups ? MinLegacySecret : MinSecret) && !Continues(text, at + run, Word) && IsSecret(text.Slice(at, run))
                    ? new(start, at + run)
                    : null;
            }

            if (run == 0 || text.Slice(at, run).IndexOfAnyExcept(Digits) >= 0)
            {
                return null;
            }

            at += run + 1;
        }

        return null;
    }

    // Some are in hexadecimal digits, some in both cases.
    private static bool IsSecret(ReadOnlySpan<byte> text) => text.ContainsAny(Digits) && text.IndexOfAnyExcept(Digits) >= 0 && IsRandom(text, Math.Min((text.Length / 4) + 2, 10));

    private static SecretPlace? App(ReadOnlySpan<byte> text, int start, int end)
    {
        var number = end + Run(text, end, UpperAlphanumeric) + 1;
        var secret = number + Run(text, Math.Min(number, text.Length), Digits) + 1;
        return Continues(text, number - 1, "-"u8) && Continues(text, secret - 1, "-"u8) && Run(text, secret, Hex, AppSecret) == AppSecret && IsRandom(text.Slice(secret, AppSecret), 10)
            ? new(start, secret + AppSecret)
            : null;
    }

    // Base64, as addresses encode it.
    private static SecretPlace? Cookie(ReadOnlySpan<byte> text, int start, int end)
    {
        var run = text[end..Math.Min(text.Length, end + MaxLength)].IndexOfAnyExcept(OfCookie);
        run = run < 0 ? Math.Min(text.Length - end, MaxLength) : run;
        return run >= MinCookie && StartsAt(text, start) && IsGenerated(text.Slice(end, run)) ? new(start, end + run) : null;
    }

    private static readonly System.Buffers.SearchValues<byte> OfCookie = System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789%/+="u8);
}
