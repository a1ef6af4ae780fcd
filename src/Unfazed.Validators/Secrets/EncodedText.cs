using System.Buffers;
using System.Buffers.Text;
using System.Runtime.InteropServices;

namespace Unfazed.Validators.Secrets;

/// <summary>Finds text in base64 (RFC 4648, both alphabets; in lines or not): secrets of Kubernetes, variables of CI systems, configurations of clusters.</summary>
internal static class EncodedText
{
    // An access key id of AWS is encoded in so many digits; nothing that is looked for is shorter.
    private const int MinRun = 26;
    private const int ProbedDigits = 24;

    // Digits that are broken into lines have lines of this length.
    private const int MinLine = 60;

    private static readonly SearchValues<byte> Digits = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_"u8);
    private static readonly SearchValues<byte> OfText = SearchValues.Create([.. "\t\n\r"u8, .. Enumerable.Range(' ', '~' - ' ' + 1).Select(static value => (byte)value)]);

    /// <summary>The next run that encodes text; null where there is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="from">Where to begin.</param>
    public static EncodedRun? Next(ReadOnlySpan<byte> text, int from)
    {
        // A run of the least length covers one of these places, so that most of the text need not be read.
        for (var at = from; at + MinRun <= text.Length;)
        {
            var probe = at + MinRun - 1;
            if (!Digits.Contains(text[probe]))
            {
                at = probe + 1;
                continue;
            }

            var start = at + text[at..probe].LastIndexOfAnyExcept(Digits) + 1;
            var end = EndOfRun(text, probe);
            if (end - start >= MinRun && IsText(text.Slice(start, ProbedDigits)))
            {
                return new EncodedRun(start, end, EndOfLines(text, start, end));
            }

            at = end;
        }

        return null;
    }

    /// <summary>Decodes a run; what is left over at its end does not count.</summary>
    public static byte[] Decode(ReadOnlySpan<byte> run)
    {
        var digits = new ArrayBufferWriter<byte>(run.Length);
        foreach (var value in run)
        {
            if (Digits.Contains(value))
            {
                digits.Write([value switch { (byte)'-' => (byte)'+', (byte)'_' => (byte)'/', _ => value }]);
            }
        }

        // What is no multiple of four has one or two bytes more.
        while (digits.WrittenCount % 4 != 0)
        {
            digits.Write(digits.WrittenCount % 4 == 1 ? "A"u8 : "="u8);
        }

        var decoded = new byte[Base64.GetMaxDecodedFromUtf8Length(digits.WrittenCount)];
        _ = Base64.DecodeFromUtf8(digits.WrittenSpan, decoded, out _, out var length);
        return decoded[..length];
    }

    private static int EndOfRun(ReadOnlySpan<byte> text, int at) => text[at..].IndexOfAnyExcept(Digits) is >= 0 and var length ? at + length : text.Length;

    private static int EndOfLines(ReadOnlySpan<byte> text, int start, int end)
    {
        for (var line = end - start; line >= MinLine;)
        {
            var blanks = text[end..].IndexOfAnyExcept(" \t\r\n"u8);
            if (blanks <= 0 || text.Slice(end, blanks).Count((byte)'\n') != 1)
            {
                break;
            }

            var next = end + blanks;
            var last = EndOfRun(text, next);
            if (last == next)
            {
                break;
            }

            (line, end) = (last - next, last);
        }

        return end;
    }

    // Noise is no text: of random bytes a third is.
    private static bool IsText(ReadOnlySpan<byte> digits) => Decode(digits).AsSpan().IndexOfAnyExcept(OfText) < 0;
}

/// <summary>A run of digits, in bytes.</summary>
/// <param name="Start">Its first digit.</param>
/// <param name="EndOfLine">Behind the digits of its first line.</param>
/// <param name="End">Behind its last digit.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct EncodedRun(int Start, int EndOfLine, int End);
