namespace Unfazed.Core.Redaction.Decoding;

/// <summary>
/// Decodes each run of digits of base64 (RFC 4648, both alphabets) and of hexadecimal ones, broken into lines or not. Where in a run
/// an encoded text begins nobody can tell: each possible beginning is decoded.
/// </summary>
/// <param name="plausible">Tells what came out from noise.</param>
internal sealed class DigitDecoder(PlausibleBytes plausible)
{
    private const byte None = 0xFF;

    // What is shorter encodes less than the shortest secret.
    private const int MinBytes = SecretValue.LeastLength;
    private const int MinRun = ((MinBytes * 8) + 5) / 6;

    private static readonly byte[] Nibbles = MakeNibbles();

    private byte[] _digits = [];
    private int[] _places = [];
    private int _count;

    // The value of each ASCII character as a digit of base64.
    private static ReadOnlySpan<byte> Sextets =>
    [
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 62, 255, 62, 255, 63,
        52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 255, 255, 255, 255, 255, 255,
        255, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14,
        15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 255, 255, 255, 255, 63,
        255, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40,
        41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 255, 255, 255, 255, 255,
    ];

    /// <summary>Decodes a view into another one.</summary>
    /// <param name="source">What is decoded.</param>
    /// <param name="target">Takes the results, with a border between them.</param>
    /// <returns>Whether there was a run.</returns>
    public bool Decode(TextView source, TextView target)
    {
        target.Reset(source, 0);
        if (_digits.Length < source.Length)
        {
            (_digits, _places) = (new byte[source.Length], new int[source.Length]);
        }

        _count = 0;
        var text = source.Text;
        for (var at = NextRun(source, 0); at < text.Length; at = NextRun(source, at))
        {
            var (start, first) = (at, _count);
            at = ReadRun(text, at);
            var isOpen = EndsOpen(source, at);
            if (isOpen || (_count - first >= MinRun && source.CopiedUntil(Math.Max(0, start - 1)) <= at))
            {
                Unpack(target, first, isOpen);
                if (isOpen)
                {
                    target.Leaves(_places[Math.Max(first, _count - 3)]);
                }
            }
            else
            {
                _count = first;
            }
        }

        return target.Length > 0;
    }

    // A run that is long enough, or open, has a part at the last place at which its beginning could be too late.
    private static int NextRun(TextView source, int from)
    {
        var text = source.Text;
        for (var at = from; at < text.Length;)
        {
            if (SextetOf(text[at]) != None)
            {
                var last = at + MinRun - 1;
                if (last >= OpenEnd(source, at) || !IsBetween(text, last))
                {
                    return at;
                }

                at = last;
            }

            at = Math.Max(at + 1, BeginningBefore(text, source.CopiedUntil(at), at + 1));
        }

        return text.Length;
    }

    // Back over all that a run may consist of.
    private static int BeginningBefore(ReadOnlySpan<char> text, int end, int least)
    {
        var at = end;
        while (at > least && (SextetOf(text[at - 1]) != None || text[at - 1] is '\r' or '\n' or '\t' or ' '))
        {
            at--;
        }

        return at;
    }

    // Whether no run goes over this place: blanks are within one only behind a line break.
    private static bool IsBetween(ReadOnlySpan<char> text, int at)
    {
        if (text[at] is ' ' or '\t')
        {
            return text[..at].TrimEnd("\t ") is [.., not ('\r' or '\n')];
        }

        return text[at] is not ('\r' or '\n') && SextetOf(text[at]) == None;
    }

    private static int OpenEnd(TextView source, int at)
    {
        foreach (var open in source.Open)
        {
            if (open.End > at)
            {
                return open.End;
            }
        }

        return source.Length;
    }

    private static bool EndsOpen(TextView source, int at)
    {
        foreach (var open in source.Open)
        {
            if (open.End == at)
            {
                return true;
            }
        }

        return false;
    }

