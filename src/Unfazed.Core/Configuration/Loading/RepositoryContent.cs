using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Unfazed.Core.Configuration.Loading;

/// <summary>What the configuration files of a repository hold, exactly as they were read: what trust is bound to.</summary>
/// <param name="root">The root, absolute.</param>
internal sealed class RepositoryContent(string root)
{
    private readonly List<(string Path, byte[] Bytes)> _files = [];

    /// <summary>The root, absolute.</summary>
    public string Root { get; } = root;

    /// <summary>The top of the repository that the root lies in, absolute; null outside of one.</summary>
    public string? RepositoryTop { get; init; }

    /// <summary>The files relative to the root, in the order in which they were read: what is extended before what extends it.</summary>
    public ImmutableArray<string> Files => [.. _files.Select(static file => file.Path).Distinct(StringComparer.Ordinal)];

    /// <summary>The repository's own file, which everything else hangs on.</summary>
    public string Main { get; set; } = "";

    /// <summary>Adds a file as it was read.</summary>
    public void Add(string path, byte[] bytes) => _files.Add((NameOf(path), bytes));

    /// <summary>The name of a file here.</summary>
    public string NameOf(string path) => Path.GetRelativePath(Root, path).Replace(Path.DirectorySeparatorChar, '/');

    /// <summary>SHA-256 over names, lengths and bytes. Only asked for where trust is: loading the code for it costs every start a millisecond.</summary>
    public string Digest()
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (path, bytes) in _files)
        {
            var name = Encoding.UTF8.GetBytes(path);
            digest.AppendData(Encoding.ASCII.GetBytes(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name.Length} {bytes.Length}\n")));
            digest.AppendData(name);
            digest.AppendData(bytes);
        }

        return Convert.ToHexStringLower(digest.GetHashAndReset());
    }
}
