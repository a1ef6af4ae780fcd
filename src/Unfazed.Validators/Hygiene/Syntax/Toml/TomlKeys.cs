using System.Buffers;
using System.Text;

namespace Unfazed.Validators.Hygiene.Syntax.Toml;

/// <summary>Reads keys: bare, quoted, dotted.</summary>
internal static class TomlKeys
{
    private const int MaxParts = 128;
    private static readonly SearchValues<byte> Bare = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"u8);

    /// <summary>Reads a key and the white space behind it.</summary>
    /// <exception cref="TomlException">There is none.</exception>
    public static List<string> ReadPath(ref TomlCursor cursor)
    {
        var parts = new List<string>(1);
        do
        {
            cursor.SkipBlanks();
            parts.Add(ReadPart(ref cursor));
            if (parts.Count > MaxParts)
            {
                throw new TomlException(cursor.At, $"a key of more than {MaxParts} parts") { IsLimit = true };
            }

            cursor.SkipBlanks();
        }
        while (cursor.TryTake("."u8));
        return parts;
    }

    private static string ReadPart(ref TomlCursor cursor)
    {
        if (cursor.Current is '"' or '\'')
        {
            return TomlStrings.ReadKey(ref cursor);
        }

        var rest = cursor.Rest;
        var length = rest.IndexOfAnyExcept(Bare);
        length = length < 0 ? rest.Length : length;
        if (length == 0)
        {
            throw cursor.Unexpected("a key");
        }

        cursor.At += length;
        return Encoding.ASCII.GetString(rest[..length]);
    }
}
