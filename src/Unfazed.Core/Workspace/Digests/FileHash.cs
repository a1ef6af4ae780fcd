using System.Buffers;
using System.Security.Cryptography;

namespace Unfazed.Core.Workspace.Digests;

/// <summary>The hashes of a file's bytes.</summary>
/// <param name="Content">SHA-256, in hexadecimal digits; null where git alone looked at them.</param>
/// <param name="ObjectId">The id that git would give them; null where it was not asked for.</param>
internal readonly record struct FileHash(string? Content, string? ObjectId)
{
    private const int BlockSize = 256 * 1024;

    /// <summary>Reads a regular file once; null when it cannot be read, or is not (or no longer) what its stamp says.</summary>
    /// <param name="path">Absolute; a link is followed.</param>
    /// <param name="stamp">What the file system said of it; null for whatever it says now.</param>
    /// <param name="idDigits">How long git's ids are here; 0 where none is wanted.</param>
    public static FileHash? Of(string path, FileStamp? stamp, int idDigits)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BlockSize);
        try
        {
            using var file = RegularFile.OpenRead(path, FileLinks.Follow);
            var length = stamp?.Size ?? file.Length;
            using var content = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            using var id = idDigits == 0 ? null : GitObjectId.Begin(length, idDigits);
            long position = 0;

            // One that grows is not followed to an end that may never come.
            while (position <= length && file.Read(buffer, 0, BlockSize) is > 0 and var read)
            {
                content.AppendData(buffer, 0, read);
                id?.AppendData(buffer, 0, read);
                position += read;
            }

            return position == length && (stamp is null || FileStatus.Of(path).Stamp == stamp)
                ? new FileHash(Convert.ToHexStringLower(content.GetHashAndReset()), id is null ? null : GitObjectId.End(id))
                : null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
