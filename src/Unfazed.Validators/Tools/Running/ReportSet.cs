using Unfazed.Core.Workspace;
using Unfazed.Validators.Tools.Reading;

namespace Unfazed.Validators.Tools.Running;

/// <summary>Several files that a tool writes its reports to: what a glob names, or a folder holds. Those that were there before its start and were left alone do not count.</summary>
/// <param name="root">The root, absolute, symlinks resolved.</param>
/// <param name="directory">Where the tool runs, absolute.</param>
/// <param name="pattern">The glob, or the folder, relative to <paramref name="directory"/>.</param>
/// <param name="isOurs">Whether it is a folder, absolute, within the scratch folder, where nothing else is.</param>
internal sealed class ReportSet(string root, string directory, string pattern, bool isOurs) : IReportSource
{
    private const int MaxFiles = 10_000;

    private static readonly EnumerationOptions Walk = new() { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint };

    private Dictionary<string, FileStatus> _before = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public void Expect()
    {
        if (isOurs)
        {
            if (Directory.Exists(pattern))
            {
                Directory.Delete(pattern, recursive: true);
            }

            Directory.CreateDirectory(pattern);
        }

        _before = Files("").ToDictionary(static path => path, FileStatus.Of, StringComparer.Ordinal);
    }

    /// <inheritdoc/>
    public OutputReading Read(IOutputReader reader, ToolOutput output)
    {
        try
        {
            var suffix = Suffix(reader);
            var all = Files(suffix).Take(MaxFiles + 1).ToList();
            var written = all.Where(path => !_before.TryGetValue(path, out var before) || FileStatus.Of(path) != before).ToList();
            if (all.Count > MaxFiles || written.Count == 0)
            {
                return Flawed(all.Count > MaxFiles ? $"more than 10,000 files match {pattern}" : all.Count > 0 ? $"it left {Shown} as it was before" : $"it wrote no {Shown}", output);
            }

            return written.Select(path => new ReportFile(root, path, isOurs).Read(reader, output)).Aggregate(static (left, right) => left.With(right));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return Flawed(problem.Message, output);
        }
    }

    private string Shown => isOurs ? "report" : pattern;

    private static OutputReading Flawed(string flaw, ToolOutput output) =>
        new() { Extent = Extent.Unread, Flaw = flaw, ToolError = OutputTail.LastLine(output.ErrorExcerpt) ?? OutputTail.LastLine(output.Excerpt) };

    // A folder of reports also holds texts for people.
    private static string Suffix(IOutputReader reader) => reader is IReportReader { Suffix: { } suffix } ? suffix : "";

    private List<string> Files(string suffix)
    {
        var glob = isOurs || !IsGlob(pattern) ? null : Glob.Parse(pattern.StartsWith("./", StringComparison.Ordinal) ? pattern[2..] : pattern);
        var start = Path.GetFullPath(Path.Combine(directory, glob is null ? pattern : Beginning(pattern)));
        if (!Directory.Exists(start) || (!isOurs && !WorkspacePath.TryResolve(root, start, out _, out _)))
        {
            return [];
        }

        return
        [
            .. Directory.EnumerateFiles(start, "*", Walk)
                .Where(path => glob?.IsMatch(Path.GetRelativePath(directory, path)) ?? path.EndsWith(suffix, StringComparison.OrdinalIgnoreCase)).Take(MaxFiles + 1).Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>Whether a name is a glob.</summary>
    public static bool IsGlob(string name) => name.AsSpan().IndexOfAny("*?[{") >= 0;

    // The folders before the first wildcard.
    private static string Beginning(string glob)
    {
        var end = glob.AsSpan().IndexOfAny("*?[{");
        var slash = glob.LastIndexOf('/', end);
        return slash < 0 ? "." : glob[..slash];
    }
}
