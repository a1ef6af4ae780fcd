namespace Unfazed.Core.Configuration;

/// <summary>What an <c>unfazed.yaml</c> below the root says, for what lies there.</summary>
/// <param name="Folder">Its folder, relative to the root with <c>/</c>.</param>
/// <param name="File">The file, as it is called in sources.</param>
/// <param name="Own">What stands in it, its paths made relative to the root.</param>
/// <param name="InForce">The configuration in force there: the root's, those of the folders above it, and its own.</param>
public sealed record FolderConfiguration(string Folder, string File, UnfazedConfiguration Own, UnfazedConfiguration InForce)
{
    /// <summary>Whether a path or folder, relative to the root, lies in the folder or is it.</summary>
    public bool Holds(string path) =>
        path.StartsWith(Folder, StringComparison.Ordinal) && (path.Length == Folder.Length || path[Folder.Length] == '/');
}
