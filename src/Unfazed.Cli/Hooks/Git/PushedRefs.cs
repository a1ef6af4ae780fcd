using System.Buffers;
using System.Collections.Immutable;

namespace Unfazed.Cli.Hooks.Git;

/// <summary>What git says on standard input of a <c>pre-push</c> hook: a line for each ref (githooks(5)).</summary>
internal static class PushedRefs
{
    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdef");

    /// <summary>The refs that are pushed and not deleted. A line that is none is passed over.</summary>
    public static ImmutableArray<PushedRef> Read(string text) =>
    [
        .. text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(static line => line.Split(' '))
            .Where(static words => words is [_, var local, _, var remote] && IsCommit(local) && IsCommit(remote) && !IsNone(local))
            .Select(static words => new PushedRef(words[2], words[1], IsNone(words[3]) ? null : words[3])),
    ];

    private static bool IsCommit(string word) => word.Length is 40 or 64 && !word.AsSpan().ContainsAnyExcept(Hexadecimal);

    private static bool IsNone(string commit) => commit.AsSpan().IndexOfAnyExcept('0') < 0;
}

/// <summary>A ref that is pushed.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="Commit">What it will be.</param>
/// <param name="Before">What it is there now; null for a new one.</param>
internal sealed record PushedRef(string Name, string Commit, string? Before);
