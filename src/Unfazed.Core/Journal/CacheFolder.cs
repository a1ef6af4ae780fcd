using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;

namespace Unfazed.Core.Journal;

/// <summary>Where results and the caches of tools are kept (XDG Base Directory Specification 0.8).</summary>
internal static class CacheFolder
{
    /// <summary>
    /// <c>UNFAZED_CACHE_DIR</c>, else <c>$XDG_CACHE_HOME/unfazed</c>, else <c>~/.cache/unfazed</c>; null when there is no home either, or when it did not
    /// respond. Touches no disk.
    /// </summary>
    public static string? Of(ProcessEnvironment environment) =>
        Named(environment) is { } folder && !environment.Unresponsive.Contains(folder, StringComparer.Ordinal) ? folder : null;

    /// <summary>The same, whether it responds or not.</summary>
    public static string? Named(ProcessEnvironment environment)
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

    /// <summary>The same where the folder may be used; else null.</summary>
    public static string? Of(ProcessEnvironment environment, WorkspaceSnapshot workspace) =>
        Of(environment) is { } folder && Objection(folder, workspace) is null ? folder : null;

    /// <summary>Why a folder is not used: other users or the repository could have written what is in it, or it contains files that are not a cache's. Null when it is.</summary>
    public static string? Objection(string folder, WorkspaceSnapshot workspace) => FolderOwnership.Objection(folder, workspace) ?? CacheLayout.Objection(folder);
}
