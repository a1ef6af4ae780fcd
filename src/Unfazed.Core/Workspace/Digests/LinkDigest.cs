using System.Security.Cryptography;
using System.Text;

namespace Unfazed.Core.Workspace.Digests;

/// <summary>What a symbolic link stands for: where it leads, and the bytes of the file there, since that is what tools read through it.</summary>
internal static class LinkDigest
{
    private const string NullDevice = "/dev/null";

    /// <summary>Returns the digest; null when the link or the file cannot be read, or when it leads to a device or a pipe, whose content nobody knows beforehand.</summary>
    /// <param name="path">Absolute.</param>
    public static string? Of(string path)
    {
        try
        {
            if (new FileInfo(path).LinkTarget is not { } target)
            {
                return null;
            }

            var link = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(target)));
            return FileStatus.Following(path).Type switch
            {
                FileType.Directory => $"link:{link} folder",
                FileType.Missing => $"link:{link} nothing",
                FileType.Special when IsNullDevice(path) => $"link:{link} nothing",
                FileType.Regular when FileHash.Of(path, stamp: null, idDigits: 0) is { } hash => $"link:{link} sha256:{hash.Content}",
                _ => null,
            };
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool IsNullDevice(string path) => File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName == NullDevice;
}
