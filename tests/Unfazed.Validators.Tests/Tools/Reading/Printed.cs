using System.Text;
using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;
using Unfazed.Validators.Tools.Reading;

namespace Unfazed.Validators.Tests.Tools.Reading;

/// <summary>What a process printed, for tests of readers.</summary>
internal static class Printed
{
    public static ToolOutput Output(string output, string error = "", int exitCode = 0, string root = "/repo", bool files = false) => new(
        "t",
        new ProcessOutcome { End = ProcessEnd.Exited, ExitCode = exitCode, StandardOutput = ToolScene.Captured(output), StandardError = ToolScene.Captured(error) },
        new FindingPaths(root, root) { Names = files ? new FileNames(new WorkspaceSnapshot(root, isGit: false, [.. Files(root)])) : null });

    private static IEnumerable<WorkspaceFile> Files(string root) => Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
        .Select(path => new WorkspaceFile(Path.GetRelativePath(root, path).Replace('\\', '/'), WorkspaceFileKind.Regular, default)).OrderBy(static file => file.Path, StringComparer.Ordinal);

    public static OutputReading Read(this IReportReader reader, string report, string root = "/repo")
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(report));
        return reader.Read(stream, Output("", root: root));
    }

    public static IEnumerable<string> Shown(this OutputReading reading) => reading.Findings.Select(static finding =>
        $"{finding.Path}:{finding.Line}:{finding.Column} {finding.Severity} [{finding.Rule}] {finding.Message}");
}
