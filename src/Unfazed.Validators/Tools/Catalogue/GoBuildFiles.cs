using Unfazed.Validators.Tools.Detection;
using Unfazed.Validators.Tools.Running;

namespace Unfazed.Validators.Tools.Catalogue;

/// <summary>The Go files that the go command builds: not those for other systems, nor in folders that it passes over.</summary>
internal static class GoBuildFiles
{
    /// <summary>Returns whether it builds a file, given by its path relative to where it runs.</summary>
    /// <param name="site">Where it runs.</param>
    /// <param name="run">The command.</param>
    /// <param name="variable">The value of a variable of its process; null where it is not set.</param>
    public static Func<string, bool> Of(ToolSite site, ToolRun run, Func<string, string?> variable)
    {
        var build = new GoBuildContext(variable, run.Arguments);
        return path => path.Split('/') is [.. var folders, var name] && !folders.Any(IsPassedOver) && build.Admits(name) && IsBuilt(site.Repository.Workspace.FullPath(site.PathOf(path)), build);
    }

    private static bool IsPassedOver(string folder) => folder is ['_' or '.', ..] or "testdata" or "vendor";

    // What cannot be read the go command reports.
    private static bool IsBuilt(string path, GoBuildContext build)
    {
        try
        {
            using var source = new StreamReader(path);
            return GoBuildConstraint.IsSatisfied(source, build.Has);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }
}
