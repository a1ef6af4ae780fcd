using System.Buffers;

namespace Unfazed.Core;

/// <summary>Recognizes names that are hashes or random numbers in small hexadecimal digits, so that nothing else is taken for a file of ours and removed.</summary>
internal static class HexName
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    /// <summary>Whether a name consists of this many digits.</summary>
    public static bool Is(ReadOnlySpan<char> name, int length) => name.Length == length && Is(name);

    /// <summary>Whether a name consists of digits alone.</summary>
    public static bool Is(ReadOnlySpan<char> name) => !name.IsEmpty && !name.ContainsAnyExcept(Digits);

    /// <summary>Whether a name is another name and the random part of a temporary file: <c>NAME.32 digits.tmp</c>.</summary>
    /// <param name="name">The name.</param>
    /// <param name="target">Receives the other name.</param>
    public static bool IsTemporary(string name, out string target)
    {
        const int Length = 32;
        const string End = ".tmp";
        var length = name.Length - End.Length - Length - 1;
        target = length > 0 ? name[..length] : "";
        return length > 0 && name.EndsWith(End, StringComparison.Ordinal) && name[length] == '.' && Is(name.AsSpan(length + 1, Length));
    }
}
