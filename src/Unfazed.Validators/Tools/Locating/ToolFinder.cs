using Unfazed.Core.Processes;
using Unfazed.Validators.Tools.Detection;

namespace Unfazed.Validators.Tools.Locating;

/// <summary>Finds programs: an explicit path, then the project's environment upwards to the root, then <c>PATH</c>. Starts nothing.</summary>
/// <param name="Root">The root, absolute.</param>
/// <param name="Environment">For <c>PATH</c>.</param>
internal sealed record ToolFinder(string Root, ProcessEnvironment Environment)
{
    /// <summary>Finds a program for a directory.</summary>
    /// <param name="lookUp">What to look for.</param>
    /// <param name="directory">Relative to the root.</param>
    /// <param name="explicitPath">A path of the configuration, relative to the root; null for none. Given, nothing else is tried.</param>
    public ToolLocation Find(LookUp lookUp, string directory, string? explicitPath)
    {
        if (explicitPath is not null)
        {
            var path = Path.GetFullPath(Path.Combine(Root, explicitPath));
            return IsProgram(path) ? ToolLocation.Found(path) : ToolLocation.NotFound($"{explicitPath}, its configured path, is no program");
        }

        string? environment = null;
        for (var at = directory; ; at = RepositoryView.DirectoryOf(at))
        {
            foreach (var folder in Folders(lookUp.Environment))
            {
                var bin = Path.Combine(Root, at, folder);
                if (IsProgram(Path.Combine(bin, lookUp.Program)))
                {
                    return ToolLocation.Found(Path.GetFullPath(Path.Combine(bin, lookUp.Program)));
                }

                environment ??= folder.IndexOf('/') is var end and > 0 && Directory.Exists(Path.GetDirectoryName(bin)) ? RepositoryView.Join(at, folder[..end]) : null;
            }

            if (at == ".")
            {
                break;
            }
        }

        return OnPath(lookUp, environment);
    }

    /// <summary>The program of this name on <c>PATH</c>, absolute; null when there is none.</summary>
    public string? OnPath(string name)
    {
        foreach (var folder in (Environment.Get("PATH") ?? "").Split(Path.PathSeparator))
        {
            // An empty or relative entry would mean whatever directory the check runs in: the repository's own files.
            if (Path.IsPathFullyQualified(folder) && Path.Combine(folder, name) is var path && IsProgram(path))
            {
                return path;
            }
        }

        return null;
    }

    private static IEnumerable<string> Folders(ProjectEnvironment environment)
    {
        if (environment.HasFlag(ProjectEnvironment.PythonVenv))
        {
            yield return OperatingSystem.IsWindows() ? ".venv/Scripts" : ".venv/bin";
            yield return OperatingSystem.IsWindows() ? "venv/Scripts" : "venv/bin";
        }

        if (environment.HasFlag(ProjectEnvironment.NodeModules))
        {
            yield return "node_modules/.bin";
        }

        if (environment.HasFlag(ProjectEnvironment.Binstubs))
        {
            yield return "bin";
        }
    }

    private static bool IsProgram(string path)
    {
        try
        {
            const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
            return File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & Executable) != 0);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private ToolLocation OnPath(LookUp lookUp, string? environment)
    {
        var program = OnPath(lookUp.Program);
        if (program is null)
        {
            return ToolLocation.NotFound($"{lookUp.Program} is expected here and not installed");
        }

        return lookUp.NeedsEnvironment && environment is not null
            ? ToolLocation.NotFound($"{lookUp.Program} is not installed in {environment}, and {program} would not see that environment's packages")
            : ToolLocation.Found(program);
    }
}
