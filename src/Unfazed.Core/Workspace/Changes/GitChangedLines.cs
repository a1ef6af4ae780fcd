using System.Collections.Immutable;

namespace Unfazed.Core.Workspace.Changes;

/// <summary>Asks git which lines changed since a commit, by default since the branch left the remote's default one; without a remote, since HEAD.</summary>
/// <param name="git">Answers.</param>
/// <param name="workspace">Whose files; the untracked ones are new as a whole.</param>
internal sealed class GitChangedLines(GitClient git, WorkspaceSnapshot workspace)
{
    private const string RemoteReferences = "refs/remotes/";

    private static readonly ImmutableArray<string> Differences =
    [
        "diff", "--unified=0", "--relative", "--no-color", "--no-ext-diff", "--no-textconv", "--no-renames", "--ignore-submodules=all",
        "--inter-hunk-context=0", "--src-prefix=a/", "--dst-prefix=b/",
    ];

    /// <summary>The commit that is compared with.</summary>
    /// <exception cref="WorkspaceException">git can't say.</exception>
    public async Task<string> BaseAsync(string? since, CancellationToken cancellationToken) =>
        since ?? (await DefaultAsync(cancellationToken).ConfigureAwait(false)).Commit;

    /// <summary>The changed lines of the working tree.</summary>
    /// <param name="since">The commit to compare with; null for the default.</param>
    /// <param name="cancellationToken">Ends the comparison.</param>
    /// <exception cref="WorkspaceException">git can't say.</exception>
    public async Task<ChangedLines> FindAsync(string? since, CancellationToken cancellationToken)
    {
        var (commit, name) = since is null ? await DefaultAsync(cancellationToken).ConfigureAwait(false) : (since, since);
        var answer = await git.AskAsync(workspace.Root, [.. Differences, commit, "--"], indexFile: null, cancellationToken).ConfigureAwait(false);
        if (answer is not { Succeeded: true })
        {
            throw new WorkspaceException($"git could not compare: {answer?.Message ?? "it is not installed"}");
        }

        var ranges = GitPatch.Read(answer.Output.Span);
        foreach (var path in workspace.Untracked)
        {
            ranges[path] = [new LineRange(1, int.MaxValue)];
        }

        return new ChangedLines(name, ranges.ToImmutableDictionary(StringComparer.Ordinal));
    }

    private async Task<(string Commit, string Name)> DefaultAsync(CancellationToken cancellationToken)
    {
        foreach (var branch in DefaultBranches.Remote)
        {
            var answer = await git.AskAsync(workspace.Root, ["merge-base", "HEAD", branch], indexFile: null, cancellationToken).ConfigureAwait(false);
            if (answer is { Succeeded: true } && answer.Text.Trim() is { Length: > 0 } commit)
            {
                return (commit, $"where the branch left {branch[RemoteReferences.Length..]}");
            }
        }

        return (await new GitRevisions(git, workspace.Root).HeadAsync(cancellationToken).ConfigureAwait(false), "HEAD");
    }
}
