using System.Collections.Immutable;
using System.Globalization;
using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;
using Unfazed.Core.Workspace.Changes;

namespace Unfazed.Cli.Hooks.Claude;

/// <summary>
/// What has changed in the working tree since a session began, whoever changed it: an editor, a shell, a tool of a server, a commit, a
/// subagent. What a tool call names is a part of that at most.
/// </summary>
internal sealed class SessionTree(ProcessRunner processes, WorkspaceRoot root)
{
    private const string Missing = "missing";

    private readonly GitClient _git = new(processes);

    /// <summary>Whether git can tell.</summary>
    public bool IsKnown => root is { HasGit: true, RepositoryTop: not null };

    /// <summary>The tree as it is now, for a session that begins; null without git.</summary>
    /// <param name="isFirst">Whether nothing of the session happened yet: else what is not committed may be its own work.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<TreeMark?> MarkAsync(bool isFirst, CancellationToken cancellationToken)
    {
        if (!IsKnown)
        {
            return null;
        }

        var commit = await new GitRevisions(_git, root.Path).HeadAsync(cancellationToken).ConfigureAwait(false);
        return new TreeMark(commit, isFirst ? await DifferingAsync(commit, cancellationToken).ConfigureAwait(false) : TreeMark.NoFiles);
    }

    /// <summary>The files that are not what they were, absolute, deleted ones too.</summary>
    /// <param name="begin">The tree at the beginning; null where nobody saw it: then what is not committed counts.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<ImmutableArray<string>> ChangedAsync(TreeMark? begin, CancellationToken cancellationToken)
    {
        var revisions = new GitRevisions(_git, root.Path);
        var head = await revisions.HeadAsync(cancellationToken).ConfigureAwait(false);
        var isThere = begin is not null && await ExistsAsync(begin.Commit, cancellationToken).ConfigureAwait(false);
        var now = await DifferingAsync(isThere ? begin!.Commit : head, cancellationToken).ConfigureAwait(false);
        var before = begin?.Files ?? TreeMark.NoFiles;
        return
        [
            .. now.Where(file => before.GetValueOrDefault(file.Key) != file.Value).Select(static file => file.Key)
                .Concat(before.Where(file => !now.ContainsKey(file.Key) && Stamp(file.Key) != file.Value).Select(static file => file.Key))
                .Order(StringComparer.Ordinal),
        ];
    }

    private async Task<bool> ExistsAsync(string commit, CancellationToken cancellationToken) =>
        await _git.AskAsync(root.Path, ["cat-file", "-e", commit], indexFile: null, cancellationToken).ConfigureAwait(false) is { Succeeded: true };

    // What differs from a commit, with what the file system says of it now.
    private async Task<ImmutableDictionary<string, string>> DifferingAsync(string commit, CancellationToken cancellationToken)
    {
        var changed = NamesAsync(["diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--no-color", "--ignore-submodules=dirty", "--relative", commit, "--"], cancellationToken);
        var untracked = NamesAsync(["ls-files", "-z", "--others", "--exclude-standard"], cancellationToken);
        await Task.WhenAll(changed, untracked).ConfigureAwait(false);
        return (await changed.ConfigureAwait(false)).Concat(await untracked.ConfigureAwait(false)).Select(name => Path.Combine(root.Path, name.TrimEnd('/')))
            .Distinct(StringComparer.Ordinal).Take(TreeMark.MaxFiles).ToImmutableDictionary(static path => path, Stamp, StringComparer.Ordinal);
    }

    private async Task<string[]> NamesAsync(ImmutableArray<string> question, CancellationToken cancellationToken)
    {
        var answer = await _git.AskAsync(root.Path, question, indexFile: null, cancellationToken).ConfigureAwait(false);
        return answer is { Succeeded: true }
            ? answer.Text.Split('\0', StringSplitOptions.RemoveEmptyEntries)
            : throw new WorkspaceException($"git does not say what changed: {answer?.Message ?? "the git program went away"}");
    }

    private static string Stamp(string path) => FileStatus.Of(path) is { Type: not FileType.Missing, Stamp: var stamp } status
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)status.Type} {stamp.Size} {stamp.Modified} {stamp.Changed} {stamp.Inode}")
        : Missing;
}

/// <summary>A working tree at one moment.</summary>
/// <param name="Commit">The commit that was checked out, or the tree without files before the first one.</param>
/// <param name="Files">The files that differed from it, absolute, with what the file system said of them.</param>
internal sealed record TreeMark(string Commit, ImmutableDictionary<string, string> Files)
{
    /// <summary>Files that are remembered; of more, those beyond count as changed.</summary>
    public const int MaxFiles = 5000;

    /// <summary>No file.</summary>
    public static ImmutableDictionary<string, string> NoFiles { get; } = ImmutableDictionary.Create<string, string>(StringComparer.Ordinal);
}
