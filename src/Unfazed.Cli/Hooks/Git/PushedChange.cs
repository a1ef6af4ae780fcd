using System.Collections.Immutable;
using System.Text;
using Unfazed.Core.Workspace;
using Unfazed.Core.Workspace.Changes;

namespace Unfazed.Cli.Hooks.Git;

/// <summary>Finds what a push brings. What is looked at is the working tree, so only what is checked out can be.</summary>
internal sealed class PushedChange(GitClient git, WorkspaceRoot root, string remote, CancellationToken cancellationToken)
{
    private readonly string _top = root.RepositoryTop ?? throw new WorkspaceException($"{PrintableName.Of(root.Path)} is in no git repository");

    public async Task<PushFound> FindAsync(ImmutableArray<PushedRef> refs)
    {
        var head = await CommitAsync("HEAD").ConfigureAwait(false);
        var notices = ImmutableArray.CreateBuilder<string>();
        var bases = new List<string?>();
        foreach (var pushed in refs)
        {
            if (head is null || await CommitAsync(pushed.Commit).ConfigureAwait(false) != head)
            {
                notices.Add($"{PrintableName.Of(pushed.Name)} is not what is checked out: nothing of it was checked");
                continue;
            }

            bases.Add(await BaseAsync(pushed, head).ConfigureAwait(false));
        }

        return new PushFound
        {
            Notices = notices.ToImmutable(),
            Change = bases.Count == 0 ? null : new ChangeRequest(ChangeKind.Commits)
            {
                Commit = head,

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
            if (await CommitAsync(candidate).ConfigureAwait(false) is { } commit && await WordAsync(["merge-base", commit, head]).ConfigureAwait(false) is { } common)
            {
                return common;
            }
        }

        return null;
    }

    private Task<string?> CommitAsync(string revision) => WordAsync(["rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}"]);

    private async Task<string?> WordAsync(ImmutableArray<string> question)
    {
        var answer = await git.AskAsync(_top, question, indexFile: null, cancellationToken).ConfigureAwait(false);
        return answer is { Succeeded: true } && Encoding.UTF8.GetString(answer.Output.Span).Trim() is { Length: > 0 } word ? word : null;
    }
}

/// <summary>What a push brings.</summary>
internal sealed record PushFound
{
    /// <summary>The change; null where nothing that is pushed is what is checked out.</summary>
    public ChangeRequest? Change { get; init; }

    /// <summary>What was not looked at, in a line each.</summary>
    public ImmutableArray<string> Notices { get; init; } = [];
}
