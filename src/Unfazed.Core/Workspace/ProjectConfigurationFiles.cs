namespace Unfazed.Core.Workspace;

/// <summary>Files of the repository that configure every check: <c>unfazed.yaml</c>, at the root and below it, and the baseline.</summary>
internal static class ProjectConfigurationFiles
{
    /// <summary>Whether a file configures the checks of a directory.</summary>
    /// <param name="path">Relative to the root.</param>
    /// <param name="directory">Relative to the root; <c>.</c> for the root. Settings below it count, because they speak for a part of it.</param>
    public static bool Configures(string path, string directory)
    {
        var slash = path.LastIndexOf('/');
        var folder = slash < 0 ? "." : path[..slash];
        return path == ExcludeRules.BaselineFile
            || (WorkspaceRoot.ConfigurationNames.Contains(path[(slash + 1)..], StringComparer.Ordinal) && (IsBelow(folder, directory) || IsBelow(directory, folder)));
    }

    private static bool IsBelow(string folder, string outer) =>
        outer == "." || folder == outer || folder.StartsWith(outer + "/", StringComparison.Ordinal);
}
