using System.Text;

namespace Unfazed.Validators.Tools;

/// <summary>The interpreter that a script's first line names.</summary>
internal static class Shebang
{
    private const int Longest = 256;

    /// <summary>The interpreter's name without its folder and version, such as <c>bash</c> or <c>python</c>; null when there is none or the file cannot be read.</summary>
    public static string? Read(string fullPath)
    {
        try
        {
            using var stream = new FileStream(fullPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            Span<byte> start = stackalloc byte[Longest];
            return Parse(start[..stream.ReadAtLeast(start, Longest, throwOnEndOfStream: false)]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The interpreter named at the start of a file's content.</summary>
    public static string? Parse(ReadOnlySpan<byte> start)
    {
        if (!start.StartsWith("#!"u8))
        {
            return null;
        }

        var end = start.IndexOfAny((byte)'\n', (byte)'\r');
        var words = Encoding.UTF8.GetString(end < 0 ? start[2..] : start[2..end]).Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        foreach (var word in words)
        {
            var name = word[(word.LastIndexOf('/') + 1)..];
            if (name.Length > 0 && name != "env" && name[0] != '-' && !name.Contains('='))
            {
                return name.TrimEnd("0123456789.".ToCharArray()) is { Length: > 0 } bare ? bare : name;
            }
        }

        return null;
    }
}
