using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using Unfazed.Core;
using Unfazed.Core.Reports;

namespace Unfazed.Benchmarks;

/// <summary>A report of 100,000 findings in each format: at most 2 s and 200 MiB.</summary>
[MemoryDiagnoser]
[HideColumns("Error", "StdDev", "RatioSD", "Median")]
public class ReportBenchmarks
{
    private const int Count = 100_000;

    private readonly ValidationReport _report = Make();
    private readonly ReportContext _context = new();

    [Params("json", "sarif", "junit", "markdown", "html", "checkstyle", "github", "gitlab")]
    public string Format { get; set; } = "";

    [Benchmark(Description = "100,000 findings")]
    public void Write() => ReportFormats.Write(Format, _report, _context, Stream.Null);

    private static ValidationReport Make()
    {
        ImmutableArray<CheckResult> checks = [.. Enumerable.Range(0, 4).Select(Check)];
        return new ValidationReport
        {
            Run = new RunInfo { Id = "20261122T140501Z-1a2b3c", Project = "shop", Root = "/repo", StartedAt = DateTimeOffset.UnixEpoch, Deadline = TimeSpan.FromMinutes(10) },
            Verdict = Verdict.Blocked,
            ExitCode = 1,
            Tiers =
            [
                new TierResult(ValidationTier.Blocker, [new ValidationResult
                {
                    Dimension = Dimension.CodeQuality,
                    Tier = ValidationTier.Blocker,
                    Status = CheckStatus.Failed,
                    Message = "",
                    Checks = checks,
                    Findings = [.. checks.SelectMany(static check => check.Findings)],
                }]),
                new TierResult(ValidationTier.Warning, []),
                new TierResult(ValidationTier.Monitor, []),
            ],
        };
    }

    private static CheckResult Check(int number) => new()
    {
        Name = $"tool{number}",
        Dimension = Dimension.CodeQuality,
        Tier = ValidationTier.Blocker,
        Directory = ".",
        Status = CheckStatus.Failed,
        Message = "many problems",
        Observation = new Observation
        {
            Ending = ObservationEnding.Completed,
            Findings = [.. Enumerable.Range(0, Count / 4).Select(index => Finding(number, index))],
        },
    };

    private static Finding Finding(int check, int index) => new()
    {
        Tool = $"tool{check}",
        Rule = $"R{index % 90}",
        Severity = (Severity)(index % 3),
        Path = $"src/part{index / 500}/file{index / 50}.py",
        Line = 1 + (index % 50),
        Column = 5,
        Message = "line too long (120 > 79 characters)",
        Fingerprint = $"{check:x8}{index:x24}",
        Url = "https://example.org/rules",
    };
}
