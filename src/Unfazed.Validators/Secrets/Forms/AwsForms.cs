using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using Unfazed.Core;
using static Unfazed.Validators.Secrets.Randomness;
using static Unfazed.Validators.Secrets.TokenForm;
using static Unfazed.Validators.Secrets.TokenText;

namespace Unfazed.Validators.Secrets.Forms;

/// <summary>AWS: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html.</summary>
internal static class AwsForms
{
    private const string Rule = "detect-aws-credentials";
    private const int IdLength = 16;
    private const int SecretLength = 40;
    private const int MinDifferentInId = 7;
    private const int MinSessionToken = 100;
    private const int MaxSessionToken = 2000;

    // An assignment, quotes, a call or an object may stand between a name and its value, and the value may be on the next line.
    private const int MaxBetween = 120;

    // An id and its secret stand together: on the next lines of a file of settings, or in the next column of a table.
    private const int MaxBesideId = 400;
    private const int MaxLinesBesideId = 5;

    private static readonly SearchValues<byte> OfName = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-."u8);

    public static ImmutableArray<TokenForm> All { get; } =
    [
        .. Ids(" with its secret nearby", Severity.Error, "Deactivate it: a committed secret is public", isWithSecret: true),
        .. Ids("", Severity.Warning, "It opens nothing without its secret: make sure that the secret is not committed", isWithSecret: false),
        .. Prefixes.Select(static prefix => new TokenForm(Rule, "AWS secret access key", prefix, SecretBesideId)),
        Of(Rule, "AWS secret access key", "ecret"u8, NamedSecret),
        Of(Rule, "AWS secret access key", "ECRET"u8, NamedSecret),
        Of(Rule, "AWS session token", "IQoJb3JpZ2lu"u8, SessionToken),
        Of(Rule, "AWS session token", "FwoGZXIvYXdz"u8, SessionToken),
    ];

    private static ImmutableArray<byte[]> Prefixes => ["AKIA"u8.ToArray(), "ASIA"u8.ToArray(), "ABIA"u8.ToArray(), "ACCA"u8.ToArray()];

    private static IEnumerable<TokenForm> Ids(string suffix, Severity severity, string advice, bool isWithSecret) => Prefixes.Select(prefix => new TokenForm(
        Rule, $"AWS access key id{suffix}", prefix, (text, start, end) => Id(text, start, end) is { } id && SecretBesideId(text, start, end).HasValue == isWithSecret ? id : null)
    {
        Severity = severity,
        Advice = advice,
    });

    private static SecretPlace? Id(ReadOnlySpan<byte> text, int start, int end) =>
        StartsAt(text, start) && Run(text, end, Base32, IdLength) == IdLength && !Continues(text, end + IdLength, Word) && !IsSigned(text, start, end + IdLength)
        && TokenShapes.IsOneCase(text.Slice(end, IdLength), MinDifferentInId)
            ? new(start, end + IdLength)
            : null;

    // A signed address or header names the id in the open, for a request that has expired.
    private static bool IsSigned(ReadOnlySpan<byte> text, int start, int end) =>
        text[..start].EndsWith("AWSAccessKeyId="u8) || Continues(text, end, "/20"u8) || Continues(text, end, "%2F20"u8) || Continues(text, end, "%2f20"u8);

    private static SecretPlace? SecretBesideId(ReadOnlySpan<byte> text, int start, int end) =>
        Id(text, start, end) is { } id ? FirstSecret(text.Slice(id.End, Math.Min(MaxBesideId, text.Length - id.End)), id.End, MaxLinesBesideId) : null;

    // secret_access_key, secretAccessKey, secret-key, AWSSecretKey, aws_secret and the like.
    private static SecretPlace? NamedSecret(ReadOnlySpan<byte> text, int start, int end)
    {
        var rest = text.Slice(end, Run(text, end, OfName, MaxBetween));
        var behind = end + rest.Length;
        return IsNameOfSecret(rest, text[Math.Max(0, start - 8)..start])
            ? FirstSecret(text.Slice(behind, Math.Min(MaxBetween, text.Length - behind)), behind, maxLines: 1)
            : null;
    }

    private static bool IsNameOfSecret(ReadOnlySpan<byte> rest, ReadOnlySpan<byte> before)
    {
        Span<char> letters = stackalloc char[16];
        var count = 0;
        foreach (var value in rest)
        {
            if (char.IsAsciiLetter((char)value) && count < letters.Length)
            {
                letters[count++] = char.ToLowerInvariant((char)value);
            }
        }

        var service = before[..Math.Max(0, before.Length - 1)].TrimEnd("_-."u8);
        return letters[..count] is "accesskey" or "key" || (count == 0 && service.Length >= 3 && Ascii.EqualsIgnoreCase(service[^3..], "aws"u8));
    }

    // The first value of forty random characters.
    private static SecretPlace? FirstSecret(ReadOnlySpan<byte> text, int offset, int maxLines)
    {
        for (var at = 0; at < text.Length;)
        {
            var next = text[at..].IndexOfAny(Base64);
            if (next < 0 || text.Slice(at, next).IndexOf((byte)';') >= 0 || text[..(at + next)].Count((byte)'\n') > maxLines)
            {
                return null;
            }

            at += next;
            var run = Run(text, at, Base64);
            var value = text.Slice(at, Math.Min(run, text.Length - at)).TrimStart((byte)'=');
            if (value.Length == SecretLength && !Continues(text, at + run, Word) && IsGenerated(value))
            {
                var start = offset + at + run - SecretLength;
                return new(start, start + SecretLength);
            }

            at += run;
        }

        return null;
    }

    private static SecretPlace? SessionToken(ReadOnlySpan<byte> text, int start, int end) =>
        StartsAt(text, start) && Run(text, end, Base64, MaxSessionToken) is >= MinSessionToken and <= MaxSessionToken and var run && IsRandom(text.Slice(end, run)[..MinSessionToken], 24) ? new(start, end + run) : null;
}
