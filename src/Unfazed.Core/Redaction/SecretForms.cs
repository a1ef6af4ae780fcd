using System.Text;
using Unfazed.Core.Redaction.Decoding;

namespace Unfazed.Core.Redaction;

/// <summary>
/// The texts, each byte as one character, that are looked for because of a secret. Whatever it is met in is decoded, so that these are
/// few: the secret, and the secret as it reads when what looks like an escape in it is decoded too.
/// </summary>
internal static class SecretForms
{
    // A longer one is looked for in pieces, so that what a stream holds back stays small.
    private const int LongestPiece = 1024;
    private const int MaxDecoded = 5;

    /// <summary>All forms of a secret that differ, none shorter than a secret may be.</summary>
    public static IEnumerable<string> Of(string secret) => Decoded(Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(secret)))
        .SelectMany(static form => form.Contains(' ', StringComparison.Ordinal) ? [form, InForm(form)] : (string[])[form])
        .SelectMany(Pieces).Where(static form => form.Length >= SecretValue.LeastLength).Distinct(StringComparer.Ordinal);

    // The encoding of forms (application/x-www-form-urlencoded) has a sign of its own for a space.
    private static string InForm(string form) => form.Replace(' ', '+');

    private static IEnumerable<string> Decoded(string form)
    {
        yield return form;
        var decoder = new EscapeDecoder(withQuotes: true);
        var (source, target) = (new TextView(), new TextView());
        for (var count = 0; count < MaxDecoded; count++)
        {
            source.Take(form, mayContinue: false);
            if (!decoder.Decode(source, target))
            {
                yield break;
            }

            form = target.Text.ToString();
            yield return form;
        }
    }

    private static IEnumerable<string> Pieces(string secret)
    {
        for (var at = 0; at < secret.Length; at += LongestPiece)
        {
            yield return secret.Substring(at, Math.Min(LongestPiece, secret.Length - at));
        }
    }
}
