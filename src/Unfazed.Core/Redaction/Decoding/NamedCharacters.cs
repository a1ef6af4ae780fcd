using System.Collections.Frozen;
using System.Net;
using System.Text;

namespace Unfazed.Core.Redaction.Decoding;

/// <summary>Characters that HTML names (https://html.spec.whatwg.org/multipage/named-characters.html): all of HTML 4, and of HTML 5 those of ASCII.</summary>
internal static class NamedCharacters
{
    // Each name with its character behind it.
    private static readonly FrozenDictionary<string, char> Ascii = new[]
    {
        "Tab\t", "NewLine\n", "excl!", "num#", "dollar$", "percnt%", "apos'", "AMP&", "LT<", "GT>", "QUOT\"", "lpar(", "rpar)", "ast*", "midast*",
        "plus+", "comma,", "period.", "sol/", "colon:", "semi;", "equals=", "quest?", "commat@", "lsqb[", "lbrack[", "bsol\\", "rsqb]", "rbrack]",
        "Hat^", "lowbar_", "UnderBar_", "grave`", "DiacriticalGrave`", "lcub{", "lbrace{", "verbar|", "vert|", "VerticalLine|", "rcub}", "rbrace}",
        "hyphen-", "dash-",
    }.ToFrozenDictionary(static name => name[..^1], static name => name[^1], StringComparer.Ordinal);

    /// <summary>The character, or null for a name that is not known.</summary>
    public static int? Of(ReadOnlySpan<char> name)
    {
        if (Ascii.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var character))
        {
            return character;
        }

        var text = WebUtility.HtmlDecode($"&{name};");
        return text[0] == '&' && text.Length > 1 ? null : Rune.GetRuneAt(text, 0).Value;
    }
}
