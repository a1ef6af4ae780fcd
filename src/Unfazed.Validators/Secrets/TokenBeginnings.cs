using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Unfazed.Validators.Secrets;

/// <summary>Finds where a token of one of the forms may begin, in one pass for all of them: searching for each would cost more than reading.</summary>
internal static class TokenBeginnings
{
    /// <summary>Bytes that decide.</summary>
    private const int Length = 4;

    /// <summary>The next place at or behind one, or -1.</summary>
    public static int Next(ReadOnlySpan<byte> text, int from)
    {
        var at = from;
        for (var last = text.Length - Vector256<byte>.Count - Length + 1; at <= last; at += Vector256<byte>.Count)
        {
            if (Mask(text, at) is not 0 and var mask)
            {
                return at + BitOperations.TrailingZeroCount(mask);
            }
        }

        for (; at + Length <= text.Length; at++)
        {
            if (MayBegin(text[at], text[at + 1], text[at + 2], text[at + 3]))
            {
                return at;
            }
        }

        return -1;
    }

    // AKIA ASIA gh._ gith glp xox npm_ ecr ECR
    private static bool MayBegin(byte first, byte second, byte third, byte fourth) => (first, second) switch
    {
        ((byte)'A', (byte)'K' or (byte)'S') => third == 'I',
        ((byte)'g', (byte)'h') => fourth == '_',
        ((byte)'g', (byte)'i') => fourth == 'h',
        ((byte)'g', (byte)'l') => third == 'p',
        ((byte)'x', (byte)'o') => third == 'x',
        ((byte)'n', (byte)'p') => third == 'm',
        ((byte)'e', (byte)'c') => third == 'r',
        ((byte)'E', (byte)'C') => third == 'R',
        _ => false,
    };

    private static uint Mask(ReadOnlySpan<byte> text, int at)
    {
        ref var start = ref MemoryMarshal.GetReference(text);
        var first = Vector256.LoadUnsafe(ref start, (nuint)at);
        var second = Vector256.LoadUnsafe(ref start, (nuint)at + 1);
        var third = Vector256.LoadUnsafe(ref start, (nuint)at + 2);
        var fourth = Vector256.LoadUnsafe(ref start, (nuint)at + 3);
        var found = (Is(first, 'A') & (Is(second, 'K') | Is(second, 'S')) & Is(third, 'I'))
            | (Is(first, 'g') & ((Is(second, 'h') & Is(fourth, '_')) | (Is(second, 'i') & Is(fourth, 'h')) | (Is(second, 'l') & Is(third, 'p'))))
            | (Is(first, 'x') & Is(second, 'o') & Is(third, 'x'))
            | (Is(first, 'n') & Is(second, 'p') & Is(third, 'm'))
            | (Is(first, 'e') & Is(second, 'c') & Is(third, 'r'))
            | (Is(first, 'E') & Is(second, 'C') & Is(third, 'R'));
        return found.ExtractMostSignificantBits();
    }

    private static Vector256<byte> Is(Vector256<byte> bytes, char value) => Vector256.Equals(bytes, Vector256.Create((byte)value));
}
