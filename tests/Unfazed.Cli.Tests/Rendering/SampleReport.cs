using System.Collections.Immutable;
using Unfazed.Core;

namespace Unfazed.Cli.Tests.Rendering;

/// <summary>A report with every status, and with text that means harm.</summary>
internal static class SampleReport
{
    public static ValidationReport Mixed { get; } = Report(
        Verdict.Blocked,
        Check("flake8", CheckStatus.Failed, "14 problems in 2 files") with
        {
            FixSuggestion = "autopep8 --in-place app/*.py",
            Observation = Seen() with
            {
                Version = "7.1.1",
                Command = ["flake8", "--format=default", "src dir"],
                ExitCode = 1,
                Log = ".unfazed/runs/20261122T140501Z-1a2b3c/flake8.log",
                Findings =
                [
                    .. Enumerable.Range(1, 12).Select(static line => Finding("E501", "app/main.py", line, "line too long (120 > 79 characters)")),
                    Finding("F821", "app/views.py", 7, "undefined name 'requset'") with { Severity = Severity.Error },
                    Finding("W291", "app/views.py", 9, "trailing whitespace") with { Severity = Severity.Note },
                    Finding("F401", "app/\u001b[2Jevil\n::error::.py", 1, "::set-output name=x::y \u202edesrever"),
                ],
            },
        },
        Check("mypy", CheckStatus.Passed, "812 files") with { Dimension = Dimension.TypeSafety, Cached = true },
        Check("tests", CheckStatus.Failed, "collecting\n::warning::from a tool\n2 failed, 40 passed") with { Observation = Seen() with { ExitCode = 1, Command = ["pytest", "-q"] } },
        Check("slow", CheckStatus.TimedOut, "timed out after 1s"),
        Check("bandit", CheckStatus.Unavailable, "bandit is not installed") with { Dimension = Dimension.Security, FixSuggestion = "pip install bandit", Duration = TimeSpan.Zero },
        Check("crash", CheckStatus.Error, "SIGSEGV ended it") with { Dimension = Dimension.Security },
        Check("prose", CheckStatus.Skipped, "no file of its kind") with { Dimension = Dimension.Lint, Duration = TimeSpan.Zero },
        Check("late", CheckStatus.Cancelled, "not started: another check failed (--fail-fast)") with { Dimension = Dimension.Lint, Duration = TimeSpan.Zero },
        Check("black", CheckStatus.Failed, "1 problem in 1 file") with
        {
            Dimension = Dimension.Format,
            Tier = ValidationTier.Warning,
            Directory = "packages/漢字",
            Observation = Seen() with { Findings = [Finding("", "packages/漢字/a.py", 1, "would be reformatted")] },
        }) with
    {
        Suggestions = ["shell files, and nothing checks them: shellcheck", "YAML files: yamllint"],
    };

    public static ValidationReport Good { get; } = Report(
        Verdict.Passed,
        Check("mypy", CheckStatus.Passed, "812 files"),
        Check("prose", CheckStatus.Skipped, "no file of its kind") with { Duration = TimeSpan.Zero });

    public static ValidationReport Report(Verdict verdict, params ImmutableArray<CheckResult> checks) => new()
    {
        Run = new RunInfo
        {
            Id = "20261122T140501Z-1a2b3c",
            Project = "shop",
            Root = "/repo",
            StartedAt = new DateTimeOffset(2026, 11, 22, 14, 5, 1, TimeSpan.Zero),
            Deadline = TimeSpan.FromMinutes(10),
            Duration = TimeSpan.FromMilliseconds(63_456),
        },
        Verdict = verdict,
        ExitCode = verdict == Verdict.Passed ? 0 : 1,
        Tiers = [.. Enum.GetValues<ValidationTier>().Select(tier => new TierResult(tier, [.. Results(checks.Where(check => check.Tier == tier))]))],
    };

    public static CheckResult Check(string name, CheckStatus status, string message) => new()
    {
        Name = name,
        Status = status,
        Message = message,
        Dimension = Dimension.CodeQuality,
        Tier = ValidationTier.Blocker,
        Directory = ".",
        Duration = TimeSpan.FromMilliseconds(1234),
        Observation = Seen(),
    };

    public static Finding Finding(string rule, string path, int line, string message) => new()
    {
        Tool = "flake8",
        Rule = rule,
        Severity = Severity.Warning,
        Path = path,
        Line = line,
        Column = 1,
        Message = message,
    };

    private static Observation Seen() => new() { Ending = ObservationEnding.Completed, Attempts = 1 };

    private static IEnumerable<ValidationResult> Results(IEnumerable<CheckResult> checks) => checks
        .GroupBy(static check => check.Dimension)
        .Select(static group => new ValidationResult
        {
            Dimension = group.Key,
            Tier = group.First().Tier,
            Status = group.Any(static check => check.Status == CheckStatus.Failed) ? CheckStatus.Failed : group.First().Status,
            Message = "",
            Checks = [.. group],
            Findings = [.. group.SelectMany(static check => check.Findings)],
        });
}
