using System.Buffers;
using System.Text;

namespace Unfazed.Validators.Tools.Catalogue;

/// <summary>Names for tools that take globs only.</summary>
internal static class GlobText
{
    private static readonly SearchValues<char> Special = SearchValues.Create("\\*?[]{}()!+@|");

    /// <summary>A glob that fits this name alone.</summary>
    public static string Escape(string name)
    {
        var escaped = new StringBuilder(name.Length);
        foreach (var character in name)
        {
            escaped.Append(Special.Contains(character) ? "\\" : "").Append(character);
        }

        return escaped.ToString();
    }
}
