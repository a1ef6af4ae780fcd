using System.Collections.Immutable;
using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;
using Unfazed.Core.Workspace.Changes;

namespace Unfazed.Cli.Hooks.Git;

/// <summary>Finds out what a call of pre-commit or prek is about.</summary>
internal sealed class FrameworkChange(ProcessRunner processes, WorkspaceRoot root, CancellationToken cancellationToken)
{
    private readonly GitClient _git = new(processes);
    private readonly string _top = root.RepositoryTop ?? throw new WorkspaceException($"{PrintableName.Of(root.Path)} is in no git repository");
    private readonly GitRevisions _revisions = new(new GitClient(processes), root.RepositoryTop ?? "");

    /// <summary>
    /// The change between two revisions where they are named; what is staged where all that was passed is staged, or nothing was passed; else the
    /// files that were passed; the whole repository where nothing was passed and nothing is staged.
    /// </summary>
    public async Task<FrameworkScope> FindAsync(FrameworkCall call)
    {
        ImmutableArray<string> inside = [.. call.Files.Where(file => WorkspacePath.Relative(root.Path, file) is not null)];
        ImmutableArray<string>? files = call.Files.IsEmpty ? null : inside;

        // Variables of another repository reach the hooks of one that a test suite makes: they name nothing here.
        if (call.To is { } to && await CommitAsync(to).ConfigureAwait(false) is { } judged)
        {
            var from = call.From is { } named ? await CommitAsync(named).ConfigureAwait(false) : null;
            var common = from is null ? null : await _revisions.CommonAsync(from, judged, cancellationToken).ConfigureAwait(false) ?? from;
            if (common is not null || call.IsPush)
            {
                return new FrameworkScope(new ChangeRequest(ChangeKind.Commits)
                {
                    Commit = judged,
                    Bases = common is null ? [] : [common],
                    Pushed = call.IsPush ? [judged] : [],
                    Held = call.IsPush ? [await PushRemote.OptionAsync(_git, _top, call.Remote, cancellationToken).ConfigureAwait(false), .. from is null ? [] : (string[])[from]] : [],
                }, files);
            }
        }

        var staged = await StagedAsync().ConfigureAwait(false);
        var isCommit = staged.Count > 0 && inside.All(staged.Contains);
        return new FrameworkScope(isCommit ? new ChangeRequest(ChangeKind.Staged) : null, files) { IsCommit = isCommit };
    }

    private async Task<HashSet<string>> StagedAsync()
    {
        var index = await GitIndexFile.FindAsync(_git, processes.Environment, _top, cancellationToken).ConfigureAwait(false);
        var answer = await _git.AskAsync(_top, ["diff", "--cached", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--no-color"], index, cancellationToken).ConfigureAwait(false);
        return answer is { Succeeded: true }
            ? answer.Text.Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(name => Path.Combine(_top, name)).ToHashSet(StringComparer.Ordinal)
            : throw new WorkspaceException($"git cannot tell what is staged: {answer?.Message ?? "the git program went away"}");
    }

    private Task<string?> CommitAsync(string revision) => _revisions.FindAsync(revision, cancellationToken);
}

/// <summary>What a call is about.</summary>
/// <param name="Change">The change; null for the files alone, or everything.</param>
/// <param name="Files">The files that were passed, below the root; null for none.</param>
internal sealed record FrameworkScope(ChangeRequest? Change, ImmutableArray<string>? Files)
{
    /// <summary>Whether a commit is about to be made of it.</summary>
    public bool IsCommit { get; init; }
}
