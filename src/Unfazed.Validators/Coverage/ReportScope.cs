using Unfazed.Core.Workspace;

namespace Unfazed.Validators.Coverage;

/// <summary>What a report could have spoken of: the files of its kinds, by extension, below the directory that its own files share.</summary>
internal sealed class ReportScope
{
    private readonly string _directory;
    private readonly HashSet<string> _extensions;

    /// <summary>The scope of a report, before anything is left out of it.</summary>
    public ReportScope(CoverageReport report)
    {
        var files = report.Files.Keys.Where(static path => !Path.IsPathRooted(path) && !path.StartsWith("../", StringComparison.Ordinal)).ToList();
        _extensions = files.Select(static path => Path.GetExtension(path)).Where(static extension => extension.Length > 0).ToHashSet(StringComparer.Ordinal);
        _directory = files.Count == 0 ? "" : files.Select(DirectoryOf).Aggregate(Common);
    }

    /// <summary>Whether a report that knows every source would know this file.</summary>
    public bool Holds(WorkspaceFile file) =>
        file.Kind == WorkspaceFileKind.Regular && file.Path.StartsWith(_directory, StringComparison.Ordinal) && _extensions.Contains(Path.GetExtension(file.Path));

    private static string DirectoryOf(string path) => path[..(path.LastIndexOf('/') + 1)];

    private static string Common(string left, string right)
    {
        while (!right.StartsWith(left, StringComparison.Ordinal))
        {
            left = DirectoryOf(left[..^1]);
        }

        return left;
    }
}
