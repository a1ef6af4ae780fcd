using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Unfazed.Core.Caching;

/// <summary>Everything that decides about an answer.</summary>
/// <param name="Parts">What decides beside the files, in a stable order.</param>
/// <param name="Inputs">The files.</param>
internal sealed record CacheKey(ImmutableArray<KeyPart> Parts, InputList Inputs)
{
    /// <summary>The hash of what decides beside the files: the name of the book of a tool that is cached file by file.</summary>
    public string SharedHash => HashOf(Parts);

    /// <summary>The hash of all: the name of an answer.</summary>
    public string Hash => Hex($"{SharedHash}\0{Inputs.Hash}");

    /// <summary>The hash of one file with what it holds, within a book.</summary>
    public static FileKey FileKeyOf(string path, string digest)
    {
        Span<byte> hash = stackalloc byte[FileKey.Length];
        Sha256.HashData(Encoding.UTF8.GetBytes($"{path}\0{digest}"), hash);
        return FileKey.Read(hash);
    }

    /// <summary>Parts in which each name stands once: of two packages of a name, say, both count under it.</summary>
    public static ImmutableArray<KeyPart> Named(IEnumerable<KeyPart> parts) =>
    [
        .. parts.GroupBy(static part => (part.Kind, part.Name)).Select(static named => named.First() with { Value = string.Join("; ", named.Select(static part => part.Value)) }),
    ];

    /// <summary>SHA-256 of a text in hexadecimal digits.</summary>
    public static string Hex(string text) => Sha256.Hex(text);

    public bool Equals(CacheKey? other) => other is not null && SharedHash == other.SharedHash && Inputs.Equals(other.Inputs);

    public override int GetHashCode() => HashCode.Combine(SharedHash, Inputs);

    private static string HashOf(ImmutableArray<KeyPart> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            text.Append(CultureInfo.InvariantCulture, $"{part.Kind.WireName()}\0{part.Name.Length}\0{part.Name}\0{part.Value.Length}\0{part.Value}\0");
        }

        return Sha256.Hex(text.ToString());
    }
}
