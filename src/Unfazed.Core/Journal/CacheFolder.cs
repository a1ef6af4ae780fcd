using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;

namespace Unfazed.Core.Journal;

/// <summary>Where results and the caches of tools are kept (XDG Base Directory Specification 0.8).</summary>
internal static class CacheFolder
{
    /// <summary>
    /// <c>UNFAZED_CACHE_DIR</c>, else <c>$XDG_CACHE_HOME/unfazed</c>, else <c>~/.cache/unfazed</c>; null when there is no home either. Touches no disk.
    /// </summary>
    public static string? Of(ProcessEnvironment environment)
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

    /// <summary>The same where what is there may be believed: neither other users nor the repository could have written it.</summary>
    public static string? Of(ProcessEnvironment environment, WorkspaceSnapshot workspace) =>
        Of(environment) is { } folder && FolderOwnership.Objection(folder, workspace) is null ? folder : null;
}
