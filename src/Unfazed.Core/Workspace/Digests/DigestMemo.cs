using System.Collections.Concurrent;

namespace Unfazed.Core.Workspace.Digests;

/// <summary>What files hold that were looked at before: one whose size, times and inode are those of then is not read again, and git not asked of it.</summary>
/// <remarks>
/// A file that was written less than two seconds before it was hashed is read again the next time: within one tick of the file system's clock
/// it may have been written once more (git's "racy" entries).
/// </remarks>
internal sealed class DigestMemo(IReadOnlyDictionary<string, MemoEntry> known)
{
    /// <summary>How old the last change must be. FAT counts in steps of two seconds, HFS+ and ext3 in those of one.</summary>
    public const long RacyNanoseconds = 2_500_000_000;

    private readonly ConcurrentDictionary<string, MemoEntry> _added = new(StringComparer.Ordinal);

    /// <summary>Whether something was hashed that was not known.</summary>
    public bool HasNews => !_added.IsEmpty;

    /// <summary>What is known of a path, of whatever content.</summary>
    public MemoEntry? Find(string path) => known.GetValueOrDefault(path);

    /// <summary>Remembers what was hashed.</summary>
    public void Add(string path, MemoEntry entry) => _added[path] = entry;

    /// <summary>Everything that is known of these files.</summary>
    public IEnumerable<KeyValuePair<string, MemoEntry>> Of(IEnumerable<WorkspaceFile> files)
    {
        foreach (var file in files)
        {
            if (_added.TryGetValue(file.Path, out var added) || known.TryGetValue(file.Path, out added))
            {
                yield return KeyValuePair.Create(file.Path, added);
            }
        }
    }
}

/// <summary>A file as it was hashed, or as git's index stood for it.</summary>
/// <param name="Stamp">What the file system said of it, before and after.</param>
/// <param name="Hash">Its hashes.</param>
/// <param name="IsSettled">Whether its last change was long enough before.</param>
internal sealed record MemoEntry(FileStamp Stamp, FileHash Hash, bool IsSettled)
{
    /// <summary>Whether its bytes were those in git's index: the same bytes are called the same for as long as they stay.</summary>
    public bool IsGits { get; init; }
}
