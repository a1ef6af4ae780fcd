using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Unfazed.Core.Caching;

/// <summary>A SHA-256 as a value that costs no object: a book holds one for each file.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FileKey(ulong First, ulong Second, ulong Third, ulong Fourth)
{
    /// <summary>Its bytes.</summary>
    public const int Length = 32;

    public static FileKey Read(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadUInt64LittleEndian(bytes),
        BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]),
        BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]),
        BinaryPrimitives.ReadUInt64LittleEndian(bytes[24..]));

    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, First);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[8..], Second);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[16..], Third);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[24..], Fourth);
    }
}
