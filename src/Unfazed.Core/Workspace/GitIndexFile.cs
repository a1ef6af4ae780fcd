using Unfazed.Core.Processes;

namespace Unfazed.Core.Workspace;

/// <summary>The index that a git hook was told to use: of git's variables the only one that is honoured.</summary>
internal static class GitIndexFile
{
    private const string Variable = "GIT_INDEX_FILE";

    /// <summary>The index to use, absolute; null for the repository's own.</summary>
    public static async Task<string?> FindAsync(GitClient git, ProcessEnvironment environment, string root, CancellationToken cancellationToken)
    {
        if (environment.Get(Variable) is not { Length: > 0 } named)
        {
            return null;
        }

        var path = Path.GetFullPath(named, environment.Directory);
        var folder = Path.GetDirectoryName(path) ?? path;
        if (!File.Exists(Path.Combine(folder, "HEAD")))
        {
            return path;
        }

        // It lies in a repository's own folder. A hook of one repository may start us in another, whose index it is not.
        var answer = await git.AskAsync(root, ["rev-parse", "--absolute-git-dir"], indexFile: null, cancellationToken).ConfigureAwait(false);
        return answer is { Succeeded: true } && string.Equals(answer.Text.TrimEnd('\n'), RealPath.Resolve(folder), StringComparison.Ordinal) ? path : null;
    }
}
