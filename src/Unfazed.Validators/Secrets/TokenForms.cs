using System.Buffers;
using System.Collections.Immutable;

namespace Unfazed.Validators.Secrets;

/// <summary>A form of token that its issuer documents.</summary>
/// <param name="Rule">The rule that finds it.</param>
/// <param name="Name">What it is called in messages.</param>
/// <param name="Prefix">With what it begins, or what stands before it.</param>
/// <param name="Match">Where the secret stands; null when there is none.</param>
internal sealed record TokenForm(string Rule, string Name, byte[] Prefix, TokenMatch Match);

/// <summary>Decides whether a token stands at a place.</summary>
/// <param name="text">The text.</param>
/// <param name="start">Where the prefix begins.</param>
/// <param name="end">Behind the prefix.</param>
internal delegate Range? TokenMatch(ReadOnlySpan<byte> text, int start, int end);

/// <summary>Tokens of well-known forms. Each must look random, so that examples in documentation and placeholders are no findings.</summary>
internal static class TokenForms
{
    private const int ChecksumLength = 6;

    // GitLab's routable tokens are the longest. What goes on beyond is no token, and is not read again from each place where one may begin.
    private const int MaxLength = 300;
    private static readonly SearchValues<byte> Alphanumeric = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"u8);
    private static readonly SearchValues<byte> Word = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_"u8);
    private static readonly SearchValues<byte> WordOrDash = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"u8);
    private static readonly SearchValues<byte> Base32 = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"u8);
    private static readonly SearchValues<byte> Base64 = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/+="u8);
    private static readonly SearchValues<byte> Between = SearchValues.Create(" \t\"':=>,"u8);
    private static readonly SearchValues<byte> Digits = SearchValues.Create("0123456789"u8);

    /// <summary>
    /// What <see cref="TokenBeginnings"/> looks for must hold all prefixes. AWS: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html. GitHub:
    /// https://github.blog/engineering/behind-githubs-new-authentication-token-formats/. GitLab: https://docs.gitlab.com/security/tokens/.
    /// Slack: https://docs.slack.dev/authentication/tokens. npm: https://github.blog/changelog/2021-09-23-npm-has-a-new-access-token-format/.
    /// </summary>
    public static ImmutableArray<TokenForm> All { get; } =
    [
        Of(Rules.Aws, "an access key id of AWS", "AKIA"u8, AccessKeyId),
        Of(Rules.Aws, "an access key id of AWS", "ASIA"u8, AccessKeyId),
        Of(Rules.Aws, "a secret access key of AWS", "ecret_access_key"u8, SecretAccessKey),
        Of(Rules.Aws, "a secret access key of AWS", "ECRET_ACCESS_KEY"u8, SecretAccessKey),
        Of(Rules.Aws, "a secret access key of AWS", "ecretAccessKey"u8, SecretAccessKey),
        Of(Rules.GitHub, "a personal access token of GitHub", "ghp_"u8, Checksummed),
        Of(Rules.GitHub, "an OAuth token of GitHub", "gho_"u8, Checksummed),
        Of(Rules.GitHub, "a user token of a GitHub app", "ghu_"u8, Checksummed),
        Of(Rules.GitHub, "an installation token of a GitHub app", "ghs_"u8, Checksummed),
        Of(Rules.GitHub, "a refresh token of a GitHub app", "ghr_"u8, RefreshToken),
        Of(Rules.GitHub, "a personal access token of GitHub", "github_pat_"u8, FineGrained),
        Of(Rules.GitLab, "a personal access token of GitLab", "glpat-"u8, GitLab),
        Of(Rules.Slack, "a token of Slack", "xox"u8, Slack),
        Of(Rules.Npm, "an access token of npm", "npm_"u8, Checksummed),
    ];

    private static TokenForm Of(string rule, string name, ReadOnlySpan<byte> prefix, TokenMatch match) => new(rule, name, prefix.ToArray(), match);

    private static Range? AccessKeyId(ReadOnlySpan<byte> text, int start, int end) =>
        Stands(text, start, Word) && Run(text, end, Base32) == 16 && !Continues(text, end + 16, Word) && !text[start..].StartsWith("AKIAIOSFODNN7"u8) && IsRandom(text.Slice(end, 16), 7)
        && !text.Slice(end, 16).EndsWith("EXAMPLE"u8)
            ? start..(end + 16)
            : null;

