using Unfazed.Core.Workspace;

namespace Unfazed.Cli.Hooks.Git;

/// <summary>Names what a remote has, as far as this repository knows.</summary>
internal static class PushRemote
{
    /// <summary>The option of <c>git log</c> for the branches of a remote. Whoever pushes to an address has no name for it: then those of all remotes.</summary>
    /// <param name="git">Answers.</param>
    /// <param name="top">The repository.</param>
    /// <param name="remote">A name or an address.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<string> OptionAsync(GitClient git, string top, string? remote, CancellationToken cancellationToken)
    {
        var answer = await git.AskAsync(top, ["remote"], indexFile: null, cancellationToken).ConfigureAwait(false);
        return remote is { Length: > 0 } && answer is { Succeeded: true } && answer.Text.Split('\n').Contains(remote, StringComparer.Ordinal) ? $"--remotes={remote}" : "--remotes";
    }
}
