using System.Collections.Immutable;
using System.Text;
using Unfazed.Core.Processes;

namespace Unfazed.Core.Workspace.Changes;

/// <summary>
/// Finds what git holds of files whose working tree content differs from it. Only regular files: of a link, and of a file that the commit
/// removes, there is no content to judge.
/// </summary>
internal sealed class JudgedBlobs(ProcessRunner processes, GitClient git, WorkspaceSnapshot workspace)
{
    /// <summary>Files of more bytes are not read from git: what differs there stays an error.</summary>
    public const int MaxSize = 64 * 1024 * 1024;

    private const int MaxFiles = 20_000;
    private const long MaxTotal = 256L * 1024 * 1024;

    /// <summary>Finds the contents of these files, by path; those that are missing in the result cannot be judged.</summary>
    /// <param name="paths">The files, relative to the root.</param>
    /// <param name="commit">The commit that is judged; null for the index.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<ImmutableDictionary<string, JudgedBlob>> FindAsync(ImmutableArray<string> paths, string? commit, CancellationToken cancellationToken)
    {
        var wanted = paths.Take(MaxFiles).ToHashSet(StringComparer.Ordinal);
        if (wanted.Count == 0)
        {
            return ImmutableDictionary<string, JudgedBlob>.Empty;
        }

        var entries = Read((await EntriesAsync(commit, cancellationToken).ConfigureAwait(false)).Span, wanted);
        var found = ImmutableDictionary.CreateBuilder<string, JudgedBlob>(StringComparer.Ordinal);
        var total = 0L;
        await using var sizes = new GitObjects(processes, workspace.Root, sizesAlone: true);
        foreach (var (path, mode, id) in entries)
        {
            if (await sizes.ReadAsync(id, limit: 0, cancellationToken).ConfigureAwait(false) is { Size: <= MaxSize } blob && (total += blob.Size) <= MaxTotal)
            {
                found[path] = new JudgedBlob(id, blob.Size, mode == "100755");
            }
        }

        return found.ToImmutable();
    }

    private async Task<ReadOnlyMemory<byte>> EntriesAsync(string? commit, CancellationToken cancellationToken)
    {
        if (commit is null)
        {
            return workspace.Listing?.Output ?? default;
        }

        var answer = await git.AskAsync(workspace.Root, ["ls-tree", "-r", "-z", commit], indexFile: null, cancellationToken).ConfigureAwait(false);
        return answer is { Succeeded: true } ? answer.Output : default;
    }

    // "H 100644 ID 0⇥PATH" of git ls-files -v -s, or "100644 blob ID⇥PATH" of git ls-tree.
    private static List<(string Path, string Mode, string Id)> Read(ReadOnlySpan<byte> output, HashSet<string> wanted)
    {
        var entries = new List<(string, string, string)>();
        foreach (var range in output.Split((byte)0))
        {
            var record = output[range];
            if (record.IndexOf((byte)'\t') is not (> 0 and var tab))
            {
                continue;
            }

            var path = Encoding.UTF8.GetString(record[(tab + 1)..]);
            (string Mode, string Id)? entry = Encoding.ASCII.GetString(record[..tab]).Split(' ') switch
            {
                [_, var mode, var id, "0"] => (mode, id),
                [var mode, "blob", var id] => (mode, id),
                _ => null,
            };
            if (entry is { } blob && blob.Mode.StartsWith("100", StringComparison.Ordinal) && wanted.Contains(path))
            {
                entries.Add((path, blob.Mode, blob.Id));
            }
        }

        return entries;
    }
}
