using System.Collections.Immutable;
using System.Text;
using System.Text.Unicode;
using Unfazed.Core.Workspace.Digests;

namespace Unfazed.Core.Workspace.Changes;

/// <summary>
/// Files that git was told not to look at (<c>git update-index --assume-unchanged</c>, <c>--skip-worktree</c>) and whose content is not the
/// one of the index: <c>git diff</c> is silent about them.
/// </summary>
internal sealed class HiddenChanges(GitClient git, WorkspaceSnapshot workspace)
{
    private const int FilesAtOnce = 200;
    private const byte Skipped = (byte)'S';

    /// <summary>Finds them; asks git only where there is such a file.</summary>
    /// <param name="absent">Whether a skipped file that is not there counts: a sparse checkout leaves those out on purpose.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<ImmutableArray<string>> FindAsync(Func<string, bool> absent, CancellationToken cancellationToken)
    {
        var changed = ImmutableArray.CreateBuilder<string>();
        var open = new List<Entry>();
        foreach (var entry in workspace.Listing is { } listing ? Read(listing.Output.Span) : [])
        {
            var full = workspace.FullPath(entry.Path);
            var type = FileStatus.Of(full).Type;
            if (type == FileType.Missing)
            {
                AddIf(!entry.IsSkipped || absent(entry.Path), entry.Path);
            }
            else if (type == FileType.Regular && !entry.IsLink)
            {
                open.Add(entry);
            }
            else
            {
                AddIf(!entry.IsLink || IdOfLink(full, entry.Id.Length) != entry.Id, entry.Path);
            }
        }

        foreach (var some in open.Chunk(FilesAtOnce))
        {
            var ids = await IdsAsync([.. some.Select(static entry => entry.Path)], cancellationToken).ConfigureAwait(false);
            changed.AddRange(some.Where((entry, place) => ids.ElementAtOrDefault(place) != entry.Id).Select(static entry => entry.Path));
        }

        return changed.ToImmutable();

        void AddIf(bool isChanged, string path)
        {
            if (isChanged)
            {
                changed.Add(path);
            }
        }
    }

    // "h 100644 ID 0⇥PATH": lower case for what is assumed to be unchanged, S for what is skipped (git-ls-files(1)).
    private static List<Entry> Read(ReadOnlySpan<byte> listing)
    {
        var entries = new List<Entry>();
        while (!listing.IsEmpty)
        {
            var end = listing.IndexOf((byte)0);
            var record = end < 0 ? listing : listing[..end];
            listing = end < 0 ? default : listing[(end + 1)..];
            var tab = record.IndexOf((byte)'\t');
            if (record.Length > 2 && tab > 0 && (record[0] == Skipped || char.IsAsciiLetterLower((char)record[0])) && Utf8.IsValid(record[(tab + 1)..])
                && Encoding.ASCII.GetString(record[..tab]).Split(' ') is [_, var mode, var id, "0"] && mode is not "160000")
            {
                entries.Add(new Entry(Encoding.UTF8.GetString(record[(tab + 1)..]), id, mode == "120000", char.ToUpperInvariant((char)record[0]) == 'S'));
            }
        }

        return entries;
    }

    private static string? IdOfLink(string full, int digits)
    {
        if (new FileInfo(full).LinkTarget is not { } target)
        {
            return null;
        }

        var bytes = Encoding.UTF8.GetBytes(target);
        using var id = GitObjectId.Begin(bytes.Length, digits);
        id.AppendData(bytes);
        return GitObjectId.End(id);
    }

    // git itself, because it converts line endings and more on the way into the index.
    private async Task<string[]> IdsAsync(ImmutableArray<string> paths, CancellationToken cancellationToken)
    {
        var answer = await git.AskAsync(workspace.Root, ["hash-object", "--", .. paths], indexFile: null, cancellationToken).ConfigureAwait(false);
        return answer is { Succeeded: true } ? answer.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries) : [];
    }

    private sealed record Entry(string Path, string Id, bool IsLink, bool IsSkipped);
}
