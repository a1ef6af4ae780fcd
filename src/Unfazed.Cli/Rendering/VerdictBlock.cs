using Unfazed.Core;
using Unfazed.Core.Reports;

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

        writer.Line(Headline(report.Verdict), VerdictReason.Of(report), new(" in " + Elapsed.Of(report.Run.Duration), Tone.Faint));
        foreach (var told in report.Integrations.Where(static integration => integration.Status is not ("pending" or "skipped")))
        {
            writer.Line(new StyledText($"{told.Name}: ", Tone.Faint), new(told.Status, told.Status == "ok" ? Tone.Good : Tone.Caution), new($", {told.Message}", Tone.Faint));
        }

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

    private static StyledText Headline(Verdict verdict) => verdict switch
    {
        Verdict.Passed => new("PASSED", Tone.Good),
        Verdict.Blocked => new("BLOCKED", Tone.Bad),
        _ => new("INCONCLUSIVE", Tone.Caution),
    };
}
