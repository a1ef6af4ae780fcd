using System.Collections.Immutable;

namespace Unfazed.Core.Caching;

/// <summary>The words of a command as one part of a key.</summary>
internal static class CommandPart
{
    private const char Separator = '\u001f';

    /// <summary>The part.</summary>
    /// <param name="words">The words, with places of this machine already replaced.</param>
    public static KeyPart Of(IEnumerable<string> words) => new(KeyPartKind.Command, "command", string.Join(Separator, words));

    /// <summary>The words of a part's value.</summary>
    public static ImmutableArray<string> Words(string value) => [.. value.Split(Separator)];
}
