using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace Unfazed.Core.Redaction;

/// <summary>
/// The secrets inside a value, whatever its variable is called: behind a name that tells (pairs, options, JSON, files of settings), in an
/// address, in a header.
/// </summary>
internal static partial class EmbeddedSecrets
{
    // What is longer is no setting; searching it would delay every start.
    private const int MaxLength = 128 * 1024;
    private const int MaxSecrets = 1_000;

    // Every pattern takes time in proportion to the length: only a machine that stands still takes this long.
    private const int MaxMilliseconds = 1_000;

    private static readonly SearchValues<char> OfTokens = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-+/=.~");

    /// <summary>The secrets inside a value.</summary>
    /// <param name="name">The name that it has.</param>
    /// <param name="value">The value.</param>
    public static IEnumerable<string> In(string name, string value) => value.Length > MaxLength
        ? []
        : ((IEnumerable<string>)[.. InPairs(value), .. InOptions(value), .. InAddresses(value), .. InHeaders(value), .. InNetrc(value), .. InLogin(name, value)]).Distinct(StringComparer.Ordinal).Take(MaxSecrets);

    private static IEnumerable<string> InPairs(string value)
    {
        foreach (var pair in Matches(Pair(), value))
        {
            var name = pair.Groups["name"].Value;
            var promise = SecretName.Of(name);
            if (promise == SecretPromise.None && !SecretName.IsLogin(name))
            {
                continue;
            }

            var (quoted, bare) = (pair.Groups["quoted"], pair.Groups["bare"].Value);
            IEnumerable<string> candidates = quoted.Success ? [quoted.Value, Unescaped(quoted.Value)] : [bare, Before(';', bare), Before('&', bare), Before(',', bare)];
            foreach (var candidate in candidates.SelectMany(candidate => (string[])[candidate, .. Login(name, candidate)]).Where(candidate => Fits(candidate, promise)))
            {
                yield return candidate;
            }
        }
    }

    private static string Before(char end, string text) => text.IndexOf(end, StringComparison.Ordinal) is >= 0 and var at ? text[..at] : text;

    // Behind a name that only hints, a value of a whole list (of colours, of features) may look like noise.
    private static bool Fits(string candidate, SecretPromise promise) =>
        SecretValue.Fits(candidate, promise) && (promise == SecretPromise.Strong || !candidate.AsSpan().ContainsAnyExcept(OfTokens));

    private static IEnumerable<string> InOptions(string value) => Matches(Option(), value)
        .Where(static option => SecretValue.Fits(option.Groups["value"].Value, SecretName.Of(option.Groups["name"].Value)))
        .Select(static option => option.Groups["value"].Value);

    // https://user:password@host (RFC 3986, 3.2.1); a web hook's address is all that its caller needs.
    private static IEnumerable<string> InAddresses(string value)
    {
        foreach (var address in Matches(UserInfo(), value))
        {
            var (user, password) = (address.Groups["user"].Value, address.Groups["password"]);
            var promise = password.Success ? SecretPromise.Strong : SecretPromise.Weak;
            var secret = password.Success ? password.Value : user;
            foreach (var candidate in ((string[])[secret, Uri.UnescapeDataString(secret)]).Where(candidate => SecretValue.Fits(candidate, promise)))
            {
                yield return candidate;
            }
        }

        foreach (var hook in Matches(Webhook(), value))
        {
            var secret = hook.Groups["secret"].Value;
            yield return secret;
            if (SecretValue.LooksRandom(secret.Split('/')[^1]))
            {
                yield return secret.Split('/')[^1];
            }
        }
    }

    private static IEnumerable<string> InHeaders(string value)
    {
        foreach (var header in Matches(Header(), value))
        {
            var secret = header.Groups["secret"].Value;
            foreach (var candidate in ((string[])[secret, .. Login("AUTH", secret)]).Where(static candidate => SecretValue.Fits(candidate, SecretPromise.Strong)))
            {
                yield return candidate;
            }
        }
    }

    private static IEnumerable<string> InNetrc(string value) => Matches(Netrc(), value).Select(static entry => entry.Groups["secret"].Value)
        .Where(static secret => SecretValue.Fits(secret, SecretPromise.Strong));

