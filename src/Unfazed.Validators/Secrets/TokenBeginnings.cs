using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Unfazed.Validators.Secrets;

/// <summary>
/// Finds the places where a secret of one of the forms may be, in one pass for all of them. The algorithm is that of Hyperscan's Teddy: for each of
/// four bytes, two tables of sixteen entries name the groups of forms that have this byte there. The four bytes are those of a prefix that are rarest in text.
/// </summary>
internal static class TokenBeginnings
{
    /// <summary>How far behind the beginning of a form its four bytes can be.</summary>
    public const int MaxOffset = 32;

    private const int Length = 4;
    private const int Groups = 8;

    private static readonly TokenAnchor[] Anchors = [.. TokenForms.All.Select(static form => new TokenAnchor(form)).OrderBy(static anchor => anchor.Order, StringComparer.Ordinal)];
    private static readonly FrozenDictionary<uint, TokenAnchor[]> ByBytes = Anchors.GroupBy(static anchor => anchor.Key).ToFrozenDictionary(static group => group.Key, static group => group.ToArray());
    private static readonly Vector128<byte>[] ByLowBits = Tables(static value => value & 0x0F);
    private static readonly Vector128<byte>[] ByHighBits = Tables(static value => value >> 4);

    /// <summary>The next place at or behind one with the four bytes of a form, or -1. Some of these places are none after all.</summary>
    public static int Next(ReadOnlySpan<byte> text, int from)
    {
        var at = from;
        for (var last = text.Length - Vector128<byte>.Count - Length + 1; at <= last; at += Vector128<byte>.Count)
        {
            if (Mask(text, at) is not 0 and var mask)
            {
                return at + BitOperations.TrailingZeroCount(mask);
            }
        }

        for (; at + Length <= text.Length; at++)
        {
            if (MayBegin(text, at))
            {
                return at;
            }
        }

        return -1;
    }

    /// <summary>The forms whose four bytes are at a place.</summary>
    public static ReadOnlySpan<TokenAnchor> At(ReadOnlySpan<byte> text, int at)
    {
        var bytes = BinaryPrimitives.ReadUInt32LittleEndian(text[at..]);
        return ByBytes.TryGetValue(bytes, out var exact) || ByBytes.TryGetValue(bytes & TokenAnchor.ShortMask, out exact) ? exact : [];
    }

    private static bool MayBegin(ReadOnlySpan<byte> text, int at)
    {
        var groups = byte.MaxValue;
        for (var index = 0; index < Length; index++)
        {
            var value = text[at + index];
            groups &= (byte)(ByLowBits[index][value & 0x0F] & ByHighBits[index][value >> 4]);
        }

        return groups != 0;
    }

    private static uint Mask(ReadOnlySpan<byte> text, int at)
    {
        ref var start = ref MemoryMarshal.GetReference(text);
        var groups = Vector128<byte>.AllBitsSet;
        for (var index = 0; index < Length; index++)
        {
            var bytes = Vector128.LoadUnsafe(ref start, (nuint)(at + index));
            groups &= Vector128.Shuffle(ByLowBits[index], bytes & Vector128.Create((byte)0x0F)) & Vector128.Shuffle(ByHighBits[index], bytes >>> 4);
        }

        return ~Vector128.Equals(groups, Vector128<byte>.Zero).ExtractMostSignificantBits() & 0xFFFF;
    }

    // Neighbours in the order of the anchors share a group: they have much in common, so that the group fits little else.
    private static Vector128<byte>[] Tables(Func<int, int> entryOf)
    {
        var tables = new byte[Length, Vector128<byte>.Count];
        var keys = Anchors.Select(static anchor => anchor.Key).Distinct().ToList();
        foreach (var (number, key) in keys.Index())
        {
            for (var index = 0; index < Length; index++)
            {
                var value = (byte)(key >> (8 * index));
                var group = (byte)(1 << (number * Groups / keys.Count));
                for (var entry = 0; entry < Vector128<byte>.Count; entry++)
                {
                    // A short anchor says nothing of the fourth byte.
                    tables[index, entry] |= value == 0 || entry == entryOf(value) ? group : (byte)0;
                }
            }
        }

        return [.. Enumerable.Range(0, Length).Select(index => Vector128.Create([.. Enumerable.Range(0, Vector128<byte>.Count).Select(entry => tables[index, entry])]))];
    }
}
