namespace Unfazed.Validators.Hygiene.Lines;

/// <summary>Tells Markdown by its name: there two spaces at the end of a line are a line break.</summary>
internal static class MarkdownFile
{
    /// <summary>Whether a file is Markdown.</summary>
    public static bool Is(string path) =>
        path.EndsWith(".md", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".markdown", StringComparison.OrdinalIgnoreCase)
        || path.EndsWith(".mdx", StringComparison.OrdinalIgnoreCase);
}
