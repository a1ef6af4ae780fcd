using System.Collections.Immutable;

namespace Unfazed.Core.Workspace;

/// <summary>The plain text in which all that fits a pattern ends, such as <c>.py</c> of <c>**/*.py</c>.</summary>
internal static class GlobEnding
{
    /// <summary>One ending for each alternative, or null where one of them has none.</summary>
    public static ImmutableArray<string>? Of(IReadOnlyCollection<string> alternatives)
    {
        var endings = alternatives.Select(Of).ToImmutableArray();
        return endings.Contains("", StringComparer.Ordinal) ? null : endings;
    }

    // A plain name may be a folder's, and then the path goes on behind it. What is escaped or in a class is not looked into.
    private static string Of(string pattern)
    {
        var name = pattern[(pattern.LastIndexOf('/') + 1)..];
        var wildcard = name.LastIndexOfAny(['*', '?']);
        return wildcard < 0 || name.AsSpan().IndexOfAny("[]\\") >= 0 ? "" : name[(wildcard + 1)..];
    }
}
