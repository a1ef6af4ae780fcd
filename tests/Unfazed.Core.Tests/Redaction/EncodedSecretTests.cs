using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Unfazed.Core.Redaction;

namespace Unfazed.Core.Tests.Redaction;

public sealed class EncodedSecretTests
{
    private static readonly string[] Secrets = ["wJ/alr+Xut=:@$n&F", "it's \"q\" & <é>!()*", "aB3dE5gH7jK9", "back\\slash/and%41nd"];

    private static readonly Redactor Redactor = Redactor.Of(Secrets.Select(static (secret, index) => KeyValuePair.Create($"S{index}_TOKEN", secret)));

    private static readonly RedactionReference Reference = new([.. Secrets, .. Secrets.Select(static secret => secret.Replace(' ', '+')), "back\\slash/andAnd"]);

    // Each as a tool writes it.
    private static readonly Dictionary<string, Func<string, string>> Encodings = new(StringComparer.Ordinal)
    {
        ["as it is"] = static text => text,
        ["Uri.EscapeDataString"] = Uri.EscapeDataString,
        ["urllib.parse.quote, which keeps /"] = static text => Uri.EscapeDataString(text).Replace("%2F", "/", StringComparison.Ordinal),
        ["url.PathEscape of Go"] = static text => Kept(Uri.EscapeDataString(text), "+=&:@$"),
        ["encodeURIComponent"] = static text => Kept(Uri.EscapeDataString(text), "!'()*"),
        ["percent, lower case"] = static text => string.Concat(Encoding.UTF8.GetBytes(text).Select(static value => $"%{value:x2}")),
        ["a form"] = WebUtility.UrlEncode,
        ["html.escape of Python"] = static text => Html(text, "&#x27;", "&quot;"),
        ["html.EscapeString of Go"] = static text => Html(text, "&#39;", "&#34;"),
        ["htmlspecialchars of PHP"] = static text => Html(text, "&#039;", "&quot;"),
        ["decimal references"] = static text => string.Concat(text.Select(static letter => $"&#{(int)letter};")),
        ["JSON of .NET"] = static text => JsonSerializer.Serialize(text),
        ["JSON of a browser"] = static text => "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"",
        ["JSON of PHP"] = static text => JsonSerializer.Serialize(text).Replace("/", "\\/", StringComparison.Ordinal),
        ["repr of Python"] = static text => "'" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal) + "'",
        ["bytes of Python"] = static text => "b'" + string.Concat(Encoding.UTF8.GetBytes(text).Select(static value => value < 0x80 && value != '\'' && value != '\\' ? ((char)value).ToString() : $"\\x{value:x2}")) + "'",
        ["shlex.quote of Python"] = static text => "'" + text.Replace("'", "'\"'\"'", StringComparison.Ordinal) + "'",
        ["set -x of a shell"] = static text => "'" + text.Replace("'", "'\\''", StringComparison.Ordinal) + "'",
        ["printf %q of bash"] = static text => string.Concat(text.Select(static letter => letter switch { '\n' => "\\n", '\r' => "\\r", '\t' => "\\t", _ when char.IsAsciiLetterOrDigit(letter) || letter > 127 || "%+-./:=@_".Contains(letter, StringComparison.Ordinal) => letter.ToString(), _ => "\\" + letter })),
        ["SQL"] = static text => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'",
        ["CSV"] = static text => "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"",
        ["base64"] = static text => Base64("", text),
        ["base64 behind one byte"] = static text => Base64("u", text),
        ["base64 behind two bytes"] = static text => Base64("u:", text),
        ["base64url"] = static text => Base64("us:", text).Replace('+', '-').Replace('/', '_').TrimEnd('='),
        ["base64 in lines of 76"] = static text => Lines(Base64(new string('x', 50), text), 76, "\n"),
        ["base64 in short indented lines"] = static text => Lines(Base64("u:", text), 8, "\r\n\t"),
        ["hex"] = static text => Convert.ToHexStringLower(Encoding.UTF8.GetBytes("1" + text)),
        ["HEX in lines"] = static text => Lines(Convert.ToHexString(Encoding.UTF8.GetBytes(text)), 15, "\n"),
    };

    public static TheoryData<string, string> Nestings
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var outer in Encodings.Keys)
            {
                foreach (var inner in Encodings.Keys)
                {
                    data.Add(outer, inner);
                }
            }

            return data;
        }
    }

    [Theory(Timeout = 120_000)]
    [MemberData(nameof(Nestings))]
    public async Task A_secret_is_covered_in_every_encoding_of_every_encoding(string outer, string inner)
    {
        await Task.Yield();
        foreach (var secret in Secrets)
        {
            var encoded = Encodings[outer](Encodings[inner](secret));
            var shown = Redactor.Text($"before ({encoded}) after");

            Assert.StartsWith("before (", shown, StringComparison.Ordinal);
            Assert.EndsWith(") after", shown, StringComparison.Ordinal);
            Assert.True(shown.Contains("***", StringComparison.Ordinal), $"{encoded} was shown as {shown}");
            Assert.DoesNotContain(secret, Reference.Cover(shown), StringComparison.Ordinal);
        }
    }

    [Theory(Timeout = 120_000)]
    [InlineData("base64", "base64", "base64")]
    [InlineData("JSON of .NET", "JSON of .NET", "JSON of PHP")]
    [InlineData("html.escape of Python", "JSON of .NET", "Uri.EscapeDataString")]
    [InlineData("JSON of a browser", "base64 in lines of 76", "JSON of .NET")]
    [InlineData("percent, lower case", "set -x of a shell", "repr of Python")]
    public async Task Three_encodings_are_decoded(string first, string second, string third)
    {
        await Task.Yield();
        Assert.All(Secrets, secret => Assert.Contains("***", Redactor.Text(Encodings[first](Encodings[second](Encodings[third](secret)))), StringComparison.Ordinal));
    }

    [Fact(Timeout = 120_000)]
    public async Task However_an_encoded_text_is_cut_it_comes_out_as_the_reference_says()
    {
        await Task.Yield();
        var encodings = Encodings.Values.ToArray();
        string[] between = ["", " ", "\n", "x", "\\", "%", "&", "'", "\"", "=", "aB3d", "-", "wJ/", "%2", "&#3", "\\u00", "Zm9v", "plain words, and "];
        var texts = from parts in ArbMap.Default.GeneratorFor<int[]>()
                    from cuts in ArbMap.Default.GeneratorFor<byte[]>()
                    select (Text: string.Concat(parts.Select(static part => Math.Abs((long)part)).Select((part, index) =>
                    {
                        var secret = Secrets[(part + index) % Secrets.Length];
                        var piece = index % 3 == 2 ? secret[..(int)(part % secret.Length)] : secret;
                        return between[part % between.Length] + encodings[part % encodings.Length](encodings[(part * 7 / 3 + index) % encodings.Length](piece));
                    })) + "\n(end)\n", Cuts: cuts);
        Prop.ForAll(texts.ToArbitrary(), static sample => Check(sample.Text, sample.Cuts)).Check(Config.QuickThrowOnFailure.WithMaxTest(400).WithEndSize(12));
    }

    [Fact(Timeout = 120_000)]
    public async Task Text_that_decodes_into_something_new_for_ever_takes_no_time_for_ever()
    {
        await Task.Yield();
        string[] hostile =
        [
            new string('\\', 300_000), string.Concat(Enumerable.Repeat("%25", 100_000)), string.Concat(Enumerable.Repeat("%2525&amp;amp;", 20_000)),
            new string('A', 300_000), string.Concat(Enumerable.Repeat("Zm9vYmFy\n", 30_000)), string.Concat(Enumerable.Repeat("aB3dE5gH7jK", 20_000)),
        ];
        foreach (var text in hostile)
        {
            Assert.Equal(text, Redactor.Text(text));
        }
    }

    private static bool Check(string text, byte[] cuts)
    {
        var expected = Reference.Cover(text);
        var (whole, cut) = (Redactor.Text(text), Cut(text, cuts));
        return whole == expected && cut == expected ? true : throw new InvalidOperationException($"text: {text}\nexpected: {expected}\nwhole: {whole}\ncut: {cut} ({string.Join(',', cuts)})");
    }

    private static string Cut(string text, byte[] cuts)
    {
        var seen = new MemoryStream();
        var stream = Redactor.Open(bytes => seen.Write(bytes));
        var rest = Encoding.UTF8.GetBytes(text).AsMemory();
        for (var cut = 0; rest.Length > 0; cut++)
        {
            var length = Math.Min(rest.Length, cuts.Length == 0 ? rest.Length : (cuts[cut % cuts.Length] % 40) + 1);
            stream.Write(rest.Span[..length]);
            rest = rest[length..];
        }

        stream.End();
        return Encoding.UTF8.GetString(seen.ToArray());
    }

    private static string Kept(string escaped, string kept) =>
        kept.Aggregate(escaped, static (text, letter) => text.Replace("%" + ((int)letter).ToString("X2", CultureInfo.InvariantCulture), letter.ToString(), StringComparison.Ordinal));

    private static string Html(string text, string apostrophe, string quote) => text.Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("'", apostrophe, StringComparison.Ordinal).Replace("\"", quote, StringComparison.Ordinal);

    private static string Base64(string before, string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(before + text));

    private static string Lines(string text, int width, string end) => string.Join(end, text.Chunk(width).Select(static line => new string(line)));
}
