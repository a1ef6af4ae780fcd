using System.Buffers.Binary;

namespace Unfazed.Validators.Secrets;

/// <summary>The four bytes of a form's prefix that are searched for: those that text has least often. A prefix of three bytes has three.</summary>
internal sealed class TokenAnchor
{
    /// <summary>The bytes of a key that a prefix of three bytes has.</summary>
    public const uint ShortMask = 0x00FFFFFF;

    private const int Length = 4;

    public TokenAnchor(TokenForm form)
    {
        Form = form;
        var prefix = form.Prefix.AsSpan();
        var last = Math.Min(Math.Max(0, prefix.Length - Length), TokenBeginnings.MaxOffset);
        for (var (offset, best) = (0, -1); offset <= last; offset++)
        {
            if (Rarity(prefix.Slice(offset, Math.Min(Length, prefix.Length))) is var rarity && rarity > best)
            {
                (Offset, best) = (offset, rarity);
            }
        }

        Span<byte> bytes = stackalloc byte[Length];
        bytes.Clear();
        prefix.Slice(Offset, Math.Min(Length, prefix.Length)).CopyTo(bytes);
        Key = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        bytes.Reverse();
        Order = Convert.ToHexString(bytes);
    }

    /// <summary>The form.</summary>
    public TokenForm Form { get; }

    /// <summary>Where in the prefix the bytes are.</summary>
    public int Offset { get; }

    /// <summary>The bytes as a number, the first one lowest.</summary>
    public uint Key { get; }

    /// <summary>Sorts anchors that end alike beside each other.</summary>
    public string Order { get; }

    private static int Rarity(ReadOnlySpan<byte> bytes)
    {
        var sum = 0;
        foreach (var value in bytes)
        {
            sum += value switch
            {
                >= (byte)'a' and <= (byte)'z' => 1,
                (byte)'_' or (byte)'-' or (byte)'.' or (byte)' ' or (byte)'/' or (byte)'"' => 3,
                _ => 4,
            };
        }

        return sum;
    }
}
