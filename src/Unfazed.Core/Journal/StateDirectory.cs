using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;

namespace Unfazed.Core.Journal;

/// <summary>Where Unfazed keeps what outlives a run (XDG Base Directory Specification 0.8).</summary>
internal static class StateDirectory
{
    /// <summary>
    /// <c>UNFAZED_STATE_DIR</c>, else <c>$XDG_STATE_HOME/unfazed</c>, else <c>~/.local/state/unfazed</c>; null when there is no home either, or
    /// when others could have written what is there.
    /// </summary>
    public static string? Of(ProcessEnvironment environment) =>
        Find(environment) is { } folder && FolderOwnership.Objection(folder) is null ? folder : null;

    /// <summary>Why there is no state directory, for people; null when there is one.</summary>
    public static string? Problem(ProcessEnvironment environment) => Find(environment) is { } folder
        ? FolderOwnership.Objection(folder)
        : "there is no home directory; set UNFAZED_STATE_DIR";

    private static string? Find(ProcessEnvironment environment)
    {
        if (environment.Get("UNFAZED_STATE_DIR") is { Length: > 0 } own)
        {
            return Path.GetFullPath(own, environment.Directory);
        }

        // The specification: a relative path in XDG_STATE_HOME is invalid and ignored.
        if (environment.Get("XDG_STATE_HOME") is { Length: > 0 } state && Path.IsPathRooted(state))
        {
            return Path.Combine(state, "unfazed");
        }

        return environment.Get("HOME") is { Length: > 0 } home && Path.IsPathRooted(home)
            ? Path.Combine(home, ".local", "state", "unfazed")
            : null;
    }
}
