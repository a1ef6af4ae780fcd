using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;

namespace Unfazed.Core.Journal;

/// <summary>Where Unfazed keeps what outlives a run (XDG Base Directory Specification 0.8).</summary>
public static class StateDirectory
{
    /// <summary>
    /// <c>UNFAZED_STATE_DIR</c>, else <c>$XDG_STATE_HOME/unfazed</c>, else <c>~/.local/state/unfazed</c>; null when there is no home either,
    /// or when it did not respond. Touches no disk. Whoever believes what is there asks <see cref="Problem"/> first.
    /// </summary>
    public static string? Of(ProcessEnvironment environment) =>
        Named(environment) is { } folder && !environment.Unresponsive.Contains(folder, StringComparer.Ordinal) ? folder : null;

    /// <summary>Creates a folder, such as one in the state directory, and those above it that are missing, for its owner alone (mode 0700).</summary>
    /// <exception cref="IOException">It cannot be created.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be created.</exception>
    public static void CreateFolder(string path) => PrivateFolder.Create(path);

    /// <summary>The same, whether it responds or not.</summary>
    internal static string? Named(ProcessEnvironment environment)
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

    /// <summary>Why nothing in the state directory may be believed, for people: there is none, or others could have written it. Null when it may.</summary>
    public static string? Problem(ProcessEnvironment environment) => Of(environment) is { } folder ? FolderOwnership.Objection(folder)
        : Named(environment) is { } dead ? $"{PrintableName.Of(dead)} does not respond"
        : "there is no home directory; set UNFAZED_STATE_DIR";
}
