using System.Collections.Immutable;
using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;

namespace Unfazed.Cli.Hooks.Git;

/// <summary>Where git looks for the hooks of a repository.</summary>
/// <param name="Path">The folder, absolute; it need not be there.</param>
/// <param name="IsHusky">Whether husky starts what lies there.</param>
/// <param name="IsShared">Whether the folder is a part of the repository, so that its files go to other people, too.</param>
internal sealed record GitHookFolder(string Path, bool IsHusky, bool IsShared)
{
    /// <summary>Asks git; follows <c>core.hooksPath</c>.</summary>
    /// <exception cref="WorkspaceException">There is no repository, or its hooks are those of all repositories of the user.</exception>
    public static async Task<GitHookFolder> FindAsync(WorkspaceRoot root, ProcessRunner processes, CancellationToken cancellationToken)
    {
        if (!root.HasGit || root.RepositoryTop is not { } top)
        {
            throw new WorkspaceException(root.HasGit ? $"{PrintableName.Of(root.Path)} is in no git repository: make one (git init)" : "git is not installed, and its hooks need it");
        }

        var git = new GitClient(processes);
        var folder = await AskAsync(git, top, ["rev-parse", "--git-path", "hooks"], cancellationToken).ConfigureAwait(false) ?? ".git/hooks";
        var common = await AskAsync(git, top, ["rev-parse", "--git-common-dir"], cancellationToken).ConfigureAwait(false) ?? ".git";
        var path = Real(System.IO.Path.GetFullPath(folder, top));
        var isInGit = WorkspacePath.Relative(Real(System.IO.Path.GetFullPath(common, top)), path) is not null;
        var isInTree = WorkspacePath.Relative(top, path) is not null;
        if (!isInGit && !isInTree)
        {
            throw new WorkspaceException(
                $"core.hooksPath leads to {PrintableName.Of(path)}, outside this repository: what is put there runs in every repository that uses it. "
                + "Set it for this repository alone (git config core.hooksPath .git/hooks), or call \"unfazed hook run git\" in the hook that is there");
        }

        // husky writes this folder anew at each installation; people's own hooks lie above it.
        var isHusky = System.IO.Path.GetFileName(path) == "_" && (File.Exists(System.IO.Path.Combine(path, "h")) || File.Exists(System.IO.Path.Combine(path, "husky.sh")));
        return new GitHookFolder(isHusky ? System.IO.Path.GetDirectoryName(path)! : path, isHusky, isInTree && !isInGit);
    }

    private static async Task<string?> AskAsync(GitClient git, string top, ImmutableArray<string> question, CancellationToken cancellationToken) =>
        await git.AskAsync(top, question, indexFile: null, cancellationToken).ConfigureAwait(false) is { Succeeded: true } answer ? answer.Text.TrimEnd('\n') : null;

    private static string Real(string path)
    {
        // The last folder need not be there.
        var folder = System.IO.Path.GetDirectoryName(path)!;
        return RealPath.Resolve(path) ?? (RealPath.Resolve(folder) is { } real ? System.IO.Path.Combine(real, System.IO.Path.GetFileName(path)) : path);
    }
}
