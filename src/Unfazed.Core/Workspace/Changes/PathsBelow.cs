using System.Collections.Immutable;

namespace Unfazed.Core.Workspace.Changes;

/// <summary>Files at paths, and below those that are folders.</summary>
internal static class PathsBelow
{
    /// <summary>The files of a workspace that lie at or below one of these paths.</summary>
    public static ImmutableArray<string> Of(WorkspaceSnapshot workspace, IReadOnlySet<string> paths) =>
        [.. workspace.Files.Select(static file => file.Path).Where(path => Holds(paths, path))];

    /// <summary>Whether one of these paths (<c>.</c> for the root) is this one or a folder above it.</summary>
    public static bool Holds(IReadOnlySet<string> paths, string path)
    {
        for (var at = path; ; at = at[..at.LastIndexOf('/')])
        {
            if (paths.Contains(at))
            {
                return true;
            }

            if (!at.Contains('/', StringComparison.Ordinal))
            {
                return paths.Contains(".");
            }
        }
    }
}
