using System.Buffers;
using System.Text;

namespace Unfazed.Core.Workspace.Digests;

/// <summary>The objects of git's index by path, those alone that can stand for the bytes of a file.</summary>
internal static class GitIndexEntries
{
    private const int TagAndMode = 9; // "H 100644 "

    private static readonly SearchValues<byte> Digits = SearchValues.Create("0123456789abcdef"u8);

    /// <summary>Reads <c>git ls-files -z -v -s</c>; passes over what it does not understand, which then stands for nothing.</summary>
    /// <remarks>
    /// Stage 0 alone, tag <c>H</c> alone (not assumed unchanged, not skipped), regular files and links alone. The empty object stands for
    /// nothing: it is also what <c>git add -N</c> writes.
    /// </remarks>
    public static Dictionary<string, string> Read(ReadOnlySpan<byte> output)
    {
        var objects = new Dictionary<string, string>(StringComparer.Ordinal);
        while (!output.IsEmpty)
        {
            var end = output.IndexOf((byte)0);
            var record = end < 0 ? output : output[..end];
            output = end < 0 ? default : output[(end + 1)..];
            if (Entry(record) is var (path, id))
            {
                objects[path] = id;
            }
        }

        return objects;
    }

    /// <summary>The files that git was told not to look at: assumed unchanged (a lower-case tag) or skipped (<c>S</c>).</summary>
    public static List<string> Hidden(ReadOnlySpan<byte> output)
    {
        var paths = new List<string>();
        foreach (var range in output.Split((byte)0))
        {
            var record = output[range];
            if (record.IndexOf((byte)'\t') is > 0 and var tab && (record[0] == 'S' || char.IsAsciiLetterLower((char)record[0])))
            {
                paths.Add(Encoding.UTF8.GetString(record[(tab + 1)..]));
            }
        }

        return paths;
    }

    private static (string Path, string Id)? Entry(ReadOnlySpan<byte> record)
    {
        if (!record.StartsWith("H 100"u8) && !record.StartsWith("H 120"u8))
        {
            return null;
        }

        var tab = record.IndexOf((byte)'\t');
        if (tab < TagAndMode + 2 || !record[..tab].EndsWith(" 0"u8))
        {
            return null;
        }

        var id = record[TagAndMode..(tab - 2)];
        return IsId(id) && !IsEmptyObject(id) ? (Encoding.UTF8.GetString(record[(tab + 1)..]), Encoding.ASCII.GetString(id)) : null;
    }

    private static bool IsId(ReadOnlySpan<byte> id) => id.Length is GitObjectId.Sha1Digits or GitObjectId.Sha256Digits && !id.ContainsAnyExcept(Digits);

    private static bool IsEmptyObject(ReadOnlySpan<byte> id) =>
        id.SequenceEqual("e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"u8) ||
        id.SequenceEqual("473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813"u8);
}
