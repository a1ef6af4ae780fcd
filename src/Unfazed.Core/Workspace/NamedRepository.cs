using System.Collections.Immutable;
using Unfazed.Core.Processes;

namespace Unfazed.Core.Workspace;

/// <summary>
/// The repository that git names to its hooks (<c>GIT_DIR</c>, <c>GIT_WORK_TREE</c>), for folders of its working tree from which none can be found:
/// that of <c>git --git-dir=… --work-tree=…</c>. Where a folder lies in a repository that one counts, because a hook of one repository may start
/// us in another.
/// </summary>
internal static class NamedRepository
{
    private const string Folder = "GIT_DIR";
    private const string WorkTree = "GIT_WORK_TREE";

    private static readonly ImmutableDictionary<string, string?> None = ImmutableDictionary<string, string?>.Empty;

    /// <summary>Whether questions in this folder are about the repository that the environment names.</summary>
    public static bool Holds(ProcessEnvironment environment, string directory) => !VariablesFor(environment, directory).IsEmpty;

    /// <summary>The variables with which git finds the repository from this folder; none where it needs none, or none is named.</summary>
    /// <param name="environment">What names it. Relative names are relative to its directory, where git started the hook.</param>
    /// <param name="directory">The folder, absolute.</param>
    public static ImmutableDictionary<string, string?> VariablesFor(ProcessEnvironment environment, string directory)
    {
        if (environment.Get(Folder) is not { Length: > 0 } named || environment.Directory.Length == 0)
        {
            return None;
        }

        var tree = environment.Get(WorkTree) is { Length: > 0 } place ? Path.GetFullPath(place, environment.Directory) : null;
        var repository = Path.GetFullPath(named, environment.Directory);
        return Lies(directory, tree ?? environment.Directory) && GitRepository.FindMark(directory) is null && (tree is not null || !HasTreeElsewhere(repository))
            ? None.Add(Folder, repository).Add(WorkTree, tree)
            : None;
    }

    // A hook of a repository that goes elsewhere takes GIT_DIR along, and git takes any folder for the working tree: its index and its ignored
    // files have nothing to do with that. A working tree that belongs to such a repository has a mark, unless it is configured.
    private static bool HasTreeElsewhere(string repository)
    {
        try
        {
            return File.Exists(Path.Combine(repository, "gitdir"))
                || (Path.GetFileName(repository.TrimEnd('/')) == ".git" && !File.ReadLines(Path.Combine(repository, "config")).Any(NamesTree));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool NamesTree(string line) => line.TrimStart().StartsWith("worktree", StringComparison.OrdinalIgnoreCase);

    // A hook is started at the top of its working tree.
    private static bool Lies(string directory, string tree)
    {
        try
        {
            return RealPath.Resolve(tree) is { } top && RealPath.Resolve(directory) is { } real && WorkspacePath.Relative(top, real) is not null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
