using System.Collections.Immutable;
using Unfazed.Core.Workspace;

namespace Unfazed.Core.Orchestration;

/// <summary>Turns the paths that a run was narrowed to into files of the workspace.</summary>
internal static class FileSelections
{
    public static FileSelection? Of(WorkspaceSnapshot workspace, ImmutableArray<string>? paths)
    {
        if (paths is not { } given || given.Contains(".", StringComparer.Ordinal))
        {
            return null;
        }

        var folders = given.Select(static path => path.TrimEnd('/')).ToList();
        return new FileSelection([.. workspace.Files.Select(static file => file.Path).Where(path => folders.Exists(folder => IsAtOrBelow(path, folder)))]);
    }

    private static bool IsAtOrBelow(string path, string folder) =>
        path.StartsWith(folder, StringComparison.Ordinal) && (path.Length == folder.Length || path[folder.Length] == '/');
}
