using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;
using Unfazed.Validators.Tools.Detection;
using Unfazed.Validators.Tools.Reading;
using Unfazed.Validators.Tools.Reading.Coverage;

namespace Unfazed.Validators.Coverage;

/// <summary>A report that somebody wrote, somewhere below the root: XML is Cobertura's, anything else lcov's.</summary>
internal static class ForeignReport
{
    /// <summary>Reads it. Its names are relative to the root, or to a folder on the way from there to the report: the one where most of them are there.</summary>
    /// <param name="root">The root, absolute, symlinks resolved.</param>
    /// <param name="path">The report, relative to the root, symlinks resolved.</param>
    public static (CoverageReport Report, string? Flaw) Read(string root, string path)
    {
        (CoverageReport Report, string? Flaw, int Found)? best = null;
        for (var folder = RepositoryView.DirectoryOf(path); ; folder = RepositoryView.DirectoryOf(folder))
        {
            var paths = new FindingPaths(root, Path.GetFullPath(Path.Combine(root, folder)));
            var (report, flaw) = Read(Path.Combine(root, path), paths);
            var found = report.Files.Keys.Count(file => paths.Exists(file));
            if (best is null || found >= best.Value.Found)
            {
                best = (report, flaw, found);
            }

            if (folder == ".")
            {
                return (best.Value.Report, best.Value.Flaw);
            }
        }
    }

    private static (CoverageReport Report, string? Flaw) Read(string fullPath, FindingPaths paths)
    {
        try
        {
            // A pipe would never end.
            if (FileStatus.Of(fullPath).Type != FileType.Regular)
            {
                return (new CoverageReport(), "it is no regular file");
            }

            using var stream = new FileStream(fullPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var isXml = IsXml(stream);
            stream.Position = 0;
            IReportReader reader = isXml ? new CoberturaReader() : new LcovReader();
            var reading = reader.Read(stream, new ToolOutput(CoverageReportSource.Name, new ProcessOutcome { End = ProcessEnd.Exited }, paths));
            return (reading.Coverage ?? new CoverageReport(), reading.Flaw);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return (new CoverageReport(), problem.Message);
        }
    }

    private static bool IsXml(FileStream stream)
    {
        Span<byte> start = stackalloc byte[64];
        return start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)].Contains((byte)'<');
    }
}
