using Unfazed.Core.Processes;

namespace Unfazed.Cli.Hooks;

/// <summary>How others start us.</summary>
internal static class OwnProgram
{
    /// <summary>The words of a script: our program, absolute; none for a script that other people get, or where we are not a program of our own.</summary>
    public static IReadOnlyList<string> ForScript(ProcessEnvironment environment, bool isShared) =>
        !isShared && Path(environment) is { } path ? [path] : [];

#pragma warning disable RS0030 // The path of our own program is no state of the environment that a run depends on.
    private static string? Path(ProcessEnvironment environment) =>
        Environment.ProcessPath is { } path && System.IO.Path.GetFileNameWithoutExtension(path) == "unfazed" ? System.IO.Path.GetFullPath(path, environment.Directory) : null;
#pragma warning restore RS0030
}
