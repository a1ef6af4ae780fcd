using System.Text;

namespace Unfazed.Core.Workspace.Digests;

/// <summary>Every entry of git's index at a moment: mode, object and stage by path, and whether git was told not to look at the file.</summary>
internal sealed class GitIndexState
{
    private const int Tag = 2; // "H "
    private const int ModeLength = 6; // "100644"

    // Most are never compared with another.
    private readonly Lazy<Dictionary<string, Entry>> _entries;

    private GitIndexState(FileStatus status, Func<Dictionary<string, Entry>> entries)
    {
        Status = status;
        _entries = new(entries);
    }

    /// <summary>What the file system said of the index before git read it.</summary>
    public FileStatus Status { get; }

    /// <summary>Reads <c>git ls-files -z -v -s</c>, with or without untracked files.</summary>
    /// <param name="output">The output.</param>
    /// <param name="status">What the file system said of the index before.</param>
    public static GitIndexState Read(ReadOnlyMemory<byte> output, FileStatus status) => new(status, () => Read(output.Span));

    /// <summary>The same index with what another answer says of the files below a folder.</summary>
    /// <param name="prefix">The folder, with a slash at its end.</param>
    /// <param name="below">The entries below, relative to it.</param>
    public GitIndexState With(string prefix, GitIndexState below) => new(
        Status == below.Status ? Status : default,
        () => _entries.Value.Where(entry => !entry.Key.StartsWith(prefix, StringComparison.Ordinal))
            .Concat(below._entries.Value.Select(entry => KeyValuePair.Create(prefix + entry.Key, entry.Value)))
            .ToDictionary(StringComparer.Ordinal));

    /// <summary>Whether a path has an entry here and later, with the same mode.</summary>
    public bool IsOfOneKind(string path, GitIndexState later) => _entries.Value.TryGetValue(path, out var before) && later._entries.Value.TryGetValue(path, out var now)
        && before.Objects.AsSpan().StartsWith(now.Objects.AsSpan(0, Math.Min(now.Objects?.Length ?? 0, ModeLength)), StringComparison.Ordinal);

    /// <summary>
    /// The paths whose entries differ, in ordinal order. A file that git looks at again is no difference: it does so by itself where a file
    /// outside of a sparse checkout is there.
    /// </summary>
    public List<string> Differences(GitIndexState later) =>
    [
        .. _entries.Value.Keys.Union(later._entries.Value.Keys, StringComparer.Ordinal).Where(path =>
        {
            var (before, now) = (_entries.Value.GetValueOrDefault(path), later._entries.Value.GetValueOrDefault(path));
            return before.Objects != now.Objects || (now.IsHidden && !before.IsHidden);
        }).Order(StringComparer.Ordinal),
    ];

    private static Dictionary<string, Entry> Read(ReadOnlySpan<byte> output)
    {
        var entries = new Dictionary<string, Entry>(StringComparer.Ordinal);
        foreach (var range in output.Split((byte)0))
        {
            var record = output[range];
            if (record.IndexOf((byte)'\t') is > Tag and var tab && record[0] != '?')
            {
                // A file in conflict has an entry for each stage.
                var path = Encoding.UTF8.GetString(record[(tab + 1)..]);
                var before = entries.GetValueOrDefault(path);
                entries[path] = new Entry(
                    before.Objects + Encoding.ASCII.GetString(record[Tag..tab]) + "\n", before.IsHidden || record[0] == 'S' || char.IsAsciiLetterLower((char)record[0]));
            }
        }

        return entries;
    }

    private readonly record struct Entry(string? Objects, bool IsHidden);
}
