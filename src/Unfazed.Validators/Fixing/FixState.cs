using Unfazed.Core.Workspace;

namespace Unfazed.Validators.Fixing;

/// <summary>What the files hold on the way from what they held to what they will hold.</summary>
internal sealed class FixState(WorkspaceSnapshot workspace)
{
    private readonly Dictionary<string, byte[]> _before = new(StringComparer.Ordinal);
    private readonly Dictionary<string, byte[]> _now = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _by = new(StringComparer.Ordinal);

    /// <summary>The files that changed, in ordinal order.</summary>
    public IEnumerable<FixedFile> Changed => _now
        .Where(pair => !pair.Value.AsSpan().SequenceEqual(_before[pair.Key]))
        .OrderBy(static pair => pair.Key, StringComparer.Ordinal)
        .Select(pair => new FixedFile(pair.Key, [.. _by[pair.Key]], _before[pair.Key], pair.Value));

    /// <summary>What a file holds by now.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">We may not read it.</exception>
    public byte[] Read(string path) => _now.TryGetValue(path, out var now) ? now : ReadOriginal(path);

    /// <summary>Notes what a rule or a tool made of a file.</summary>
    public void Set(string path, byte[] content, string by)
    {
        _before.TryAdd(path, Read(path));
        _now[path] = content;
        if (!_by.TryGetValue(path, out var names))
        {
            _by[path] = names = [];
        }

        if (!names.Contains(by))
        {
            names.Add(by);
        }
    }

    // What a tool made of an older content must not replace a newer one.
    private byte[] ReadOriginal(string path)
    {
        var full = workspace.FullPath(path);
        var content = File.ReadAllBytes(full);
        return FileStatus.Of(full).Stamp == workspace.Find(path)?.Stamp ? content : throw new IOException("somebody changed it meanwhile");
    }
}
