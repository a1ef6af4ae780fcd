using System.Collections.Immutable;
using System.Text;

namespace Unfazed.Core.Workspace.Changes;

/// <summary>Reads the renames of <c>git diff --name-status -z --find-renames</c>: <c>R087 NUL OLD NUL NEW NUL</c>; other changes have one path.</summary>
internal static class GitRenames
{
    /// <summary>The old name by the new one. What is not understood, or not UTF-8, is no rename.</summary>
    public static ImmutableDictionary<string, string> Read(ReadOnlySpan<byte> output)
    {
        var renames = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var words = Encoding.UTF8.GetString(output).Split('\0');
        for (var index = 0; index < words.Length;)
        {
            var isPair = words[index] is ['R' or 'C', ..];
            if (words[index] is ['R', ..] && index + 2 < words.Length && IsName(words[index + 1]) && IsName(words[index + 2]))
            {
                renames[words[index + 2]] = words[index + 1];
            }

            index += isPair ? 3 : 2;
        }

        return renames.ToImmutable();
    }

    private static bool IsName(string word) => word.Length > 0 && !word.Contains('\ufffd', StringComparison.Ordinal);
}
