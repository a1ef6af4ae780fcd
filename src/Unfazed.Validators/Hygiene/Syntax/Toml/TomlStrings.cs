using System.Globalization;
using System.Text;

namespace Unfazed.Validators.Hygiene.Syntax.Toml;

/// <summary>Reads strings: basic and literal, on one line and on several.</summary>
internal static class TomlStrings
{
    /// <summary>Reads a quoted key, its escapes resolved. Keys stand on one line.</summary>
    public static string ReadKey(ref TomlCursor cursor)
    {
        var text = new StringBuilder();
        SkipLine(ref cursor, text);
        return text.ToString();
    }

    /// <summary>Goes behind a string of any kind.</summary>
    public static void SkipValue(ref TomlCursor cursor)
    {
        if (cursor.TryTake("\"\"\""u8))
        {
            SkipLines(ref cursor, (byte)'"');
        }
        else if (cursor.TryTake("'''"u8))
        {
            SkipLines(ref cursor, (byte)'\'');
        }
        else
        {
            SkipLine(ref cursor, text: null);
        }
    }

    private static void SkipLine(ref TomlCursor cursor, StringBuilder? text)
    {
        var start = cursor.At;
        var quote = cursor.Current;
        cursor.At++;
        while (cursor.Current != quote)
        {
            if (cursor.AtEnd || cursor.Current is '\n' or '\r')
            {
                throw new TomlException(start, "a string that does not end on its line");
            }

            Step(ref cursor, quote == '"', text);
        }

        cursor.At++;
    }

    private static void SkipLines(ref TomlCursor cursor, byte quote)
    {
        var start = cursor.At - 3;
        while (true)
        {
            if (cursor.AtEnd)
            {
                throw new TomlException(start, "a string that does not end");
            }

            if (cursor.Current == quote)
            {
                // Up to two quotes may stand before the three that end it.
                var quotes = cursor.Rest.IndexOfAnyExcept(quote) is >= 0 and var count ? count : cursor.Rest.Length;
                cursor.At += Math.Min(quotes, 5);
                if (quotes >= 3)
                {
                    return;
                }
            }
            else if (!cursor.TryTakeLineBreak() && !(quote == '"' && TrySkipLineEndingBackslash(ref cursor)))
            {
                Step(ref cursor, quote == '"', text: null);
            }
        }
    }

    // A backslash, white space and a line break: all white space up to the next character goes.
    private static bool TrySkipLineEndingBackslash(ref TomlCursor cursor)
    {
        if (cursor.Current != '\\')
        {
            return false;
        }

        var ahead = cursor;
        ahead.At++;
        ahead.SkipBlanks();
        if (!ahead.TryTakeLineBreak())
        {
            return false;
        }

        cursor.At = ahead.At;
        return true;
    }

    private static void Step(ref TomlCursor cursor, bool hasEscapes, StringBuilder? text)
    {
        if (cursor.Current == '\\' && hasEscapes)
        {
            var resolved = Escape(ref cursor);
            text?.Append(resolved);
        }
        else if (cursor.Current is < ' ' and not '\t' or '\u007f')
        {
            throw new TomlException(cursor.At, "a control character in a string");
        }
        else
        {
            Rune.DecodeFromUtf8(cursor.Rest, out var rune, out var length);
            text?.Append(rune.ToString());
            cursor.At += length;
        }
    }

    private static string Escape(ref TomlCursor cursor)
    {
        var start = cursor.At;
        var kind = cursor.Rest.Length > 1 ? (char)cursor.Rest[1] : '\0';
        cursor.At = Math.Min(cursor.At + 2, cursor.At + cursor.Rest.Length);
        return kind switch
        {
            'b' => "\b",
            't' => "\t",
            'n' => "\n",
            'f' => "\f",
            'r' => "\r",
            '"' => "\"",
            '\\' => "\\",
            'u' => Unicode(ref cursor, start, 4),
            'U' => Unicode(ref cursor, start, 8),
            _ => throw new TomlException(start, "an escape that TOML does not have"),
        };
    }

    private static string Unicode(ref TomlCursor cursor, int start, int digits)
    {
        if (cursor.Rest.Length >= digits
            && uint.TryParse(cursor.Rest[..digits], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            && Rune.IsValid(value))
        {
            cursor.At += digits;
            return new Rune(value).ToString();
        }

        throw new TomlException(start, "an escape that is no Unicode character");
    }
}
