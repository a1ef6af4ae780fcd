using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Unfazed.Core.Tests.Redaction;

/// <summary>What redaction must do, written as plainly as it can be: decodes everything that can be decoded, and covers what stands for a secret.</summary>
internal sealed partial class RedactionReference(IReadOnlyCollection<string> secrets)
{
    private readonly string[] _secrets = [.. secrets.Select(static secret => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(secret)))];

    public string Cover(string text)
    {
        var bytes = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));
        var isSecret = new bool[bytes.Length];
        Search([.. bytes.Select(static (letter, at) => new Letter(letter, at, at + 1))], isSecret, escapes: 5, packed: 3);
        var clean = new StringBuilder();
        for (var at = 0; at < bytes.Length; at++)
        {
            clean.Append(!isSecret[at] ? bytes[at].ToString() : at > 0 && isSecret[at - 1] ? "" : "***");
        }

        return Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(clean.ToString()));
    }

    private void Search(List<Letter> letters, bool[] isSecret, int escapes, int packed)
    {
        var text = string.Concat(letters.Select(static letter => letter.Value));
        foreach (var secret in _secrets)
        {
            for (var at = text.IndexOf(secret, StringComparison.Ordinal); at >= 0; at = text.IndexOf(secret, at + 1, StringComparison.Ordinal))
            {
                Array.Fill(isSecret, true, letters[at].Start, letters[at + secret.Length - 1].End - letters[at].Start);
            }
        }

        if (escapes > 0 && Escape().IsMatch(text))
        {
            Search(Unescape(text, letters), isSecret, escapes - 1, packed);
        }

        if (packed > 0)
        {
            foreach (var unpacked in Unpack(text, letters))
            {
                Search(unpacked, isSecret, escapes, packed - 1);
            }
        }
    }

    private static List<Letter> Unescape(string text, List<Letter> letters)
    {
        var result = new List<Letter>();
        var from = 0;
        foreach (Match match in Escape().Matches(text))
        {
            result.AddRange(letters[from..match.Index]);
            from = match.Index + match.Length;
            result.AddRange(Meaning(match.Value).Select(letter => new Letter(letter, letters[match.Index].Start, letters[from - 1].End)));
        }

        result.AddRange(letters[from..]);
        return result;
    }

    private static string Meaning(string escape) => escape switch
    {
        ['%', ..] => ((char)Hex(escape[1..])).ToString(),
        ['&', '#', 'x', .. var digits] => Utf8(Hex(digits[..^1])),
        ['&', '#', .. var digits] => Utf8(int.Parse(digits[..^1], CultureInfo.InvariantCulture)),
        ['&', ..] => System.Net.WebUtility.HtmlDecode(escape),
        ['\\', 'u', ..] => Utf8(Hex(escape[2..])),
        ['\\', 'x', ..] => ((char)Hex(escape[2..])).ToString(),
        "\\n" => "\n",
        "\\r" => "\r",
        "\\t" => "\t",
        ['\\', var letter] => letter.ToString(),
        _ => escape[..1],
    };

    private static int Hex(string digits) => int.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static string Utf8(int value) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(char.ConvertFromUtf32(value)));

    private static IEnumerable<List<Letter>> Unpack(string text, List<Letter> letters)
    {
        foreach (Match run in Run().Matches(text))
        {
            var digits = Enumerable.Range(run.Index, run.Length).Where(at => !char.IsWhiteSpace(text[at])).Select(at => letters[at]).ToList();
            for (var skip = 0; skip < 4; skip++)
            {
                yield return Bytes(digits[Math.Min(skip, digits.Count)..], 6, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
            }

            foreach (Match hex in HexRun().Matches(string.Concat(digits.Select(static digit => digit.Value))))
            {
                yield return Bytes(digits[hex.Index..(hex.Index + hex.Length)], 4, "0123456789ABCDEF");
                yield return Bytes(digits[(hex.Index + 1)..(hex.Index + hex.Length)], 4, "0123456789ABCDEF");
            }
        }
    }

    private static List<Letter> Bytes(List<Letter> digits, int width, string alphabet)
    {
        var bits = digits.Select(digit => width == 4 ? char.ToUpperInvariant(digit.Value) : digit.Value switch { '-' => '+', '_' => '/', var other => other })
            .SelectMany(digit => Enumerable.Range(0, width).Select(bit => (alphabet.IndexOf(digit, StringComparison.Ordinal) >> (width - 1 - bit)) & 1)).ToList();
        return [.. Enumerable.Range(0, bits.Count / 8).Select(index => new Letter(
            (char)bits.Skip(index * 8).Take(8).Aggregate(0, static (sum, bit) => (sum << 1) | bit),
            digits[index * 8 / width].Start,
            digits[((index * 8) + 7) / width].End))];
    }

    [GeneratedRegex(@"%[0-9A-Fa-f]{2}|&#[0-9]{1,7};|&#x[0-9A-Fa-f]{1,6};|&(?:amp|lt|gt|quot|apos);|\\u[0-9A-Fa-f]{4}|\\x[0-9A-Fa-f]{2}|\\[nrt]|\\[!-/:-@\[-`{-~ ]|'\\''|'""'""'|''|""""", RegexOptions.None, 10_000)]
    private static partial Regex Escape();

    [GeneratedRegex(@"[A-Za-z0-9+/_-]+(?:[\r\n][\r\n\t ]*[A-Za-z0-9+/_-]+)*", RegexOptions.None, 10_000)]
    private static partial Regex Run();

    [GeneratedRegex("[0-9A-Fa-f]{2,}", RegexOptions.None, 10_000)]
    private static partial Regex HexRun();

    private readonly record struct Letter(char Value, int Start, int End);
}
