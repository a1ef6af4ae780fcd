using System.Text.Json;

namespace Unfazed.Validators.Hygiene.Syntax;

/// <summary>The keys of the objects that are open, to see a duplicate. Keys are compared by what they mean: escapes are resolved.</summary>
internal sealed class JsonNames
{
    private readonly Dictionary<(int Object, int Hash), Name> _seen = [];
    private readonly Stack<int> _open = new();
    private int _objects;

    /// <summary>An object begins.</summary>
    public void Enter() => _open.Push(++_objects);

    /// <summary>An object ends.</summary>
    public void Leave() => _open.Pop();

    /// <summary>Notes the key that the reader is at; false when its object has it already.</summary>
    /// <param name="reader">Stands at a property name.</param>
    /// <param name="text">The whole document.</param>
    public bool Add(ref Utf8JsonReader reader, ReadOnlySpan<byte> text)
    {
        var name = new Name((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length, reader.ValueIsEscaped ? Resolve(ref reader) : null);
        var meaning = name.In(text);
        var hash = new HashCode();
        hash.AddBytes(meaning);
        var key = (_open.Peek(), hash.ToHashCode());

        // Two different keys with one hash are no finding.
        return _seen.TryAdd(key, name) || !_seen[key].In(text).SequenceEqual(meaning);
    }

    private static byte[]? Resolve(ref Utf8JsonReader reader)
    {
        var resolved = new byte[reader.ValueSpan.Length];
        try
        {
            return resolved[..reader.CopyString(resolved)];
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair stands for no character: such a key is compared as it is written.
            return null;
        }
    }

    private readonly record struct Name(int Start, int Length, byte[]? Resolved)
    {
        public ReadOnlySpan<byte> In(ReadOnlySpan<byte> text) => Resolved ?? text.Slice(Start, Length);
    }
}
