using System.Globalization;
using Unfazed.Core;

namespace Unfazed.Cli.Rendering;

/// <summary>The end of the text for people: suggestions, the verdict with its reason and time, what to run again.</summary>
internal static class VerdictBlock
{
    public static void Write(ValidationReport report, LineWriter writer)
    {
        if (report.Suggestions.Length > 0 && writer.Settings.Verbosity != Verbosity.Quiet)
        {
            writer.Line(new StyledText("Suggestions: ", Tone.Faint), string.Join("; ", report.Suggestions));
        }

        if (report.Run.InputsChanged)
        {
            writer.Line(new StyledText("Files changed while this ran: the answer is for no single state of them.", Tone.Caution));
        }

        writer.Line(Headline(report.Verdict), Reason(report), new(" in " + Elapsed.Of(report.Run.Duration), Tone.Faint));
        if (RunAgain(report, writer.Settings) is { } again)
        {
            writer.Line("Run again: ", again);
        }
    }

    /// <summary>The exact command for the checks that did not pass; null when all did.</summary>
    public static string? RunAgain(ValidationReport report, RenderSettings settings)
    {
        var names = report.Checks.Where(static check => !check.Status.IsPassed()).Select(static check => check.Name).Distinct(StringComparer.Ordinal).ToList();
        return names.Count == 0 ? null : $"{settings.Command} --only {ShellQuote.Word(string.Join(',', names))}";
    }

    /// <summary>What the verdict rests on, such as <c>: code_quality (flake8)</c>.</summary>
    public static string Reason(ValidationReport report) => report.Verdict switch
    {
        Verdict.Passed => ": " + Count(report.Checks.Count(static check => check.Status != CheckStatus.Skipped), "check") + Others(report) + KnownText.Of(report),
        Verdict.Blocked => " by " + Names(report, static status => status == CheckStatus.Failed) + Unverified(report) + Ending(report) + KnownText.Of(report),
        _ when report.Checks.All(static check => check.Status == CheckStatus.Skipped) => ": nothing was checked" + Ending(report),
        _ => Unverified(report).TrimStart(';').Insert(0, ":") + Ending(report) + KnownText.Of(report),
    };

    private static StyledText Headline(Verdict verdict) => verdict switch
    {
        Verdict.Passed => new("PASSED", Tone.Good),
        Verdict.Blocked => new("BLOCKED", Tone.Bad),
        _ => new("INCONCLUSIVE", Tone.Caution),
    };

    private static string Others(ValidationReport report)
    {
        var open = report.Checks.Count(static check => !check.Status.IsPassed());
        return (open == 0 ? "" : $", {Count(open, "check")} that cannot block did not pass") + Ending(report);
    }

    private static string Unverified(ValidationReport report)
    {
        var names = Names(report, static status => !status.IsPassed() && status != CheckStatus.Failed);
        return names.Length == 0 ? "" : $"; could not verify {names}";
    }

    // Only what can block decides; with --fail-on that may be more than the first tier.
    private static string Names(ValidationReport report, Func<CheckStatus, bool> which)
    {
        var deciding = report.Tiers.Where(tier => tier.Tier <= Highest(report)).SelectMany(static tier => tier.Results)
            .Select(result => (result.Dimension.Name, Checks: result.Checks.Where(check => which(check.Status)).Select(static check => check.Name).Distinct(StringComparer.Ordinal)))
            .Where(static entry => entry.Checks.Any())
            .Select(static entry => $"{entry.Name} ({string.Join(", ", entry.Checks)})");
        return string.Join(", ", deciding);
    }

    private static ValidationTier Highest(ValidationReport report)
    {
        var suspects = report.Results.Where(result => report.Verdict == Verdict.Blocked ? result.Status == CheckStatus.Failed : !result.Passed);
        return suspects.Select(static result => result.Tier).DefaultIfEmpty(ValidationTier.Blocker).Min();
    }

    private static string Ending(ValidationReport report) => report.Run.State switch
    {
        RunState.Deadline => $"; the deadline of {Elapsed.Of(report.Run.Deadline)} ended the run",
        RunState.Interrupted => "; interrupted",
        RunState.Crashed => "; the run was cut off",
        _ => "",
    };

    private static string Count(int count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");
}
