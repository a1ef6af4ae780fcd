using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using Unfazed.Core;
using static Unfazed.Validators.Secrets.TokenForm;

namespace Unfazed.Validators.Secrets.Forms;

/// <summary>
/// Private keys: PEM (RFC 7468), OpenSSH, SSH2 (RFC 4716), OpenPGP armor (RFC 9580), PuTTY and OpenVPN. The line with which one begins is no key: its body must follow.
/// </summary>
internal static class PrivateKeyForms
{
    public const string Rule = "detect-private-key";

    private const string Name = "private key";
    private const string Advice = "Replace it: a committed secret is public";
    private const int MaxPrefix = 60;
    private const int MaxWords = 3;

    private static readonly SearchValues<byte> OfLabel = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 "u8);
    private static readonly SearchValues<string> Placeholders = SearchValues.Create(["FAKE", "EXAMPLE", "DUMMY", "SAMPLE", "INVALID", "BOGUS", "YOUR"], StringComparison.Ordinal);

    // The markers are in pieces: a file that holds a whole one would be found by this rule.
    public static ImmutableArray<TokenForm> All { get; } =
    [
        Of(Rule, Name, "PRIVATE KEY"u8, Pem) with { Advice = Advice },
        Of(Rule, Name, "OpenVPN Static key V1"u8, Pem) with { Advice = Advice },
        Of(Rule, Name, "PuTTY-User-Key-File-"u8, Putty) with { Advice = Advice },
    ];

    // At least four dashes, BEGIN, and words in capitals stand before.
    private static SecretPlace? Pem(ReadOnlySpan<byte> text, int start, int end)
    {
        var windowStart = Math.Max(0, start - MaxPrefix);
        var window = text[windowStart..start];
        var begin = window.LastIndexOf("BEGIN "u8);
        if (begin < 0 || !IsLabel(window[(begin + 6)..]))
        {
            return null;
        }

        var dashes = window[..begin].TrimEnd((byte)' ');
        var first = dashes.EndsWith("----"u8) ? dashes.LastIndexOfAnyExcept((byte)'-') + 1 : EscapedDashes(dashes);
        return first >= 0 ? Key(text, windowStart + first, end, window[begin..].IndexOf("ENCRYPTED"u8) >= 0) : null;
    }

    private static bool IsLabel(ReadOnlySpan<byte> label) => label.IndexOfAnyExcept(OfLabel) < 0 && label.Count((byte)' ') <= MaxWords && !Encoding.ASCII.GetString(label).AsSpan().ContainsAny(Placeholders);

    // As JSON may write them.
    private static int EscapedDashes(ReadOnlySpan<byte> text)
    {
        const int length = 6;
        var start = text.Length;
        while (start >= length && text[(start - length)..start] is [(byte)'\\', (byte)'u', (byte)'0', (byte)'0', (byte)'2', (byte)'d' or (byte)'D'])
        {
            start -= length;
        }

        return text.Length - start >= 4 * length ? start : -1;
    }

    // Its version and a colon follow.
    private static SecretPlace? Putty(ReadOnlySpan<byte> text, int start, int end) =>
        text[end..] is [>= (byte)'1' and <= (byte)'9', (byte)':', ..] ? Key(text, start, end, isEncrypted: false) : null;

    private static SecretPlace? Key(ReadOnlySpan<byte> text, int start, int end, bool isEncrypted) => KeyBody.Read(text[end..], isEncrypted) is { } body && body.IsKey
        ? new SecretPlace(start, end) { Identity = Sha256.Hex(body.Digits), IsEncrypted = body.IsEncrypted }
        : null;
}
