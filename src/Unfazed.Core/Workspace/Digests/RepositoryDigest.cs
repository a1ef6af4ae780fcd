using Unfazed.Core.Processes;

namespace Unfazed.Core.Workspace.Digests;

/// <summary>What a submodule or an embedded repository holds: it is a workspace of its own, with an index of its own.</summary>
internal sealed class RepositoryDigest(ProcessRunner processes)
{
    /// <summary>One digest over all of its files; null where one of them cannot be read, or git gives no answer.</summary>
    /// <param name="folder">Its top, absolute.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<string?> OfAsync(string folder, CancellationToken cancellationToken)
    {
        // A submodule that is not checked out is an empty folder, and git would answer for the repository around it.
        if (!Path.Exists(Path.Combine(folder, ".git")))
        {
            return Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any() ? "repository: empty" : null;
        }

        try
        {
            var root = new WorkspaceRoot { Path = folder, RepositoryTop = folder };
            var snapshot = await new WorkspaceReader(processes).ReadAsync(root, [], cancellationToken).ConfigureAwait(false);
            var digests = await new WorkspaceDigests(snapshot, processes).OfAsync(snapshot.Files, cancellationToken).ConfigureAwait(false);
            return snapshot.UnreadableNames.IsEmpty && snapshot.UnreadableFolders.IsEmpty && Array.TrueForAll(digests, static digest => digest is not null)
                ? "repository:" + WorkspaceDigests.Join(snapshot.Files.Zip(digests, static (file, digest) => KeyValuePair.Create(file.Path, digest!)))
                : null;
        }
        catch (Exception problem) when (problem is WorkspaceException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
