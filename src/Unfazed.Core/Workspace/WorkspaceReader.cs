using System.Collections.Immutable;
using Unfazed.Core.Processes;
using Unfazed.Core.Workspace.Digests;

namespace Unfazed.Core.Workspace;

/// <summary>Lists the files of a workspace: through git where there is a repository, else by walking.</summary>
/// <param name="processes">Starts git.</param>
#pragma warning disable CA1001 // What is listed ahead is disposed of by the listing that takes it.
public sealed class WorkspaceReader(ProcessRunner processes)
#pragma warning restore CA1001
{
    private static readonly ImmutableArray<string> ListFiles = ["ls-files", "-z", "-v", "-s", "--cached", "--others", "--exclude-standard"];
    private static readonly ImmutableArray<string> ListTrackedFiles = ["ls-files", "-z", "-v", "-s", "--cached"];

    private readonly GitClient _git = new(processes);
    private ListingAhead? _ahead;

    /// <summary>
    /// Begins to list the files of the repository around a folder while it is being found out whether that is the root. As a rule it is, and
    /// then git has answered by the time it is asked; else its answer is thrown away.
    /// </summary>
    /// <param name="folder">Absolute, symlinks resolved.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal void ListAhead(string folder, CancellationToken cancellationToken)
    {
        if (GitRepository.FindMark(folder) is { } top)
        {
            _ahead = new ListingAhead(top, again => ListThroughGitAsync(top, again), cancellationToken);
        }
    }

    /// <summary>Lists the files as they are now, and looks at each once.</summary>
    /// <param name="root">The root.</param>
    /// <param name="excludes">The configuration's <c>exclude</c>, on top of what is never source: <c>.unfazed</c>, <c>node_modules</c>, and, unless git tracks them, virtual environments, caches, and .NET's <c>bin</c> and <c>obj</c>.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="WorkspaceException">git refuses to list them.</exception>
    public async Task<WorkspaceSnapshot> ReadAsync(WorkspaceRoot root, ImmutableArray<Glob> excludes, CancellationToken cancellationToken = default)
    {
        var rules = new ExcludeRules(excludes);
        var listing = await ListAsync(root, rules, cancellationToken).ConfigureAwait(false);
        var builder = new SnapshotBuilder(root.Path, rules, excludes.IsEmpty ? rules : new ExcludeRules([]));
        return new WorkspaceSnapshot(root.Path, listing.IsGit, builder.Build(listing, cancellationToken))
        {
            Excluded = builder.Excluded,
            HasUnseen = !listing.IsGit && !excludes.IsEmpty,
            Untracked = builder.Untracked,
            UnreadableNames = listing.UnreadableNames,
            UnreadableFolders = [.. listing.UnreadableFolders.Where(folder => !rules.ExcludesFolder(folder.TrimEnd('/'), tracked: false))],
            Notices = listing.Notices,
            RepositoryTop = root.RepositoryTop,
            Listing = listing.Git,
            Reread = again => ReadAsync(root, excludes, again),
        };
    }

    private async Task<FileListing> ListAsync(WorkspaceRoot root, ExcludeRules rules, CancellationToken cancellationToken)
    {
        if (root.RepositoryTop is null || !root.HasGit)
        {
            return Walk(root.Path, rules, root.HasGit ? null : "there is no git program: the folder was walked, and what git ignores was not left out", cancellationToken);
        }

        if (await IsIgnoredAsync(root, cancellationToken).ConfigureAwait(false))
        {
            return Walk(root.Path, rules, $"the repository {PrintableName.Of(root.RepositoryTop)} ignores this folder: it was walked", cancellationToken);
        }

        using var ahead = Interlocked.Exchange(ref _ahead, null);
        return await (ahead?.Of(root) ?? ListThroughGitAsync(root.Path, cancellationToken)).ConfigureAwait(false);
    }

    private async Task<FileListing> ListThroughGitAsync(string folder, CancellationToken cancellationToken)
    {
        var index = await GitIndexFile.FindAsync(_git, processes.Environment, folder, cancellationToken).ConfigureAwait(false);
        var place = index ?? GitIndexPlace.Find(folder);
        var before = place is null ? FileStatus.Missing : FileStatus.Of(place);
        var answer = await _git.AskAsync(folder, await IsInForeignFolderAsync(folder, cancellationToken).ConfigureAwait(false) ? ListTrackedFiles : ListFiles, index, cancellationToken).ConfigureAwait(false);
        return answer switch
        {
            null => throw new WorkspaceException("the git program went away while it was needed"),
            { Succeeded: false } => throw new WorkspaceException($"git cannot list the files of {PrintableName.Of(folder)}: {answer.Message}"),
            _ => GitOutput.Read(answer.Output.Span, answer.Message) with { Git = new GitListing(answer.Output, index) { Place = place, Before = before } },
        };
    }

    // The working tree of a repository whose own folder lies elsewhere can be a home directory, and git was told to look at nothing else in it.
    private async Task<bool> IsInForeignFolderAsync(string folder, CancellationToken cancellationToken) => NamedRepository.Holds(processes.Environment, folder)
        && await _git.AskAsync(folder, ["config", "--get", "status.showUntrackedFiles"], indexFile: null, cancellationToken).ConfigureAwait(false) is { Succeeded: true } answer
        && answer.Text.Trim() == "no";

    private async Task<bool> IsIgnoredAsync(WorkspaceRoot root, CancellationToken cancellationToken)
    {
        if (string.Equals(root.RepositoryTop, root.Path, StringComparison.Ordinal))
        {
            return false;
        }

        var answer = await _git.AskAsync(root.Path, ["check-ignore", "-q", "."], indexFile: null, cancellationToken).ConfigureAwait(false);
        return answer is { Succeeded: true };
    }

    private static FileListing Walk(string root, ExcludeRules rules, string? notice, CancellationToken cancellationToken)
    {
        var listing = new FolderWalk(root, rules).Run(cancellationToken);
        return notice is null ? listing : listing with { Notices = [notice, .. listing.Notices] };
    }
}
