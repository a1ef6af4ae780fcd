using System.Buffers;
using System.Text;
using Unfazed.Core;

namespace Unfazed.Validators.Secrets;

/// <summary>Tells one private key from another without holding it: its marker is the same for all keys.</summary>
internal static class KeyIdentity
{
    private const int LongestKey = 32 * 1024;

    // What stands around the lines of a key within a program's text.
    private const string Edges = " \t\"'`,+";

    private static readonly SearchValues<char> HeaderNames = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-");
    private static readonly SearchValues<char> BodyText = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=\\");
    private static readonly SearchValues<byte> Body = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="u8);

    /// <summary>Returns a hash of the key. Indentation, quotes, line endings and escapes of line feeds do not change it.</summary>
    /// <param name="text">What follows the key's marker.</param>
    public static string Of(ReadOnlySpan<byte> text)
    {
        var near = text[..Math.Min(text.Length, LongestKey)];
        var end = near.IndexOf("-END "u8);
        var body = new ArrayBufferWriter<byte>();
        var isFirst = true;
        foreach (var line in Encoding.Latin1.GetString(end < 0 ? near : near[..end]).AsSpan().EnumerateLines())
        {
            // Without an end, as far as it looks like a key: a marker that a program only mentions is followed by code.
            if (end < 0 && !isFirst && !IsOfKey(line))
            {
                break;
            }

            isFirst = false;
            Take(line.Trim(Edges), body);
        }

        return Sha256.Hex(body.WrittenSpan);
    }

    private static bool IsOfKey(ReadOnlySpan<char> line)
    {
        var trimmed = line.Trim(Edges);
        var colon = trimmed.IndexOf(": ");
        var isHeader = colon > 0 && !trimmed[..colon].ContainsAnyExcept(HeaderNames);
        return trimmed.Length > 0 && (isHeader || !trimmed.ContainsAnyExcept(BodyText));
    }

    private static void Take(ReadOnlySpan<char> line, ArrayBufferWriter<byte> body)
    {
        for (var index = 0; index < line.Length; index++)
        {
            if (line[index] == '\\' && index + 1 < line.Length && line[index + 1] is 'n' or 'r')
            {
                index++;
            }
            else if (line[index] <= 0x7f && Body.Contains((byte)line[index]))
            {
                body.Write([(byte)line[index]]);
            }
        }
    }
}
