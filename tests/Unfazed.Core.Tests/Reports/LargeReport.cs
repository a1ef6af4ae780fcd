using System.Collections.Immutable;
using System.Globalization;

namespace Unfazed.Core.Tests.Reports;

/// <summary>A report of 100,000 findings, as a repository that was never checked gives it.</summary>
internal static class LargeReport
{
    public const int Count = 100_000;

    public static ValidationReport Make()
    {
        var checks = Enumerable.Range(0, 4).Select(static check => Samples.Check(Name("tool", check), CheckStatus.Failed) with
        {
            Tier = check == 3 ? ValidationTier.Warning : ValidationTier.Blocker,
            Observation = Samples.Seen(ObservationEnding.Completed) with { Findings = Findings(check) },
        }).ToImmutableArray();
        return Samples.Report(checks) with { Verdict = Verdict.Blocked, ExitCode = 1 };
    }

    private static ImmutableArray<Finding> Findings(int check) =>
        [.. Enumerable.Range(0, Count / 4).Select(index => new Finding
        {
            Tool = Name("tool", check),
            Rule = Name("R", index % 90),
            Severity = (Severity)(index % 3),
            Path = string.Create(CultureInfo.InvariantCulture, $"src/part{index / 500}/file{index / 50}.py"),
            Line = 1 + (index % 50),
            Column = 5,
            EndLine = 1 + (index % 50),
            EndColumn = 17,
            Message = index % 10 == 0 ? "naïve <text> & more of it, beyond what is plain" : "line too long (120 > 79 characters)",
            Fingerprint = string.Create(CultureInfo.InvariantCulture, $"{check:x8}{index:x24}"),
            State = index % 20 == 0 ? FindingState.Known : FindingState.New,
            Url = "https://example.org/rules",
        })];

    private static string Name(string stem, int number) => string.Create(CultureInfo.InvariantCulture, $"{stem}{number}");
}
