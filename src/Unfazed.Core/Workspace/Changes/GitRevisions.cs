using System.Collections.Immutable;
using System.Text;

namespace Unfazed.Core.Workspace.Changes;

/// <summary>Finds the commits that a change is compared with.</summary>
/// <param name="git">Answers.</param>
/// <param name="root">Where to ask, absolute.</param>
internal sealed class GitRevisions(GitClient git, string root)
{
    /// <summary>The commit that is checked out; before the first commit the tree without files.</summary>
    /// <exception cref="WorkspaceException">git can tell neither.</exception>
    public async Task<string> HeadAsync(CancellationToken cancellationToken) =>
        await CommitAsync("HEAD", cancellationToken).ConfigureAwait(false) ?? await EmptyTreeAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>The tree without files.</summary>
    /// <exception cref="WorkspaceException">git does not name it.</exception>
    public async Task<string> EmptyTreeAsync(CancellationToken cancellationToken) =>
        await WordAsync(["hash-object", "-t", "tree", "/dev/null"], cancellationToken).ConfigureAwait(false)
        ?? throw new WorkspaceException("git can tell neither HEAD nor what is before the first commit");

    /// <summary>Where the branch that is checked out left a revision: the newest commit that both have.</summary>
    /// <param name="revision">As git spells revisions.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="WorkspaceException">There is no such revision, or no such commit; says what to do.</exception>
    public async Task<string> MergeBaseAsync(string revision, CancellationToken cancellationToken)
    {
        var shown = PrintableName.Of(revision);
        if (await FindAsync(revision, cancellationToken).ConfigureAwait(false) is not { } commit)
        {
            throw new WorkspaceException($"--base: there is no commit \"{shown}\" in this repository: name one that \"git log\" knows, or fetch it first{await ShallowAsync(cancellationToken).ConfigureAwait(false)}");
        }

        if (await CommitAsync("HEAD", cancellationToken).ConfigureAwait(false) is not { } head)
        {
            throw new WorkspaceException($"--base: there is no commit yet to compare with \"{shown}\": leave --base out, then everything counts as changed");
        }

        return await CommonAsync(commit, head, cancellationToken).ConfigureAwait(false)
            ?? throw new WorkspaceException($"--base: \"{shown}\" and HEAD have no commit in common here: name another, or fetch their history{await ShallowAsync(cancellationToken).ConfigureAwait(false)}");
    }

    /// <summary>The commit that a revision names; null when there is none.</summary>
    public async Task<string?> FindAsync(string revision, CancellationToken cancellationToken) =>
        IsPlain(revision) ? await CommitAsync(revision, cancellationToken).ConfigureAwait(false) : null;

    /// <summary>The newest commit that two have in common; null when there is none here.</summary>
    public Task<string?> CommonAsync(string one, string other, CancellationToken cancellationToken) => WordAsync(["merge-base", one, other], cancellationToken);

    /// <summary>What people call a reference: <c>origin/main</c>, also for <c>origin/HEAD</c>; null when git has no name for it.</summary>
    public Task<string?> AbbreviateAsync(string reference, CancellationToken cancellationToken) => WordAsync(["rev-parse", "--abbrev-ref", reference], cancellationToken);

    /// <summary>The end of a sentence about a commit that is not there: that the clone is shallow, and what to do; empty where it is not.</summary>
    public async Task<string> ShallowAsync(CancellationToken cancellationToken) =>
        await WordAsync(["rev-parse", "--is-shallow-repository"], cancellationToken).ConfigureAwait(false) == "true"
            ? " (this clone is shallow: git fetch --unshallow, or fetch-depth: 0 where a CI system made it)"
            : "";

    // A range or a path of a tree is no commit; what begins with a dash would be an option.
    private static bool IsPlain(string revision) =>
        revision.Length > 0 && revision[0] != '-' && !revision.Contains("..", StringComparison.Ordinal) && !revision.Contains('\0', StringComparison.Ordinal);

    private Task<string?> CommitAsync(string revision, CancellationToken cancellationToken) =>
        WordAsync(["rev-parse", "--verify", "--quiet", revision + "^{commit}"], cancellationToken);

    private async Task<string?> WordAsync(ImmutableArray<string> question, CancellationToken cancellationToken)
    {
        var answer = await git.AskAsync(root, question, indexFile: null, cancellationToken).ConfigureAwait(false);
        return answer is { Succeeded: true } && Encoding.UTF8.GetString(answer.Output.Span).Trim() is { Length: > 0 } word ? word : null;
    }
}
