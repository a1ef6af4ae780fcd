using System.Collections.Immutable;
using System.Text;
using System.Text.Unicode;

namespace Unfazed.Core.Workspace.Changes;

/// <summary>
/// Finds the versions of files that a push sends: of every pushed commit that the other side does not have. A secret that one commit adds
/// and a later one removes is in the pushed history all the same.
/// </summary>
internal sealed class CarriedBlobs(GitClient git, WorkspaceSnapshot workspace)
{
    private const char OfCommit = '\u0001';

    // Of a merge only what is in none of its parents: the rest comes with them.
    private static readonly ImmutableArray<string> Log =
    [
        "-c", "log.showSignature=false", "log", "-z", "--raw", "--no-abbrev", "--no-renames", "--root", "-c", "--diff-filter=d", "--no-color", "--no-ext-diff",
        "--no-notes", "--relative", "--format=tformat:%x01%H",
    ];

    /// <summary>Finds them, the newest first, each once.</summary>
    /// <param name="request">What is pushed, and what the other side has.</param>
    /// <param name="commit">The commit that is looked at as a whole, whose contents are left out; null for none.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="WorkspaceException">git cannot list them.</exception>
    public async Task<ImmutableArray<CarriedBlob>> FindAsync(ChangeRequest request, string? commit, CancellationToken cancellationToken)
    {
        if (request.Pushed.IsEmpty)
        {
            return [];
        }

        var log = await git.AskAsync(workspace.Root, [.. Log, .. request.Pushed, "--not", .. request.Held, "--"], indexFile: null, cancellationToken).ConfigureAwait(false);
        if (log is not { Succeeded: true })
        {
            throw new WorkspaceException($"git cannot list what is pushed: {log?.Message ?? "the git program went away"}");
        }

        var seen = commit is null ? [] : await ObjectsAsync(commit, cancellationToken).ConfigureAwait(false);
        return Read(log.Output.Span, seen);
    }

    /// <summary>Reads <c>git log -z --raw</c>: the commit, then <c>:MODE MODE ID ID LETTER NUL PATH</c> for each file; of a merge a colon, a mode and an id more for each parent.</summary>
    /// <param name="output">What git printed.</param>
    /// <param name="seen">Objects that do not count; takes those that are returned.</param>
    internal static ImmutableArray<CarriedBlob> Read(ReadOnlySpan<byte> output, HashSet<string> seen)
    {
        var blobs = ImmutableArray.CreateBuilder<CarriedBlob>();
        var commit = "";
        while (!output.IsEmpty)
        {
            var field = Take(ref output).TrimStart((byte)'\n');
            if (field.StartsWith((byte)OfCommit))
            {
                commit = Encoding.ASCII.GetString(field[1..]);
            }
            else if (field.StartsWith((byte)':'))
            {
                var path = Take(ref output);
                if (BlobOf(Encoding.ASCII.GetString(field)) is { } id && seen.Add(id))
                {
                    blobs.Add(new CarriedBlob(Utf8.IsValid(path) ? Encoding.UTF8.GetString(path) : PrintableName.Of(path), id, commit));
                }
            }
        }

        return blobs.ToImmutable();
    }

    // The object of a regular file, not of a link or submodule.
    private static string? BlobOf(string entry)
    {
        var parents = entry.Length - entry.TrimStart(':').Length;
        var words = entry[parents..].Split(' ');
        return words.Length == (2 * parents) + 3 && words[parents].StartsWith("100", StringComparison.Ordinal) ? words[(2 * parents) + 1] : null;
    }

    private async Task<HashSet<string>> ObjectsAsync(string commit, CancellationToken cancellationToken)
    {
        var objects = new HashSet<string>(StringComparer.Ordinal);
        var answer = await git.AskAsync(workspace.Root, ["ls-tree", "-r", "-z", commit], indexFile: null, cancellationToken).ConfigureAwait(false);
        var rest = answer is { Succeeded: true } ? answer.Output.Span : default;
        while (!rest.IsEmpty)
        {
            var record = Take(ref rest);
            if (record.IndexOf((byte)'\t') is > 0 and var tab && Encoding.ASCII.GetString(record[..tab]).Split(' ') is [_, "blob", var id])
            {
                objects.Add(id);
            }
        }

        return objects;
    }

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> rest)
    {
        var end = rest.IndexOf((byte)0);
        var taken = end < 0 ? rest : rest[..end];
        rest = end < 0 ? default : rest[(end + 1)..];
        return taken;
    }
}
