using System.Collections.Immutable;
using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;
using Unfazed.Core.Workspace.Changes;

namespace Unfazed.Cli.Hooks.Git;

/// <summary>Finds what a push brings. Checks see the working tree, so only what is checked out can be judged as a whole; secrets are looked for in all of it.</summary>
/// <param name="processes">Starts git.</param>
/// <param name="root">Where.</param>
/// <param name="remote">The name or the address of the other side.</param>
/// <param name="cancellationToken">Ends it.</param>
internal sealed class PushedChange(ProcessRunner processes, WorkspaceRoot root, string remote, CancellationToken cancellationToken)
{
    private readonly string _top = root.RepositoryTop ?? throw new WorkspaceException($"{PrintableName.Of(root.Path)} is in no git repository");
    private readonly GitRevisions _revisions = new(new GitClient(processes), root.RepositoryTop ?? "");

    /// <summary>Finds it, with a few questions to git however many refs there are.</summary>
    public async Task<PushFound> FindAsync(ImmutableArray<PushedRef> refs)
    {
        var known = await CommitsAsync([.. refs.Select(static pushed => pushed.Commit), .. refs.Select(static pushed => pushed.Before).OfType<string>()]).ConfigureAwait(false);
        var head = await _revisions.FindAsync("HEAD", cancellationToken).ConfigureAwait(false);
        var notices = ImmutableArray.CreateBuilder<string>();
        var before = new HashSet<string>(StringComparer.Ordinal);
        var commits = new HashSet<string>(StringComparer.Ordinal);
        foreach (var pushed in refs)
        {
            if (!known.TryGetValue(pushed.Commit, out var commit))
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

            before.Add(pushed.Before ?? "");
        }

        var bases = new List<string?>();
        foreach (var held in before)
        {
            bases.Add(await BaseAsync(held.Length == 0 ? null : held, head!).ConfigureAwait(false));
        }

        return new PushFound
        {
            Notices = notices.ToImmutable(),
            Change = new ChangeRequest(ChangeKind.Commits)
            {
                Commit = bases.Count == 0 ? null : head,
                Pushed = [.. commits],
                Held =
                [
                    await PushRemote.OptionAsync(new GitClient(processes), _top, remote, cancellationToken).ConfigureAwait(false),
                    .. refs.Select(pushed => pushed.Before is { } id && known.TryGetValue(id, out var commit) ? commit : null).OfType<string>().Distinct(StringComparer.Ordinal),
                ],

                // Where nothing tells what is new for one of them, all of it may be.
                Bases = bases.Contains(null) ? [] : [.. bases.OfType<string>().Distinct(StringComparer.Ordinal)],
            },
        };
    }

    // Where the pushed history left what the other side has; of a new branch, where it left the other side's default branch.
    private async Task<string?> BaseAsync(string? before, string head)
    {
        string[] candidates = before is not null
            ? [before]
            : [$"refs/remotes/{remote}/HEAD", $"refs/remotes/{remote}/main", $"refs/remotes/{remote}/master"];
        foreach (var candidate in candidates)
        {
            if (await _revisions.CommonAsync(candidate, head, cancellationToken).ConfigureAwait(false) is { } common)
            {
                return common;
            }
        }

        return null;
    }

    /// <summary>The commits that these objects are, or that these tags name; what is none, or not in this repository, is missing in the result.</summary>
    private async Task<Dictionary<string, string>> CommitsAsync(ImmutableArray<string> ids)
    {
        var commits = new Dictionary<string, string>(StringComparer.Ordinal);
        await using var objects = new GitObjects(processes, _top, sizesAlone: true);
        foreach (var id in ids.Distinct(StringComparer.Ordinal))
        {
            if (await objects.ReadAsync(id + "^{commit}", limit: 0, cancellationToken).ConfigureAwait(false) is { } commit)
            {
                commits[id] = commit.Id;
            }
        }

        return commits;
    }
}

/// <summary>What a push brings.</summary>
internal sealed record PushFound
{
    /// <summary>The change; without a commit where nothing that is pushed is checked out.</summary>
    public required ChangeRequest Change { get; init; }

    /// <summary>What is not inspected as a whole, in a line each.</summary>
    public ImmutableArray<string> Notices { get; init; } = [];
}
