using System.Collections.Frozen;

namespace Unfazed.Validators.Hygiene.Lines;

/// <summary>Tells Markdown by its name: there two spaces at the end of a line are a line break.</summary>
internal static class MarkdownFile
{
    private static readonly FrozenSet<string> Extensions = FrozenSet.ToFrozenSet(
        [".md", ".markdown", ".mdx", ".mdc", ".mdown", ".mdwn", ".mkd", ".mkdn", ".qmd", ".rmd", ".rmarkdown", ".livemd"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a file is Markdown.</summary>
    public static bool Is(string path) => Extensions.Contains(Path.GetExtension(path));
}
