using System.Collections.Immutable;
using Unfazed.Core.Processes;

namespace Unfazed.Core.Workspace;

/// <summary>Finds a program that a repository cannot replace: one that lies outside its root.</summary>
public static class ProgramOutside
{
    /// <summary>The program's file; null when only the repository has it, or nobody.</summary>
    /// <param name="program">A name to look for on PATH, or an absolute path.</param>
    /// <param name="root">The root, absolute, symlinks resolved.</param>
    /// <param name="variables">The variables with PATH.</param>
    public static string? Find(string program, string root, ImmutableDictionary<string, string> variables)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(root);
        ArgumentNullException.ThrowIfNull(variables);
        if (program.Contains('/', StringComparison.Ordinal))
        {
            return Path.IsPathRooted(program) && IsOutside(program, root) ? program : null;
        }

        var folders = variables.GetValueOrDefault("PATH", ProgramLookup.DefaultPath).Split(':').Where(folder => folder.StartsWith('/') && IsOutside(folder, root));
        return ProgramLookup.Find(program, variables.SetItem("PATH", string.Join(':', folders))) is { } found && IsOutside(found, root) ? found : null;
    }

    private static bool IsOutside(string path, string root)
    {
        string[] places = [Path.GetFullPath(path), RealPath.Resolve(path) ?? path];
        return Array.TrueForAll(places, place => WorkspacePath.Relative(root, place) is null);
    }
}
