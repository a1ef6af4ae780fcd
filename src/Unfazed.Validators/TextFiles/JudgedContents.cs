using System.Collections.Immutable;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;
using Unfazed.Core.Workspace.Changes;
using Unfazed.Validators.Repository;

namespace Unfazed.Validators.TextFiles;

/// <summary>
/// The files of a run as they are judged: where what is staged or pushed differs from the working tree, its content, size and mode are git's.
/// </summary>
internal static class JudgedContents
{
    /// <summary>The workspace with git's size and mode for what differs, and with staged files that are missing in the working tree.</summary>
    /// <param name="workspace">The working tree.</param>
    /// <param name="selection">What is judged; null for the working tree.</param>
    /// <param name="mayBeAdded">Whether a file counts that is not in the workspace: it may be excluded.</param>
    public static WorkspaceSnapshot Over(WorkspaceSnapshot workspace, FileSelection? selection, Func<string, bool> mayBeAdded)
    {
        if (selection is null || selection.Judged.IsEmpty)
        {
            return workspace;
        }

        var judged = selection.Judged;
        var there = workspace.Files.Select(file => judged.TryGetValue(file.Path, out var blob) ? As(file, blob) : file);
        var missing = judged.Where(blob => workspace.Find(blob.Key) is null && mayBeAdded(blob.Key))
            .Select(static blob => As(new WorkspaceFile(blob.Key, WorkspaceFileKind.Regular, default), blob.Value));
        return workspace.WithFiles([.. there.Concat(missing).OrderBy(static file => file.Path, StringComparer.Ordinal)]);
    }

    /// <summary>
    /// Reads the contents from git, with the line endings that a checkout would give them. A filter of the repository (<c>smudge</c>) does not
    /// run: what git has is what is committed or pushed, and a filter that fails would keep all other files from being judged.
    /// </summary>
    /// <param name="processes">Starts git.</param>
    /// <param name="workspace">Where.</param>
    /// <param name="facts">What its attributes and settings say of line endings.</param>
    /// <param name="judged">What, by path.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="WorkspaceException">git does not give one of them.</exception>
    public static async Task<IReadOnlyDictionary<string, byte[]>> ReadAsync(
        ProcessRunner processes, WorkspaceSnapshot workspace, RepositoryFacts facts, ImmutableDictionary<string, JudgedBlob> judged, CancellationToken cancellationToken)
    {
        var contents = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        if (judged.IsEmpty)
        {
            return contents;
        }

        await using var objects = new GitObjects(processes, workspace.Root);
        foreach (var (path, blob) in judged)
        {
            var read = await objects.ReadAsync(blob.ObjectId, JudgedBlobs.MaxSize, cancellationToken).ConfigureAwait(false);
            contents[path] = read?.Content is { } content
                ? LineEndingConversion.CheckOut(content, path, facts)
                : throw new WorkspaceException($"git cannot give the staged or pushed content of {PrintableName.Of(path)} (object {blob.ObjectId})");
        }

        return contents;
    }

    private static WorkspaceFile As(WorkspaceFile file, JudgedBlob blob) => file with { Kind = WorkspaceFileKind.Regular, Stamp = file.Stamp with { Size = blob.Size, Executable = blob.IsExecutable } };
}
