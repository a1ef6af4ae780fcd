using System.Runtime.InteropServices;
using System.Text;

namespace Unfazed.Core.Workspace.Digests;

/// <summary>Writes and reads what was hashed, in a binary form: a hundred thousand entries are read at every start where git cannot help.</summary>
internal static class DigestMemoCodec
{
    private const int Largest = 50_000_000;
    private const byte Settled = 1;
    private const byte Executable = 2;
    private const byte Gits = 4;
    private const byte Unread = 8;

    public static byte[] Write(IEnumerable<KeyValuePair<string, MemoEntry>> entries)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        foreach (var (path, entry) in entries)
        {
            writer.Write(path);
            writer.Write(FlagsOf(entry));
            writer.Write(entry.Stamp.Size);
            writer.Write(entry.Stamp.Modified);
            writer.Write(entry.Stamp.Changed);
            writer.Write(entry.Stamp.Inode);
            writer.Write(Bytes(entry.Hash.Content));
            var id = Bytes(entry.Hash.ObjectId);
            writer.Write((byte)id.Length);
            writer.Write(id);
        }

        writer.Flush();
        return stream.ToArray();
    }

    private static byte FlagsOf(MemoEntry entry) => (byte)(
        (entry.IsSettled ? Settled : 0) | (entry.Stamp.Executable ? Executable : 0) | (entry.IsGits ? Gits : 0) | (entry.Hash.Content is null ? Unread : 0));

    private static byte[] Bytes(string? digits) => digits is null ? [] : Convert.FromHexString(digits);

    /// <summary>Reads it; of a file that ends too early, or is none of ours, what stands before that.</summary>
    public static Dictionary<string, MemoEntry> Read(ReadOnlyMemory<byte> bytes)
    {
        var entries = new Dictionary<string, MemoEntry>(StringComparer.Ordinal);
        using var stream = Stream(bytes);
        using var reader = new BinaryReader(stream, Encoding.UTF8);
        try
        {
            while (stream.Position < stream.Length && entries.Count < Largest)
            {
                var (path, entry) = ReadEntry(reader);
                entries[path] = entry;
            }
        }
        catch (Exception problem) when (problem is IOException or FormatException or ArgumentException)
        {
            // What was read so far is right by itself.
        }

        return entries;
    }

    private static MemoryStream Stream(ReadOnlyMemory<byte> bytes) =>
        MemoryMarshal.TryGetArray(bytes, out var array) ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false) : new MemoryStream(bytes.ToArray(), writable: false);

    private static (string Path, MemoEntry Entry) ReadEntry(BinaryReader reader)
    {
        var path = reader.ReadString();
        var flags = reader.ReadByte();
        var stamp = new FileStamp(reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64(), (flags & Executable) != 0) { Inode = reader.ReadUInt64() };
        var content = (flags & Unread) != 0 ? null : Hex(reader, GitObjectId.Sha256Digits / 2);
        var length = reader.ReadByte();
        var id = length switch
        {
            0 => null,
            GitObjectId.Sha1Digits / 2 or GitObjectId.Sha256Digits / 2 => Hex(reader, length),
            _ => throw new FormatException("an id of this length is none"),
        };
        var isGits = (flags & Gits) != 0;
        if ((isGits ? id : content) is null)
        {
            throw new FormatException("it bears no name");
        }

        return (path, new MemoEntry(stamp, new FileHash(content, id), (flags & Settled) != 0) { IsGits = isGits });
    }

    private static string Hex(BinaryReader reader, int length)
    {
        var bytes = reader.ReadBytes(length);
        return bytes.Length == length ? Convert.ToHexStringLower(bytes) : throw new EndOfStreamException();
    }
}
