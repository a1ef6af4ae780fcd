namespace Unfazed.Core.Journal;

/// <summary>
/// The last member of each line, <c>"sum":"…"</c>: a hash of all that stands before it. It finds damage, no forgery. A line without one was
/// written by an earlier version.
/// </summary>
internal static class JournalChecksum
{
    private const int Digits = 16;

    private static ReadOnlySpan<byte> Name => ",\"sum\":\""u8;

    private static ReadOnlySpan<byte> End => "\"}"u8;

    /// <summary>Returns what ends a line: its checksum, the last brace of its object and its line feed.</summary>
    /// <param name="hash">SHA-256 of all that stands before, in hexadecimal digits.</param>
    public static byte[] Ending(string hash) => [.. Name, .. System.Text.Encoding.ASCII.GetBytes(hash[..Digits]), .. End, (byte)'\n'];

    /// <summary>Whether a line is as it was written, as far as its checksum tells.</summary>
    public static bool Fits(ReadOnlySpan<byte> line)
    {
        var length = Name.Length + Digits + End.Length;
        if (line.Length < length || !line.EndsWith(End) || !line[^length..].StartsWith(Name))
        {
            return true;
        }

        return System.Text.Encoding.ASCII.GetString(line.Slice(line.Length - End.Length - Digits, Digits)) == Of(line[..^length]);
    }

    private static string Of(ReadOnlySpan<byte> content) => Sha256.Hex(content)[..Digits];
}
