using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Unfazed.Validators.Hygiene.Syntax.Toml;

/// <summary>Reads what has no quotes: truth values, numbers, dates and times.</summary>
internal static partial class TomlScalars
{
    private const int Longest = 1024;
    private static readonly SearchValues<byte> Ends = SearchValues.Create(" \t\r\n,]}#="u8);

    /// <summary>Goes behind such a value.</summary>
    /// <exception cref="TomlException">It is none.</exception>
    public static void Skip(ref TomlCursor cursor)
    {
        var token = Token(cursor.Rest);
        if (token.Length == 0)
        {
            throw cursor.Unexpected("a value");
        }

        if (token.Length > Longest)
        {
            throw new TomlException(cursor.At, "a value of more than 1,024 characters") { IsLimit = true };
        }

        // A date and a time may stand apart.
        if (token.Length == 10 && cursor.Rest.Length > 13 && cursor.Rest[10] == ' ' && char.IsAsciiDigit((char)cursor.Rest[11]) && token[4] == '-')
        {
            token = cursor.Rest[..(11 + Token(cursor.Rest[11..]).Length)];
        }

        var text = Encoding.UTF8.GetString(token);
        if (!IsNumber(text) && !IsMoment(text))
        {
            throw new TomlException(cursor.At, "this is no value; a text needs quotes");
        }

        cursor.At += token.Length;
    }

    private static ReadOnlySpan<byte> Token(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOfAny(Ends);
        return end < 0 ? text : text[..end];
    }

    private static bool IsNumber(string text) => text is "true" or "false" || Number().IsMatch(text);

    private static bool IsMoment(string text) => Moment().Match(text) is { Success: true } match
        && (!match.Groups["year"].Success || IsDay(match.Groups["year"].Value, match.Groups["month"].Value, match.Groups["day"].Value));

    private static bool IsDay(string year, string month, string day) =>
        Int(month) is >= 1 and <= 12 && Int(day) >= 1 && Int(day) <= DateTime.DaysInMonth(Math.Max(1, Int(year)), Int(month));

    private static int Int(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"\A(?:0x[0-9A-Fa-f]+(?:_[0-9A-Fa-f]+)*|0o[0-7]+(?:_[0-7]+)*|0b[01]+(?:_[01]+)*|[+-]?(?:inf|nan)|[+-]?(?:0|[1-9][0-9]*(?:_[0-9]+)*)(?:\.[0-9]+(?:_[0-9]+)*)?(?:[eE][+-]?[0-9]+(?:_[0-9]+)*)?)\z",
        RegexOptions.NonBacktracking)]
    private static partial Regex Number();

    // RFC 3339; a local date, a local time, both, or with an offset.
    [GeneratedRegex(
        @"\A(?:(?<year>[0-9]{4})-(?<month>[0-9]{2})-(?<day>[0-9]{2})(?:[Tt ](?:[01][0-9]|2[0-3]):[0-5][0-9]:(?:[0-5][0-9]|60)(?:\.[0-9]+)?(?:[Zz]|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])?)?|(?:[01][0-9]|2[0-3]):[0-5][0-9]:(?:[0-5][0-9]|60)(?:\.[0-9]+)?)\z",
        RegexOptions.NonBacktracking)]
    private static partial Regex Moment();
}
