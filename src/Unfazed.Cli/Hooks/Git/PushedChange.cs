using System.Collections.Immutable;
using System.Text;
using Unfazed.Core.Workspace;

namespace Unfazed.Cli.Hooks.Git;

/// <summary>Finds the files that a push brings. What is looked at is the working tree, so only what is checked out can be.</summary>
internal sealed class PushedChange(GitClient git, WorkspaceRoot root, string remote, CancellationToken cancellationToken)
{
    private static readonly ImmutableArray<string> Names = ["diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--no-color", "--ignore-submodules=dirty"];

    private readonly string _top = root.RepositoryTop ?? throw new WorkspaceException($"{PrintableName.Of(root.Path)} is in no git repository");

    public async Task<PushFound> FindAsync(ImmutableArray<PushedRef> refs)
    {
        if (refs.IsEmpty)
        {
            return new PushFound { Files = [] };
        }

        var head = await CommitAsync("HEAD").ConfigureAwait(false);
        var notices = ImmutableArray.CreateBuilder<string>();
        var files = ImmutableSortedSet.CreateBuilder<string>(StringComparer.Ordinal);
        var (here, isWhole) = (0, false);
        foreach (var pushed in refs)
        {
            if (head is null || await CommitAsync(pushed.Commit).ConfigureAwait(false) != head)
            {
                notices.Add($"{PrintableName.Of(pushed.Name)} is not what is checked out: nothing of it was checked");
                continue;
            }

            here++;
            if (await BaseAsync(pushed, head).ConfigureAwait(false) is { } from)
            {
                files.UnionWith(await FilesAsync(from, head).ConfigureAwait(false));
            }
            else
            {
                isWhole = true;
            }
        }

        return new PushFound
        {
            IsElsewhere = here == 0,
            Notices = notices.ToImmutable(),
            Files = isWhole ? null : [.. files.Select(name => Path.Combine(_top, name))],
            Unclean = head is null || isWhole ? 0 : (await FilesAsync(head).ConfigureAwait(false)).Count(files.Contains),
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

    private async Task<IEnumerable<string>> FilesAsync(params string[] between)
    {
        var answer = await git.AskAsync(_top, [.. Names, .. between, "--"], indexFile: null, cancellationToken).ConfigureAwait(false);
        return answer is { Succeeded: true }
            ? answer.Text.Split('\0', StringSplitOptions.RemoveEmptyEntries)
            : throw new WorkspaceException($"git cannot tell what is pushed: {answer?.Message ?? "the git program went away"}");
    }

    private async Task<string?> WordAsync(ImmutableArray<string> question)
    {
        var answer = await git.AskAsync(_top, question, indexFile: null, cancellationToken).ConfigureAwait(false);
        return answer is { Succeeded: true } && Encoding.UTF8.GetString(answer.Output.Span).Trim() is { Length: > 0 } word ? word : null;
    }
}

/// <summary>What a push brings.</summary>
internal sealed record PushFound
{
    /// <summary>The files, absolute; null for all, where nothing tells what is new.</summary>
    public ImmutableArray<string>? Files { get; init; }

    /// <summary>Whether nothing that is pushed is what is checked out.</summary>
    public bool IsElsewhere { get; init; }

    /// <summary>How many of the files differ from what is pushed.</summary>
    public int Unclean { get; init; }

    /// <summary>What was not looked at, in a line each.</summary>
    public ImmutableArray<string> Notices { get; init; } = [];
}
