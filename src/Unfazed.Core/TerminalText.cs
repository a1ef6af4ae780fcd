using System.Globalization;
using System.Text;

namespace Unfazed.Core;

/// <summary>Makes text of others fit to be shown: nothing in it can move the cursor, change colours, hide or reorder what a person reads.</summary>
public static class TerminalText
{
    private const char FirstControlPicture = '\u2400';
    private const char DeletePicture = '\u2421';

    /// <summary>
    /// The text with each control character but newline and tab as its picture (U+2400 to U+2421), so that an escape sequence is
    /// seen as <c>␛[31m</c> and has no effect; C1 controls, bidirectional controls, invisible characters and lone surrogates as <c>\u{…}</c>.
    /// </summary>
    /// <remarks>A carriage return before a newline is dropped: it is a line ending and nothing else.</remarks>
    public static string Clean(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (IsClean(text))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length + 16);
        for (var index = 0; index < text.Length;)
        {
            var isRune = Rune.TryGetRuneAt(text, index, out var rune);
            var length = isRune ? rune.Utf16SequenceLength : 1;
            if (!isRune)
            {
                AppendEscaped(clean, text[index]);
            }
            else if (rune.Value != '\r' || index + 1 == text.Length || text[index + 1] != '\n')
            {
                Append(clean, rune);
            }

            index += length;
        }

        return clean.ToString();
    }

    /// <summary>As <see cref="Clean"/>, and on one line: newlines and tabs become their pictures too.</summary>
    public static string CleanLine(string text) =>
        Clean(text).Replace('\n', (char)(FirstControlPicture + '\n')).Replace('\t', (char)(FirstControlPicture + '\t'));

    private static bool IsClean(string text)
    {
        foreach (var unit in text)
        {
            if (unit is not ('\n' or '\t') && unit is < ' ' or > '~')
            {
                return false;
            }
        }

        return true;
    }

    private static void Append(StringBuilder clean, Rune rune)
    {
        if (rune.Value is '\n' or '\t')
        {
            clean.Append((char)rune.Value);
        }
        else if (rune.Value < ' ')
        {
            clean.Append((char)(FirstControlPicture + rune.Value));
        }
        else if (rune.Value == 0x7F)
        {
            clean.Append(DeletePicture);
        }
        else if (IsInvisible(rune))
        {
            AppendEscaped(clean, rune.Value);
        }
        else
        {
            clean.Append(rune.ToString());
        }
    }

    // Cc: C1 controls. Cf: bidirectional controls (UAX #9), zero-width characters, tags. Zl, Zp: line separators some terminals obey.
    // The zero-width joiner and non-joiner belong to words and emoji.
    private static bool IsInvisible(Rune rune) =>
        rune.Value is not (0x200C or 0x200D)
        && Rune.GetUnicodeCategory(rune) is (UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    private static void AppendEscaped(StringBuilder clean, int value) => clean.Append(CultureInfo.InvariantCulture, $"\\u{{{value:X4}}}");
}
