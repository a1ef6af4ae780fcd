namespace Unfazed.Testing.Fuzzing;

/// <summary>Makes a damaged input of valid ones. The same random numbers give the same input.</summary>
internal static class InputMutator
{
    private const int MaxLength = 256 * 1024;

    private static readonly byte[][] Pieces =
    [
        .. ((string[])["\"", "'", "{", "}", "[", "]", ":", ",", "\n", "\r\n", "\\", "\\ud800", "\\u0000", "/", "../", "-1", "0", "2147483648", "1e999", "null", "<", ">", "<![CDATA[", "]]>", "<!--",
            "&amp;", "&#x0;", "=", "#", "%", "*", "?", "**", "!", "&a", "*a", "|", ">-", "\t", " ", "\0", "\u001b[31m", "\ufeff", "\u2028", "é", "::", "\"\"\"", "'''"]).Select(System.Text.Encoding.UTF8.GetBytes),
        [0xff], [0xc3], [0xed, 0xa0, 0x80], [0xff, 0xfe],
    ];

    /// <summary>Returns a mutant of one of the samples.</summary>
    public static byte[] Mutate(IReadOnlyList<byte[]> samples, Random random)
    {
        var input = new List<byte>(samples[random.Next(samples.Count)]);
        for (var changes = random.Next(1, 8); changes > 0; changes--)
        {
            var at = random.Next(input.Count + 1);
            var rest = input.Count - at;
            switch (random.Next(8))
            {
                case 0 when rest > 0:
                    input[at] = (byte)random.Next(256);
                    break;
                case 1 when rest > 0:
                    input[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    input.RemoveRange(at, Math.Min(random.Next(24), rest));
                    break;
                case 3:
                    input.RemoveRange(at, rest);
                    break;
                case 4:
                    input.InsertRange(at, Part(samples[random.Next(samples.Count)], random, 200));
                    break;
                case 5 when random.Next(20) == 0:
                    Repeat(input, at, random);
                    break;
                default:
                    input.InsertRange(at, Pieces[random.Next(Pieces.Length)]);
                    break;
            }
        }

        return [.. input];
    }

    private static byte[] Part(byte[] of, Random random, int most)
    {
        var from = random.Next(of.Length + 1);
        return of[from..Math.Min(of.Length, from + random.Next(most))];
    }

    // What is not linear shows in thousands of the same.
    private static void Repeat(List<byte> input, int at, Random random)
    {
        var piece = random.Next(2) == 0 ? Pieces[random.Next(Pieces.Length)] : Part([.. input], random, 40);
        var times = piece.Length == 0 ? 0 : random.Next(MaxLength / piece.Length);
        input.InsertRange(at, Enumerable.Repeat(piece, times).SelectMany(static copy => copy));
    }
}
