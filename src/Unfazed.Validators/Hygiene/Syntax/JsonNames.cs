namespace Unfazed.Validators.Hygiene.Syntax;

/// <summary>The keys of the objects that are open, to see one that stands twice. Keys are compared as they are written.</summary>
internal sealed class JsonNames
{
    private readonly Dictionary<(int Object, int Hash), (int Start, int Length)> _seen = [];
    private readonly Stack<int> _open = new();
    private int _objects;

    /// <summary>An object begins.</summary>
    public void Enter() => _open.Push(++_objects);

    /// <summary>An object ends.</summary>
    public void Leave() => _open.Pop();

    /// <summary>Notes a key of the innermost object; false when it stood there before.</summary>
    public bool Add(ReadOnlySpan<byte> text, int start, int length)
    {
        var name = text.Slice(start, length);
        var hash = new HashCode();
        hash.AddBytes(name);
        var key = (_open.Peek(), hash.ToHashCode());

        // Two keys of one hash that differ are no finding.
        return _seen.TryAdd(key, (start, length)) || !text.Slice(_seen[key].Start, _seen[key].Length).SequenceEqual(name);
    }
}