    private static IEnumerable<string> InLogin(string name, string value) => value.Contains('\n', StringComparison.Ordinal)
        ? []
        : Login(name, value).Where(static secret => SecretValue.Fits(secret, SecretPromise.Strong));

    // user:password, and base64 of it: what basic authentication (RFC 7617) and registries of images use.
    private static IEnumerable<string> Login(string name, string value)
    {
        if (!SecretName.IsLogin(name))
        {
            yield break;
        }

        foreach (var text in (string?[])[value, FromBase64(value)])
        {
            if (text?.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && !text.Contains("://", StringComparison.Ordinal) && !text.Contains(' ', StringComparison.Ordinal))
            {
                yield return text[(colon + 1)..];
                yield return text[(text.LastIndexOf(':') + 1)..];
            }
        }
    }

    private static string? FromBase64(string value)
    {
        var bytes = new byte[value.Length];
        return Convert.TryFromBase64String(value, bytes, out var length) && Ascii.IsValid(bytes.AsSpan(0, length)) ? Encoding.ASCII.GetString(bytes, 0, length) : null;
    }

    private static string Unescaped(string text)
    {
        var unescaped = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            var isEscape = text[at] == '\\' && at + 1 < text.Length && text[at + 1] != '\n';
            unescaped.Append(text[isEscape ? ++at : at]);
        }

        return unescaped.ToString();
    }

    private static IEnumerable<Match> Matches(Regex pattern, string value)
    {
        for (var match = Next(() => pattern.Match(value)); match.Success; match = Next(match.NextMatch))
        {
            yield return match;
        }
    }

    // A run does not end over a value that could not be searched to its end: what was found in it is covered.
    private static Match Next(Func<Match> search)
    {
        try
        {
            return search();
        }
        catch (RegexMatchTimeoutException)
        {
            return Match.Empty;
        }
    }

    // Looked for from the sign in the middle: most values have few of them. A name does not end in a space, so there is one way to read the spaces behind it.
    [GeneratedRegex("""(?<=(?<name>[A-Za-z_](?:[A-Za-z0-9_.\- ]{0,59}[A-Za-z0-9_.\-])?)\\*["']?\s*)[:=]>?\s*(?=\\*"(?<quoted>(?:[^"\\]|\\[^"]){1,4096})|'(?<quoted>[^']{1,4096})'|(?<bare>[^\s"'{}\[\]]{1,4096}))""", RegexOptions.None, MaxMilliseconds)]
    private static partial Regex Pair();

    [GeneratedRegex("""(?<![A-Za-z0-9-])--?(?<name>[A-Za-z][A-Za-z0-9-]{1,40})\s+["']?(?<value>[^\s"']+)""", RegexOptions.None, MaxMilliseconds)]
    private static partial Regex Option();

    [GeneratedRegex("""[A-Za-z][A-Za-z0-9+.-]{0,30}://(?<user>[^\s/?#:@"']*)(?::(?<password>[^\s/?#"']*))?@""", RegexOptions.None, MaxMilliseconds)]
    private static partial Regex UserInfo();

    [GeneratedRegex(
        """https://(?:hooks\.slack\.com/(?:services|workflows|triggers)|[a-z.]*discord(?:app)?\.com/api/webhooks|[a-z0-9.-]*webhook\.office\.com|api\.telegram\.org|chat\.googleapis\.com/v1/spaces|hooks\.zapier\.com/hooks|[a-z0-9.-]*logic\.azure\.com|open\.feishu\.cn/open-apis/bot|qyapi\.weixin\.qq\.com|oapi\.dingtalk\.com)/(?<secret>[^\s"'<>]{8,})""",
        RegexOptions.IgnoreCase,
        MaxMilliseconds)]
    private static partial Regex Webhook();

    [GeneratedRegex("""\b(?:Bearer|Basic|Token|ApiKey)(?:\s+|%20|\+)(?<secret>[A-Za-z0-9._~+/=-]{8,})""", RegexOptions.IgnoreCase, MaxMilliseconds)]
    private static partial Regex Header();

    [GeneratedRegex("""\b(?:machine\s+\S+|default)\s+(?:login\s+\S+\s+)?(?:account\s+\S+\s+)?password\s+(?<secret>\S+)""", RegexOptions.IgnoreCase, MaxMilliseconds)]
    private static partial Regex Netrc();
}
