using System.Text;

namespace Unfazed.Core.Workspace.Digests;

/// <summary>Writes and reads what was hashed, in a binary form: a hundred thousand entries are read at every start where git cannot help.</summary>
internal static class DigestMemoCodec
{
    private const int Largest = 50_000_000;
    private const byte Settled = 1;
    private const byte Executable = 2;
    private const byte Gits = 4;

    public static byte[] Write(IEnumerable<KeyValuePair<string, MemoEntry>> entries)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        foreach (var (path, entry) in entries)
        {
            writer.Write(path);
            writer.Write((byte)((entry.IsSettled ? Settled : 0) | (entry.Stamp.Executable ? Executable : 0) | (entry.IsGits ? Gits : 0)));
            writer.Write(entry.Stamp.Size);
            writer.Write(entry.Stamp.Modified);
            writer.Write(entry.Stamp.Changed);
            writer.Write(entry.Stamp.Inode);
            writer.Write(Convert.FromHexString(entry.Hash.Content));
            var id = entry.Hash.ObjectId is { } text ? Convert.FromHexString(text) : [];
            writer.Write((byte)id.Length);
            writer.Write(id);
        }

        writer.Flush();
        return stream.ToArray();
    }

    /// <summary>Reads it; of a file that ends too early, or is none of ours, what stands before that.</summary>
    public static Dictionary<string, MemoEntry> Read(byte[]? bytes)
    {
        var entries = new Dictionary<string, MemoEntry>(StringComparer.Ordinal);
        if (bytes is null)
        {
            return entries;
        }

        using var stream = new MemoryStream(bytes, writable: false);
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

    private static (string Path, MemoEntry Entry) ReadEntry(BinaryReader reader)
    {
        var path = reader.ReadString();
        var flags = reader.ReadByte();
        var stamp = new FileStamp(reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64(), (flags & Executable) != 0) { Inode = reader.ReadUInt64() };
        var content = Hex(reader, GitObjectId.Sha256Digits / 2);
        var length = reader.ReadByte();
        var id = length switch
        {
            0 => null,
            GitObjectId.Sha1Digits / 2 or GitObjectId.Sha256Digits / 2 => Hex(reader, length),
            _ => throw new FormatException("an id of this length is none"),
        };
        return (path, new MemoEntry(stamp, new FileHash(content, id), (flags & Settled) != 0) { IsGits = (flags & Gits) != 0 });
    }

    private static string Hex(BinaryReader reader, int length)
    {
        var bytes = reader.ReadBytes(length);
        return bytes.Length == length ? Convert.ToHexStringLower(bytes) : throw new EndOfStreamException();
    }
}
