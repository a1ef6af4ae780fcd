using Unfazed.Core;

namespace Unfazed.Validators.Tools.Catalogue;

/// <summary>Names in the scratch folder, which the directories of one check share.</summary>
internal static class ScratchName
{
    /// <summary>A short name for a directory.</summary>
    public static string Of(string directory) => Sha256.Hex(directory)[..16];
}
