using System.Buffers;
using System.Text;

namespace Unfazed.Core;

/// <summary>Removes a terminal's escape sequences (ECMA-48) from what a program printed: colours, links, cursor movements.</summary>
internal static class EscapeSequences
{
    private const char Escape = '\x1b';
    private const char Bell = '\a';

    // CSI in one character (8-bit C1), beside its form of two, ESC [.
    private const char ControlSequence = '\u009b';

    private static readonly SearchValues<char> Starts = SearchValues.Create(Escape, ControlSequence);
    private static readonly SearchValues<char> StringEnds = SearchValues.Create(Escape, Bell, '\n', '\r');

    /// <summary>Returns the text without its escape sequences. Linear in the length of the text.</summary>
    /// <param name="text">What was printed. A sequence that breaks off takes no text with it.</param>
    public static string Strip(string text)
    {
        var next = text.AsSpan().IndexOfAny(Starts);
        if (next < 0)
        {
            return text;
        }

        var plain = new StringBuilder(text.Length);
        var rest = text.AsSpan();
        var unterminated = 0;
        while (next >= 0)
        {
            plain.Append(rest[..next]);
            rest = rest[next..];

            // A string that has no end up to the end of its line has none for those that begin within it either.
            var mayBeString = rest.Length < unterminated || unterminated == 0;
            var length = Length(rest, mayBeString, out var scanned);
            unterminated = scanned > 0 ? rest.Length - scanned + 1 : unterminated;
            rest = rest[length..];
            next = rest.IndexOfAny(Starts);
        }

        return plain.Append(rest).ToString();
    }

    /// <summary>The length of the sequence at the start of a text.</summary>
    /// <param name="text">Begins with a sequence.</param>
    /// <param name="mayBeString">Whether a string that begins here can have an end.</param>
    /// <param name="scanned">How far an end was looked for in vain; else 0.</param>
    private static int Length(ReadOnlySpan<char> text, bool mayBeString, out int scanned)
    {
        scanned = 0;
        switch (text)
        {
            case [ControlSequence, .. var parameters]:
                return 1 + ParametersLength(parameters);
            case [_, '[', .. var parameters]:
                return 2 + ParametersLength(parameters);
            case [_, ']' or 'P' or 'X' or '^' or '_', .. var content]:
                var end = mayBeString ? StringLength(content, out scanned) : 0;
                scanned += scanned > 0 ? 2 : 0;
                return 2 + end;
            case [_, >= ' ' and <= '/', .. var further]:
                var final = further.IndexOfAnyExceptInRange(' ', '/');
                return final >= 0 && further[final] is >= '0' and <= '~' ? 3 + final : 1;
            case [_, >= '0' and <= '~', ..]:
                return 2;
            default:
                return 1;
        }
    }

    // Parameters, intermediate characters and the final one (§5.4); without a final one what is there ends it.
    private static int ParametersLength(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExceptInRange(' ', '?');
        return end < 0 ? text.Length : text[end] is >= '@' and <= '~' ? end + 1 : end;
    }

    // Up to BEL or ESC \, on one line.
    private static int StringLength(ReadOnlySpan<char> text, out int scanned)
    {
        scanned = 0;
        var end = text.IndexOfAny(StringEnds);
        switch (end < 0 ? [] : text[end..])
        {
            case [Bell, ..]:
                return end + 1;
            case [Escape, '\\', ..]:
                return end + 2;
            default:
                scanned = end < 0 ? text.Length : end;
                return 0;
        }
    }
}
