using System.Collections.Immutable;
using Unfazed.Core;
using Unfazed.Validators.Coverage;
using Unfazed.Validators.Tools.Reading;
using Unfazed.Validators.Tools.Reading.TestReports;

namespace Unfazed.Validators.Tools.Running;

/// <summary>Puts together what a runner of tests left: tests that failed, and lines that were run.</summary>
/// <param name="run">What it leaves.</param>
/// <param name="folder">Where, absolute.</param>
internal sealed class CoverageRunReader(CoverageRun run, string folder) : IOutputReader
{
    private static readonly EnumerationOptions Everywhere = new() { RecurseSubdirectories = true, IgnoreInaccessible = false, AttributesToSkip = FileAttributes.ReparsePoint };

    /// <inheritdoc/>
    public bool NeedsWholeOutput => false;

    /// <inheritdoc/>
    public bool ReadsWholeOutput => true;

    /// <inheritdoc/>
    public OutputReading Read(ToolOutput output)
    {
        var tests = Read(run.TestFiles, run.Tests, output);
        var coverage = Read(run.CoverageFiles, run.Coverage, output);
        ImmutableArray<Finding> findings = [.. tests.SelectMany(static reading => reading.Findings)];
        var said = OutputTail.LastLine(output.ErrorExcerpt) ?? OutputTail.LastLine(output.Excerpt);
        var tally = tests.Aggregate(new TestTally(0, 0), static (sum, reading) => sum + (reading.Tests ?? new TestTally(0, 0)));
        return new OutputReading
        {
            Extent = tests.Concat(coverage).Aggregate(Extent.Whole, static (extent, reading) => extent.Or(reading.Extent)),
            Findings = findings,
            Coverage = coverage.Count == 0 ? null : coverage.Aggregate(new CoverageReport(), static (sum, reading) => sum.With(reading.Coverage ?? new CoverageReport())),
            Shortfalls = run.Shortfalls(output),
            Summary = tests.Count == 0 ? null : tally.ToString(),
            Tests = tally,
            Flaw = tests.Count == 0 ? $"it left no report of its tests{(said is null ? "" : $": {said}")}" : Flaw(tests, coverage, tally, !findings.IsEmpty),
            Failure = run.Failure(output),
            Missing = findings.IsEmpty ? run.Missing(output) : null,
            ToolError = said,
        };
    }

    // Tests that failed are certain, whatever was not measured beside them.
    private static string? Flaw(List<OutputReading> tests, List<OutputReading> coverage, TestTally tally, bool hasFailures) =>
        tests.Select(static reading => reading.Flaw).FirstOrDefault(static flaw => flaw is not null)
        ?? (hasFailures ? null
            : tally.Tests == 0 ? "it ran no test"
            : coverage.Count == 0 ? "it left no report of coverage"
            : coverage.Select(static reading => reading.Flaw).FirstOrDefault(static flaw => flaw is not null));

    private List<OutputReading> Read(string names, IReportReader reader, ToolOutput output)
    {
        var readings = new List<OutputReading>();
        try
        {
            foreach (var path in Directory.EnumerateFiles(folder, names, Everywhere).Order(StringComparer.Ordinal))
            {
                using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                readings.Add(reader.Read(stream, output));
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            readings.Add(new OutputReading { Extent = Extent.Unread, Flaw = problem.Message });
        }

        return readings;
    }
}
