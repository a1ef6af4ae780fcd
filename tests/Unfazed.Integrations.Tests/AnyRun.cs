using Unfazed.Core;

namespace Unfazed.Integrations.Tests;

/// <summary>Runs to be told of.</summary>
internal static class AnyRun
{
    public static readonly DateTimeOffset Start = new(2026, 11, 22, 14, 5, 1, 250, TimeSpan.Zero);

    /// <summary>Names that mean harm to one format or another.</summary>
    public static string[] OddNames { get; } =
    [
        "plain", "with space", "a,b", "a=b", "back\\slash", "ends\\", "quo\"te", "line\nbreak", "carriage\rreturn", "tab\t", "nul\0", "half\ud800pair",
        "漢字", "😀", "{braces}", "#hash", "..", "a/b", "%2F", "-", "_", "ünïcode", "\u202edesrever", "$dollar", "'", "``", "\\n", "x\\\"y", "  ",
    ];

    public static ToldRun Of(ValidationReport report) => new(report, "main", IsWhole: true);

    public static ValidationReport Report(string id = "20261122T140501Z-1a2b3c", Verdict verdict = Verdict.Blocked, string project = "shop", int? checks = null) => new()
    {
        Run = new RunInfo
        {
            Id = id,
            Project = project,
            Root = "/repo",
            StartedAt = Start,
            Deadline = TimeSpan.FromMinutes(10),
            Duration = TimeSpan.FromMilliseconds(63_456),
        },
        Verdict = verdict,
        ExitCode = verdict == Verdict.Passed ? 0 : 1,
        Tiers =
        [
            checks is { } count
                ? Tier(ValidationTier.Blocker, [.. Enumerable.Range(0, count).Select(static index => Check($"check{index}", "."))])
                : Tier(ValidationTier.Blocker, Check("flake8", "."), Check("flake8", "sub folder") with { Status = CheckStatus.Passed }),
            checks is null
                ? Tier(ValidationTier.Warning, Check("black", ".") with { Dimension = Dimension.Format, Tier = ValidationTier.Warning })
                : Tier(ValidationTier.Warning),
            Tier(ValidationTier.Monitor),
        ],
    };

    public static CheckResult Check(string name, string directory) => new()
    {
        Name = name,
        Status = CheckStatus.Failed,
        Message = "2 problems",
        Dimension = Dimension.CodeQuality,
        Tier = ValidationTier.Blocker,
        Directory = directory,
        Duration = TimeSpan.FromMilliseconds(1_234),
        Cached = directory != ".",
        Observation = new Observation
        {
            Ending = ObservationEnding.Completed,
            Attempts = 1,
            Findings =
            [
                new Finding { Tool = name, Rule = "E1", Severity = Severity.Error, Message = "x" },
                new Finding { Tool = name, Rule = "E2", Severity = Severity.Warning, Message = "x", State = FindingState.Known },
            ],
        },
    };

    private static TierResult Tier(ValidationTier tier, params CheckResult[] checks) => new(
        tier,
        [
            .. checks.GroupBy(static check => check.Dimension).Select(group => new ValidationResult
            {
                Dimension = group.Key,
                Tier = tier,
                Status = CheckStatus.Failed,
                Message = "x",
                Checks = [.. group],
                Findings = [.. group.SelectMany(static check => check.Findings)],
            }),
        ]);
}
