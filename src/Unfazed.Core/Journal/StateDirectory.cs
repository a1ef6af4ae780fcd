using Unfazed.Core.Processes;

namespace Unfazed.Core.Journal;

/// <summary>Where Unfazed keeps what outlives a run (XDG Base Directory Specification 0.8).</summary>
internal static class StateDirectory
{
    /// <summary><c>UNFAZED_STATE_DIR</c>, else <c>$XDG_STATE_HOME/unfazed</c>, else <c>~/.local/state/unfazed</c>; null when there is no home either.</summary>
    public static string? Of(ProcessEnvironment environment)
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
