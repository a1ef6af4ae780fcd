using System.Buffers;

namespace Unfazed.Cli.Rendering;

/// <summary>Commands as they can be pasted into a POSIX shell.</summary>
internal static class ShellQuote
{
    private static readonly SearchValues<char> Bare =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-./=:,@%+");

    public static string Join(IEnumerable<string> words) => string.Join(' ', words.Select(Word));

    public static string Word(string word) => word.Length > 0 && !word.AsSpan().ContainsAnyExcept(Bare)
        ? word
        : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
