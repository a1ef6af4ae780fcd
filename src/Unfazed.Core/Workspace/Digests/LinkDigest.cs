using System.Security.Cryptography;
using System.Text;

namespace Unfazed.Core.Workspace.Digests;

/// <summary>What a symbolic link stands for: where it leads, and the bytes of the file there, since that is what tools read through it.</summary>
internal static class LinkDigest
{
    /// <summary>The digest; null when the link cannot be read.</summary>
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
            return File.Exists(path)
                ? FileHash.Of(path, stamp: null, idDigits: 0) is { } hash ? $"link:{link} sha256:{hash.Content}" : null
                : $"link:{link} {(Directory.Exists(path) ? "folder" : "nothing")}";
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
