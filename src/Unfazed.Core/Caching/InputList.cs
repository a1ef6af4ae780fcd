using System.Collections.Immutable;
using System.Text;
using Unfazed.Core.Workspace.Digests;

namespace Unfazed.Core.Caching;

/// <summary>The files that an answer depends on, with what they hold.</summary>
/// <param name="Entries">In ordinal order of their paths, each path once.</param>
internal sealed record InputList(ImmutableArray<KeyValuePair<string, string>> Entries)
{
    private readonly Lazy<string> _hash = new(() => WorkspaceDigests.Join(Entries));

    /// <summary>No file.</summary>
    public static InputList Empty { get; } = new([]);

    /// <summary>One hash for all.</summary>
    public string Hash => _hash.Value;

    /// <summary>The list as it is stored: <c>DIGEST⇥PATH</c>, each ended by NUL.</summary>
    public byte[] Write()
    {
        var text = new StringBuilder(Entries.Length * 96);
        foreach (var (path, digest) in Entries)
        {
            text.Append(digest).Append('\t').Append(path).Append('\0');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Reads a list; null for what is none.</summary>
    public static InputList? Read(ReadOnlySpan<byte> bytes)
    {
        var entries = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        foreach (var record in Encoding.UTF8.GetString(bytes).Split('\0'))
        {
            if (record.Length == 0)
            {
                continue;
            }

            if (record.IndexOf('\t', StringComparison.Ordinal) is not (> 0 and var tab))
            {
                return null;
            }

            entries.Add(KeyValuePair.Create(record[(tab + 1)..], record[..tab]));
        }

        return new InputList(entries.ToImmutable());
    }

    public bool Equals(InputList? other) => other is not null && Hash == other.Hash;

    public override int GetHashCode() => Hash.GetHashCode(StringComparison.Ordinal);
}
