using Unfazed.Core.Processes;

namespace Unfazed.Core.Workspace.Changes;

/// <summary>Finds the commit whose findings are known.</summary>
/// <param name="processes">Starts git.</param>
public sealed class KnownSinceReader(ProcessRunner processes)
{
    private readonly GitClient _git = new(processes);

    /// <summary>Where the branch that is checked out left a revision.</summary>
    /// <param name="workspace">The files.</param>
    /// <param name="revision">As git spells revisions; empty for the default branch.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>The commit, or why there is none.</returns>
    /// <exception cref="WorkspaceException">git gave no answer.</exception>
    public async Task<KnownSince> FindAsync(WorkspaceSnapshot workspace, string revision, CancellationToken cancellationToken = default) =>
        (await LookAsync(workspace, revision, cancellationToken).ConfigureAwait(false)).Known;

    /// <summary>The same for a revision that somebody just typed: one that is not there is a mistake of theirs.</summary>
    /// <exception cref="WorkspaceException">There is no repository or no such revision; says what to do.</exception>
    public async Task<KnownSince> FindTypedAsync(WorkspaceSnapshot workspace, string revision, CancellationToken cancellationToken = default)
    {
        var (known, isMistake) = await LookAsync(workspace, revision, cancellationToken).ConfigureAwait(false);
        return isMistake ? throw new WorkspaceException($"{(revision.Length == 0 ? "--new" : "--new-since")}: {known.Problem}") : known;
    }

    private async Task<(KnownSince Known, bool IsMistake)> LookAsync(WorkspaceSnapshot workspace, string revision, CancellationToken cancellationToken)
    {
        var shown = revision.Length == 0 ? "the default branch" : PrintableName.Of(revision);
        if (!workspace.IsGit)
        {
            return (new KnownSince(shown, null, $"{PrintableName.Of(workspace.Root)} is in no git repository, or ignored by it"), true);
        }

        var revisions = new GitRevisions(_git, workspace.Root);
        var (name, commit) = revision.Length == 0
            ? await DefaultAsync(revisions, cancellationToken).ConfigureAwait(false)
            : (shown, await revisions.FindAsync(revision, cancellationToken).ConfigureAwait(false));
        if (commit is null)
        {
            var why = revision.Length == 0
                ? "there is no origin/HEAD and no branch main or master: name the revision with --new-since REV"
                : $"there is no commit \"{shown}\" in this repository: name one that \"git log\" knows, or fetch it first";
            return (new KnownSince(name, null, why + await revisions.ShallowAsync(cancellationToken).ConfigureAwait(false)), true);
        }

        if (await revisions.FindAsync("HEAD", cancellationToken).ConfigureAwait(false) is not { } head)
        {
            return (new KnownSince(name, null, "there is no commit yet"), false);
        }

        return await revisions.CommonAsync(commit, head, cancellationToken).ConfigureAwait(false) is { } common
            ? (new KnownSince(name, common, null) { IsHead = common == head }, false)
            : (new KnownSince(name, null, $"\"{name}\" and HEAD have no commit in common here{await revisions.ShallowAsync(cancellationToken).ConfigureAwait(false)}"), false);
    }

    // What the remote calls its default branch; else what branches are usually called, the remote's first: a local one may be old.
    private static async Task<(string Name, string? Commit)> DefaultAsync(GitRevisions revisions, CancellationToken cancellationToken)
    {
        foreach (var candidate in DefaultBranches.All)
        {
            if (await revisions.FindAsync(candidate, cancellationToken).ConfigureAwait(false) is { } commit)
            {
                return (await NameAsync(revisions, candidate, cancellationToken).ConfigureAwait(false), commit);
            }
        }

        return ("the default branch", null);
    }

    private static async Task<string> NameAsync(GitRevisions revisions, string candidate, CancellationToken cancellationToken) =>
        await revisions.AbbreviateAsync(candidate, cancellationToken).ConfigureAwait(false) is { } name ? PrintableName.Of(name) : candidate;
}
