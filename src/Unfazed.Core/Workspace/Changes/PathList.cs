using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Unfazed.Core.Workspace.Changes;

/// <summary>Names of files, each ended by NUL, as <c>git diff -z</c> and <c>find -print0</c> write them; the last may lack its end.</summary>
public static class PathList
{
    /// <summary>The largest list, in bytes: 64 MiB.</summary>
    public const int MaximumBytes = 64 * 1024 * 1024;

    /// <summary>The most names: a million.</summary>
    public const int MaximumNames = 1_000_000;

    /// <summary>The names as they stand there.</summary>
    /// <exception cref="WorkspaceException">A name is empty or not UTF-8, or there are too many.</exception>
    public static ImmutableArray<string> Read(ReadOnlySpan<byte> list)
    {
        var names = ImmutableArray.CreateBuilder<string>();
        while (!list.IsEmpty)
        {
            var end = list.IndexOf((byte)0);
            var name = end < 0 ? list : list[..end];
            list = end < 0 ? default : list[(end + 1)..];
            if (names.Count == MaximumNames)
            {
                throw new WorkspaceException(string.Create(CultureInfo.InvariantCulture, $"--files0-from: more than {MaximumNames:N0} names"));
            }

            names.Add(Text(name, names.Count + 1));
        }

        return names.ToImmutable();
    }

    /// <summary>Reads all of a stream.</summary>
    /// <exception cref="WorkspaceException">It is larger than <see cref="MaximumBytes"/>, or not such a list.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static async Task<ImmutableArray<string>> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var all = new MemoryStream();
        var block = new byte[64 * 1024];
        while (await stream.ReadAsync(block, cancellationToken).ConfigureAwait(false) is var length and > 0)
        {
            if (all.Length + length > MaximumBytes)
            {
                throw new WorkspaceException("--files0-from: the list is larger than 64 MiB");
            }

            await all.WriteAsync(block.AsMemory(0, length), cancellationToken).ConfigureAwait(false);
        }

        return Read(all.GetBuffer().AsSpan(0, (int)all.Length));
    }

    private static string Text(ReadOnlySpan<byte> name, int number)
    {
        var place = string.Create(CultureInfo.InvariantCulture, $"--files0-from: name {number}");
        if (name.IsEmpty)
        {
            throw new WorkspaceException($"{place} is empty");
        }

        return Utf8.IsValid(name)
            ? Encoding.UTF8.GetString(name)
            : throw new WorkspaceException($"{place}, {PrintableName.Of(name[..Math.Min(name.Length, 200)])}, is not UTF-8, and no check could be given it: leave it out, or rename the file");
    }
}
