using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;

namespace Unfazed.Core.Redaction;

/// <summary>
/// The forms in which a secret is met: as it is, escaped in JSON, in a URL and in XML, and in base64 at each of the three places at
/// which it can stand in what is encoded (a header for basic authentication holds <c>user:secret</c>).
/// </summary>
internal static class SecretForms
{
    // A longer one is looked for in pieces, so that what a stream holds back stays small.
    private const int LongestPiece = 1024;

    /// <summary>All forms of a secret that differ, none shorter than a secret may be.</summary>
    public static IEnumerable<string> Of(string secret) =>
        Pieces(secret).SelectMany(OfPiece).Where(static form => form.Length >= SecretValue.LeastLength).Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> Pieces(string secret)
    {
        for (var at = 0; at < secret.Length; at += LongestPiece)
        {
            yield return secret.Substring(at, Math.Min(LongestPiece, secret.Length - at));
        }
    }

    private static IEnumerable<string> OfPiece(string piece) =>
    [
        piece,
        .. InJson(piece),
        .. InAddress(piece),
        .. InMarkup(piece),
        .. InBase64(Encoding.UTF8.GetBytes(piece)),
    ];

    // JSON (RFC 8259) leaves open what is escaped: this is what .NET, Go, Python, PHP and browsers write.
    private static IEnumerable<string> InJson(string piece)
    {
        yield return JavaScriptEncoder.Default.Encode(piece);
        foreach (var format in (string[])["x4", "X4"])
        {
            foreach (var escaped in (string[])["", "&<>", "/"])
            {
                yield return InJson(piece, escaped, isAscii: false, format);
                yield return InJson(piece, escaped, isAscii: true, format);
            }
        }
    }

    private static string InJson(string piece, string escaped, bool isAscii, string format)
    {
        var text = new StringBuilder(piece.Length);
        foreach (var character in piece)
        {
            var isCode = character < ' ' || (isAscii && character > '~') || (character != '/' && escaped.Contains(character, StringComparison.Ordinal));
            _ = character switch
            {
                '"' or '\\' => text.Append('\\').Append(character),
                '/' when escaped == "/" => text.Append("\\/"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                _ when isCode => text.Append("\\u").Append(((int)character).ToString(format, CultureInfo.InvariantCulture)),
                _ => text.Append(character),
            };
        }

        return text.ToString();
    }

    private static IEnumerable<string> InAddress(string piece)
    {
        var escaped = Uri.EscapeDataString(piece);
        var lower = LowerHex(escaped);
        return [escaped, lower, escaped.Replace("%20", "+", StringComparison.Ordinal), lower.Replace("%20", "+", StringComparison.Ordinal)];
    }

    private static IEnumerable<string> InMarkup(string piece)
    {
        var text = piece.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
        var attribute = text.Replace("\"", "&quot;", StringComparison.Ordinal);
        return [text, attribute, attribute.Replace("'", "&apos;", StringComparison.Ordinal), attribute.Replace("'", "&#39;", StringComparison.Ordinal)];
    }

    // Only the characters that no neighbour has a part in.
    private static IEnumerable<string> InBase64(byte[] bytes)
    {
        for (var before = 0; before < 3; before++)
        {
            var encoded = Convert.ToBase64String([.. new byte[before], .. bytes]);
            var first = ((before * 8) + 5) / 6;
            var end = (before + bytes.Length) * 8 / 6;
            var core = encoded[first..end];
            yield return core;
            yield return core.Replace('+', '-').Replace('/', '_');
        }
    }

    private static string LowerHex(string escaped)
    {
        var lower = new StringBuilder(escaped);
        for (var at = 0; at + 2 < lower.Length; at++)
        {
            if (lower[at] == '%')
            {
                lower[at + 1] = char.ToLowerInvariant(lower[at + 1]);
                lower[at + 2] = char.ToLowerInvariant(lower[at + 2]);
            }
        }

        return lower.ToString();
    }
}
