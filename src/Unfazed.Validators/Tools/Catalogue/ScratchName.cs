using System.Security.Cryptography;
using System.Text;

namespace Unfazed.Validators.Tools.Catalogue;

/// <summary>Names in the scratch folder, which the directories of one check share.</summary>
internal static class ScratchName
{
    /// <summary>A short name for a directory.</summary>
    public static string Of(string directory) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(directory)).AsSpan(0, 8));
}