    // Forty characters behind the name: an assignment, a quote or a tag may stand between.
    private static Range? SecretAccessKey(ReadOnlySpan<byte> text, int start, int end)
    {
        var between = text[end..].IndexOfAnyExcept(Between);
        var at = end + between;
        return between is > 0 and <= 12 && Run(text, at, Base64) == 40 && text.Slice(at, 40).IndexOf("EXAMPLE"u8) < 0 && IsRandom(text.Slice(at, 40), 18)
            ? at..(at + 40)
            : null;
    }

    // Thirty random characters, and their CRC-32 in six digits of base 62.
    private static Range? Checksummed(ReadOnlySpan<byte> text, int start, int end) =>
        Stands(text, start, Word) && Run(text, end, Alphanumeric) == 36 && !Continues(text, end + 36, Word) && Base62Checksum.Fits(text.Slice(end, 36 - ChecksumLength), text.Slice(end + 36 - ChecksumLength, ChecksumLength))
            ? start..(end + 36)
            : null;

    private static Range? RefreshToken(ReadOnlySpan<byte> text, int start, int end) =>
        Stands(text, start, Word) && Run(text, end, Alphanumeric) is 36 or 76 && IsRandom(text.Slice(end, 36), 16) ? start..(end + Run(text, end, Alphanumeric)) : null;

    private static Range? FineGrained(ReadOnlySpan<byte> text, int start, int end)
    {
        var first = Run(text, end, Alphanumeric);
        return Stands(text, start, Word) && first == 22 && Continues(text, end + 22, "_"u8) && Run(text, end + 23, Alphanumeric) == 59 && IsRandom(text.Slice(end + 23, 59), 22)
            ? start..(end + 82)
            : null;
    }

    // Twenty characters; newer ones are longer and have two parts more, divided by dots.
    private static Range? GitLab(ReadOnlySpan<byte> text, int start, int end)
    {
        var length = Run(text, end, WordOrDash);
        var isRoutable = length is >= 27 and <= MaxLength && Continues(text, end + length, "."u8);
        return Stands(text, start, Word) && (length == 20 || isRoutable) && IsRandom(text.Slice(end, length), 11) ? start..(end + length) : null;
    }

    // xoxb-NUMBER-NUMBER-SECRET and the like: groups of digits, and a last part that is random.
    private static Range? Slack(ReadOnlySpan<byte> text, int start, int end)
    {
        if (!Stands(text, start, Word) || end + 2 > text.Length || text[end] is not ((byte)'a' or (byte)'b' or (byte)'e' or (byte)'o' or (byte)'p' or (byte)'r' or (byte)'s') || text[end + 1] != '-')
        {
            return null;
        }

        var at = end + 2;
        for (var groups = 0; ; groups++)
        {
            var length = Run(text, at, Alphanumeric);
            if (!Continues(text, at + length, "-"u8))
            {
                return groups >= 1 && length is >= 20 and <= 200 && IsRandom(text.Slice(at, length), 10) ? start..(at + length) : null;
            }

            if (length < 9 || text.Slice(at, length).IndexOfAnyExcept(Digits) >= 0)
            {
                return null;
            }

            at += length + 1;
        }
    }

    private static bool Stands(ReadOnlySpan<byte> text, int start, SearchValues<byte> word) => start == 0 || !word.Contains(text[start - 1]);

    private static bool Continues(ReadOnlySpan<byte> text, int at, SearchValues<byte> with) => at < text.Length && with.Contains(text[at]);

    private static bool Continues(ReadOnlySpan<byte> text, int at, ReadOnlySpan<byte> with) => at <= text.Length && text[at..].StartsWith(with);

    private static int Run(ReadOnlySpan<byte> text, int at, SearchValues<byte> of)
    {
        if (at >= text.Length)
        {
            return 0;
        }

        var rest = text.Slice(at, Math.Min(text.Length - at, MaxLength + 1));
        var length = rest.IndexOfAnyExcept(of);
        return length < 0 ? rest.Length : length;
    }

    // Placeholders repeat a few characters; of a random text so few are all but impossible.
    private static bool IsRandom(ReadOnlySpan<byte> text, int leastDifferent)
    {
        UInt128 seen = 0;
        foreach (var value in text)
        {
            seen |= UInt128.One << (value & 0x7F);
        }

        return (int)UInt128.PopCount(seen) >= leastDifferent && text.IndexOf("1234567"u8) < 0 && text.IndexOf("abcdefg"u8) < 0 && text.IndexOf("ABCDEFG"u8) < 0;
    }

    /// <summary>The names of the rules.</summary>
    private static class Rules
    {
        public const string Aws = "detect-aws-credentials";
        public const string GitHub = "detect-github-token";
        public const string GitLab = "detect-gitlab-token";
        public const string Slack = "detect-slack-token";
        public const string Npm = "detect-npm-token";
    }
}
