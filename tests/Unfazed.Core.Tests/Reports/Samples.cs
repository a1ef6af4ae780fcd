using System.Collections.Immutable;

namespace Unfazed.Core.Tests.Reports;

/// <summary>Small values of the model, complete enough to be written.</summary>
internal static class Samples
{
    public static RunInfo Run { get; } = new()
    {
        Id = "20261122T140501Z-1a2b3c",
        Project = "shop",
        Root = "/repo",
        StartedAt = new DateTimeOffset(2026, 11, 22, 14, 5, 1, TimeSpan.Zero),
        Deadline = TimeSpan.FromMinutes(10),
    };

    public static Observation Seen(ObservationEnding ending) => new() { Ending = ending };

    public static CheckResult Check(string name, CheckStatus status) => new()
    {
        Name = name,
        Status = status,
        Dimension = Dimension.CodeQuality,
        Tier = ValidationTier.Blocker,
        Directory = ".",
        Message = "a sentence",
        Observation = Seen(ObservationEnding.Completed),
    };

    public static ValidationResult Result(params ImmutableArray<CheckResult> checks) => new()
    {
        Dimension = checks[0].Dimension,
        Tier = checks[0].Tier,
        Status = checks[0].Status,
        Message = checks[0].Message,
        Checks = checks,
        Findings = [.. checks.SelectMany(static check => check.Findings)],
    };

    public static ValidationReport Report(params ImmutableArray<CheckResult> checks) => new()
    {
        Run = Run,
        Verdict = Verdict.Passed,
        ExitCode = 0,
        Tiers =
        [
            new TierResult(ValidationTier.Blocker, [Result(checks)]),
            new TierResult(ValidationTier.Warning, []),
            new TierResult(ValidationTier.Monitor, []),
        ],
    };
}
