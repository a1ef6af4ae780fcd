using System.Collections.Frozen;

namespace Unfazed.Validators.Secrets;

/// <summary>Tells by its path what a file is for.</summary>
internal static class FilePlaces
{
    private static readonly FrozenSet<string> TestFolders = FrozenSet.ToFrozenSet(
        ["test", "tests", "testing", "testdata", "test-data", "test_data", "test-resources", "testresources", "spec", "specs", "fixture", "fixtures", "__tests__", "__fixtures__", "t", "e2e"],
        StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> DocumentationFolders = FrozenSet.ToFrozenSet(["doc", "docs", "documentation", "example", "examples", "sample", "samples"], StringComparer.OrdinalIgnoreCase);
    private static readonly FrozenSet<string> DocumentationEndings = FrozenSet.ToFrozenSet([".md", ".mdx", ".rst", ".adoc", ".txt", ".html", ".ipynb"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a file belongs to tests.</summary>
    public static bool IsForTests(string path) => Folders(path).Any(static folder => TestFolders.Contains(folder) || folder.EndsWith("test", StringComparison.OrdinalIgnoreCase) || folder.EndsWith("tests", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a file explains something.</summary>
    public static bool IsDocumentation(string path) => DocumentationEndings.Contains(Path.GetExtension(path)) || Folders(path).Any(DocumentationFolders.Contains);

    private static string[] Folders(string path) => path.LastIndexOf('/') is >= 0 and var slash ? path[..slash].Split('/') : [];
}
