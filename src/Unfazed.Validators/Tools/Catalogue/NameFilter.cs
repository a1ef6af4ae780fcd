using System.Collections.Immutable;
using System.Text;

namespace Unfazed.Validators.Tools.Catalogue;

/// <summary>
/// flake8's <c>--filename</c> for a narrowed run. flake8 has no force-exclude: a file named on its command line is checked although its folder
/// is excluded. Walking the directory and filtering by name keeps its excludes in force.
/// </summary>
internal static class NameFilter
{
    // Each file of the walk is matched against each pattern; beyond this a whole run, whose findings are narrowed, costs less.
    private const int MostPatterns = 200;

    /// <summary>The option, or nothing for a whole run.</summary>
    public static ImmutableArray<string> For(ToolSite site) =>
        site.Narrowed && site.Files.Length <= MostPatterns ? ["--filename=" + string.Join(',', site.Files.Select(Pattern))] : [];

    // A wildcard stands for what would separate patterns, or be one; findings of other files that it lets in are dropped later.
    private static string Pattern(string file)
    {
        var pattern = new StringBuilder("./");
        foreach (var character in file)
        {
            pattern.Append(character is ',' or '*' or '[' or ']' || char.IsWhiteSpace(character) ? '?' : character);
        }

        return pattern.ToString();
    }
}
