using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;

namespace Unfazed.Core.Journal;

/// <summary>Where results and the caches of tools are kept (XDG Base Directory Specification 0.8).</summary>
internal static class CacheFolder
{
    /// <summary>
    /// <c>UNFAZED_CACHE_DIR</c>, else <c>$XDG_CACHE_HOME/unfazed</c>, else <c>~/.cache/unfazed</c>; null when there is no home either, or when
    /// others could have written what is there.
    /// </summary>
    public static string? Of(ProcessEnvironment environment) => Problem(environment) is null ? Find(environment) : null;

    /// <summary>The same for the checks of a workspace: null too where the repository may have brought the directory along.</summary>
    public static string? Of(ProcessEnvironment environment, WorkspaceSnapshot workspace) =>
        Of(environment) is { } folder && FolderOwnership.Objection(folder, workspace) is null ? folder : null;

    /// <summary>Why others could have written what is in the cache directory, for people; null when they could not, or when there is none.</summary>
    public static string? Problem(ProcessEnvironment environment) => Find(environment) is { } folder ? FolderOwnership.Objection(folder) : null;

    private static string? Find(ProcessEnvironment environment)
    {
        if (environment.Get("UNFAZED_CACHE_DIR") is { Length: > 0 } own)
        {
            return Path.GetFullPath(own, environment.Directory);
        }

        // The specification: a relative path in XDG_CACHE_HOME is invalid and ignored.
        if (environment.Get("XDG_CACHE_HOME") is { Length: > 0 } cache && Path.IsPathRooted(cache))
        {
            return Path.Combine(cache, "unfazed");
        }

        return environment.Get("HOME") is { Length: > 0 } home && Path.IsPathRooted(home) ? Path.Combine(home, ".cache", "unfazed") : null;
    }
}
