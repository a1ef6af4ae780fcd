using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Unfazed.Core.Workspace.Digests;

/// <summary>The id that git gives to bytes: a hash over <c>blob LENGTH NUL</c> and them (gitformat-pack(5), hash-function-transition).</summary>
internal static class GitObjectId
{
    /// <summary>The length of an id in a repository of SHA-1.</summary>
    public const int Sha1Digits = 40;

    /// <summary>The length of an id in a repository of SHA-256.</summary>
    public const int Sha256Digits = 64;

    /// <summary>Begins the hash of a blob.</summary>
    /// <param name="length">How many bytes it has.</param>
    /// <param name="digits">How long the ids of the repository are.</param>
    public static IncrementalHash Begin(long length, int digits)
    {
        var hash = IncrementalHash.CreateHash(digits == Sha256Digits ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA1);
        hash.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"blob {length}\0")));
        return hash;
    }

    /// <summary>The id.</summary>
    public static string End(IncrementalHash hash) => Convert.ToHexStringLower(hash.GetHashAndReset());
}