    // The digits up to the end of the run, and where that is: behind the line breaks after it when nothing else follows.
    private int ReadRun(ReadOnlySpan<char> text, int at)
    {
        while (true)
        {
            for (byte digit; at < text.Length && (digit = SextetOf(text[at])) != None; at++)
            {
                _digits[_count] = digit;
                _places[_count++] = at;
            }

            var next = at < text.Length && text[at] is '\r' or '\n' ? at + Blanks(text[at..]) : at;
            var goesOn = next > at && next < text.Length && SextetOf(text[next]) != None;
            if (!goesOn)
            {
                return next == text.Length || (next > at && text[next] == TextView.Border) ? next : at;
            }

            at = next;
        }
    }

    private static int Blanks(ReadOnlySpan<char> text) => text.IndexOfAnyExcept("\r\n\t ") is >= 0 and var end ? end : text.Length;

    private void Unpack(TextView target, int first, bool isOpen)
    {
        var beginnings = isOpen ? 0b1111 : plausible.Beginnings(_digits.AsSpan(first, _count - first));
        for (var skip = 0; beginnings >> skip != 0; skip++)
        {
            var length = Math.Max(0, _count - first - skip) * 6 / 8;
            if (((beginnings >> skip) & 1) != 0 && (length >= MinBytes || (isOpen && length > 0)))
            {
                var bytes = target.AddPacked(length, first + skip, PieceKind.Base64, _places);
                FromBase64(_digits.AsSpan(first + skip), bytes);
                Decide(target, bytes, isOpen);
            }
        }

        for (var at = first; at < _count;)
        {
            var end = at;
            while (end < _count && Nibbles[_digits[end]] != None)
            {
                end++;
            }

            UnpackHex(target, at, end, isOpen && end == _count);
            at = end + 1;
        }
    }

    private void UnpackHex(TextView target, int first, int end, bool isOpen)
    {
        for (var skip = 0; skip < 2; skip++)
        {
            var length = Math.Max(0, end - first - skip) / 2;
            if (length >= MinBytes || (isOpen && length > 0))
            {
                var bytes = target.AddPacked(length, first + skip, PieceKind.Hex, _places);
                FromHex(_digits.AsSpan(first + skip), bytes);
                Decide(target, bytes, isOpen);
            }
        }
    }

    private void Decide(TextView target, ReadOnlySpan<char> bytes, bool isOpen)
    {
        if (isOpen)
        {
            target.Opens(target.Length - 1 - bytes.Length, target.Length - 1);
        }
        else if (!plausible.MayHold(bytes))
        {
            target.RemovePacked(bytes.Length);
        }
    }

    private static void FromBase64(ReadOnlySpan<byte> digits, Span<char> bytes)
    {
        var (from, to) = (0, 0);
        for (; to + 3 <= bytes.Length; from += 4, to += 3)
        {
            var bits = (digits[from] << 18) | (digits[from + 1] << 12) | (digits[from + 2] << 6) | digits[from + 3];
            bytes[to] = (char)(bits >> 16);
            bytes[to + 1] = (char)((bits >> 8) & 0xFF);
            bytes[to + 2] = (char)(bits & 0xFF);
        }

        if (to < bytes.Length)
        {
            bytes[to++] = (char)((digits[from] << 2) | (digits[from + 1] >> 4));
        }

        if (to < bytes.Length)
        {
            bytes[to] = (char)(((digits[from + 1] << 4) & 0xFF) | (digits[from + 2] >> 2));
        }
    }

    private static void FromHex(ReadOnlySpan<byte> digits, Span<char> bytes)
    {
        for (var at = 0; at < bytes.Length; at++)
        {
            bytes[at] = (char)((Nibbles[digits[at * 2]] << 4) | Nibbles[digits[(at * 2) + 1]]);
        }
    }

    private static byte SextetOf(char character) => character < 128 ? Sextets[character] : None;

    // By digit of base64: a run of hexadecimal digits is a run of those.
    private static byte[] MakeNibbles()
    {
        var nibbles = new byte[64];
        Array.Fill(nibbles, None);
        for (byte value = 0; value < 16; value++)
        {
            nibbles[SextetOf("0123456789abcdef"[value])] = value;
            nibbles[SextetOf("0123456789ABCDEF"[value])] = value;
        }

        return nibbles;
    }
}
