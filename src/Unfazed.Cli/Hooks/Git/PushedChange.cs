using System.Collections.Immutable;
using Unfazed.Core.Workspace;
using Unfazed.Core.Workspace.Changes;

namespace Unfazed.Cli.Hooks.Git;

/// <summary>Finds what a push brings. Checks see the working tree, so only what is checked out can be judged as a whole; secrets are looked for in all of it.</summary>
internal sealed class PushedChange(GitClient git, WorkspaceRoot root, string remote, CancellationToken cancellationToken)
{
    private readonly string _top = root.RepositoryTop ?? throw new WorkspaceException($"{PrintableName.Of(root.Path)} is in no git repository");
    private readonly GitRevisions _revisions = new(git, root.RepositoryTop ?? "");

    public async Task<PushFound> FindAsync(ImmutableArray<PushedRef> refs)
    {
        var head = await CommitAsync("HEAD").ConfigureAwait(false);
        var notices = ImmutableArray.CreateBuilder<string>();
        var bases = new List<string?>();
        var commits = new HashSet<string>(StringComparer.Ordinal);
        foreach (var pushed in refs)
        {
            if (await CommitAsync(pushed.Commit).ConfigureAwait(false) is not { } commit)
            {
                notices.Add($"{PrintableName.Of(pushed.Name)} names no commit: nothing of it was checked");
                continue;
            }

            commits.Add(commit);
            if (commit != head)
            {
                notices.Add($"{PrintableName.Of(pushed.Name)} is not what is checked out: it is scanned for secrets, and no other check sees it");
                continue;
            }

            bases.Add(await BaseAsync(pushed, head).ConfigureAwait(false));
        }

        return new PushFound
        {
            Notices = notices.ToImmutable(),
            Change = new ChangeRequest(ChangeKind.Commits)
            {
                Commit = bases.Count == 0 ? null : head,
                Pushed = [.. commits],
                Held = await HeldAsync(refs).ConfigureAwait(false),

                // Where nothing tells what is new for one of them, all of it may be.
                Bases = bases.Contains(null) ? [] : [.. bases.OfType<string>().Distinct(StringComparer.Ordinal)],
            },
        };
    }

    // Where the pushed history left what the other side has; of a new branch, where it left the other side's default branch.
    private async Task<string?> BaseAsync(PushedRef pushed, string head)
    {
        string[] candidates = pushed.Before is { } before
            ? [before]
            : [$"refs/remotes/{remote}/HEAD", $"refs/remotes/{remote}/main", $"refs/remotes/{remote}/master"];
        foreach (var candidate in candidates)
        {
            if (await CommitAsync(candidate).ConfigureAwait(false) is { } commit && await _revisions.CommonAsync(commit, head, cancellationToken).ConfigureAwait(false) is { } common)
            {
                return common;
            }
        }

        return null;
    }

    /// <summary>What the other side has, as far as this repository knows: its branches here, and where it says that the pushed ones are.</summary>
    private async Task<ImmutableArray<string>> HeldAsync(ImmutableArray<PushedRef> refs)
    {
        var held = ImmutableArray.CreateBuilder<string>();
        held.Add(await PushRemote.OptionAsync(git, _top, remote, cancellationToken).ConfigureAwait(false));
        foreach (var before in refs.Select(static pushed => pushed.Before).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            if (await CommitAsync(before).ConfigureAwait(false) is { } commit)
            {
                held.Add(commit);
            }
        }

        return held.DrainToImmutable();
    }

    private Task<string?> CommitAsync(string revision) => _revisions.FindAsync(revision, cancellationToken);
}

/// <summary>What a push brings.</summary>
internal sealed record PushFound
{
    /// <summary>The change; without a commit where nothing that is pushed is checked out.</summary>
    public required ChangeRequest Change { get; init; }

    /// <summary>What is not inspected as a whole, in a line each.</summary>
    public ImmutableArray<string> Notices { get; init; } = [];
}
