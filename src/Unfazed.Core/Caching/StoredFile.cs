using System.Text;

namespace Unfazed.Core.Caching;

/// <summary>A file of the cache: a mark with the version of its form, a checksum over the name that it is kept under and its content, the content.</summary>
internal static class StoredFile
{
    private const int ChecksumLength = Sha256.DigestSize;

    private static ReadOnlySpan<byte> Mark => "unfazed cache 2\n"u8;

    /// <summary>The bytes of the file.</summary>
    public static byte[] Wrap(string name, ReadOnlySpan<byte> content)
    {
        var bytes = new byte[Mark.Length + ChecksumLength + content.Length];
        Mark.CopyTo(bytes);
        Checksum(name, content, bytes.AsSpan(Mark.Length, ChecksumLength));
        content.CopyTo(bytes.AsSpan(Mark.Length + ChecksumLength));
        return bytes;
    }

    /// <summary>The content; null for a file that is damaged, or was moved here from another name.</summary>
    public static ReadOnlyMemory<byte>? Unwrap(string name, ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length < Mark.Length + ChecksumLength || !bytes.Span.StartsWith(Mark))
        {
            return null;
        }

        Span<byte> expected = stackalloc byte[ChecksumLength];
        var content = bytes[(Mark.Length + ChecksumLength)..];
        Checksum(name, content.Span, expected);

        // Spelled out: null beside a memory would become an empty one.
        return expected.SequenceEqual(bytes.Span.Slice(Mark.Length, ChecksumLength)) ? content : default(ReadOnlyMemory<byte>?);
    }

    private static void Checksum(string name, ReadOnlySpan<byte> content, Span<byte> checksum)
    {
        Span<byte> digest = stackalloc byte[Sha256.DigestSize];
        Sha256.HashData(content, digest);
        Sha256.HashData([.. Encoding.UTF8.GetBytes(name + "\0"), .. digest], checksum);
    }
}
