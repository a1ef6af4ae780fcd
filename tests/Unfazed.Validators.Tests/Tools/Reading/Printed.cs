using System.Text;
using Unfazed.Core.Processes;
using Unfazed.Validators.Tools.Reading;

namespace Unfazed.Validators.Tests.Tools.Reading;

/// <summary>What a process printed, for tests of readers.</summary>
internal static class Printed
{
    public static ToolOutput Output(string output, string error = "", int exitCode = 0, string root = "/repo") => new(
        "t",
        new ProcessOutcome { End = ProcessEnd.Exited, ExitCode = exitCode, StandardOutput = ToolScene.Captured(output), StandardError = ToolScene.Captured(error) },
        new FindingPaths(root, root));

    public static OutputReading Read(this IReportReader reader, string report, string root = "/repo")
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(report));
        return reader.Read(stream, Output("", root: root));
    }

    public static IEnumerable<string> Shown(this OutputReading reading) => reading.Findings.Select(static finding =>
        $"{finding.Path}:{finding.Line}:{finding.Column} {finding.Severity} [{finding.Rule}] {finding.Message}");
}
