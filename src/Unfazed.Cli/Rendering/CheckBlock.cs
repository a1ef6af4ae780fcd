using System.Globalization;
using Unfazed.Core;
using Unfazed.Core.Reports;

namespace Unfazed.Cli.Rendering;

/// <summary>One check in the text for people: its line, and what there is to know where it did not pass.</summary>
internal sealed class CheckBlock(LineWriter writer, int nameWidth)
{
    private const int FindingLimit = 10;
    private const int OutputLimit = 10;
    private const int RuleLimit = 3;
    private const int Indent = 4;

    private readonly bool _verbose = writer.Settings.Verbosity == Verbosity.Verbose;

    public void Write(CheckResult check)
    {
        var lines = check.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        WriteHeadline(check, lines.Length > 1 ? ExitCode(check) : check.Message);
        if (lines.Length > 1)
        {
            WriteOutput(lines);
        }

        WriteFindings(check);
        if (!check.Status.IsPassed() && check.FixSuggestion is { } fix)
        {
            writer.Line(Indent, Indent + 2, new("→ ", Tone.Caution), fix);
        }

        if (_verbose)
        {
            WriteCircumstances(check);
        }
    }

    private void WriteHeadline(CheckResult check, string message)
    {
        var name = StatusText.NameOf(check);
        var padding = Math.Max(0, nameWidth - ColumnWidth.Of(TerminalText.CleanLine(name)));
        var said = StatusText.Sentence(check.Status, message);
        var tier = check.Tier == ValidationTier.Blocker ? "" : $" (tier {(int)check.Tier})";
        var notes = check.Findings.Count(static finding => finding is { Severity: Severity.Note, State: FindingState.New });
        writer.Line(
            StatusSign.Of(check.Status),
            new(" " + name + new string(' ', padding), Tone.Strong),
            said.Length == 0 ? "" : "  " + said,
            notes == 0 ? "" : $", {Count(notes, "note")}",
            new(tier, Tone.Faint),
            new(check.Duration < TimeSpan.FromMilliseconds(1) ? "" : "  " + Elapsed.Of(check.Duration), Tone.Faint),
            new(check.Cached ? " (cached)" : "", Tone.Faint));
    }

    // A failing tool without findings speaks through the end of its output.
    private void WriteOutput(string[] lines)
    {
        var shown = _verbose ? lines : lines[^Math.Min(lines.Length, OutputLimit)..];
        if (shown.Length < lines.Length)
        {
            writer.Line(Indent, Indent, new StyledText($"… {Count(lines.Length - shown.Length, "line")} before", Tone.Faint));
        }

        foreach (var line in shown)
        {
            writer.Line(Indent, Indent + 2, line);
        }
    }

    private void WriteFindings(CheckResult check)
    {
        var findings = check.Findings.Where(finding => _verbose ? finding.State == FindingState.New : finding.Counts).ToList();
        var choice = FindingChoice.Of(findings, _verbose ? int.MaxValue : FindingLimit);
        foreach (var finding in choice.Shown)
        {
            writer.Line(
                Indent,
                Indent + 2,
                new(FindingPlace.Of(finding), Tone.Strong),
                new(finding.Rule.Length == 0 ? "" : " " + finding.Rule, finding.Severity == Severity.Error ? Tone.Bad : Tone.Caution),
                " " + finding.Message,
                new(finding.Severity == Severity.Note ? " (note)" : "", Tone.Faint));
        }

        if (choice.HiddenCount > 0)
        {
            WriteRest(check, choice);
        }
    }

    private void WriteRest(CheckResult check, FindingChoice choice)
    {
        var rules = choice.Hidden.Where(static rest => rest.Rule.Length > 0).Take(RuleLimit)
            .Select(static rest => string.Create(CultureInfo.InvariantCulture, $"{rest.Rule} {rest.Count}"));
        var others = choice.Hidden.Length > RuleLimit ? ", …" : "";
        var list = string.Join(", ", rules);
        writer.Line(
            Indent,
            Indent + 2,
            new StyledText(
                string.Create(CultureInfo.InvariantCulture, $"… {choice.HiddenCount} more{(list.Length == 0 ? "" : $" ({list}{others})")}: "),
                Tone.Faint),
            $"{writer.Settings.Command} --only {check.Name} -v");
    }

    private void WriteCircumstances(CheckResult check)
    {
        var seen = check.Observation;
        if (seen.Command.Length > 0)
        {
            writer.Line(Indent, Indent + 2, new StyledText("$ " + ShellQuote.Join(seen.Command), Tone.Faint));
        }

        List<string> facts = [$"{check.Dimension.Name}, tier {(int)check.Tier}"];
        AddFact(facts, "version ", seen.Version);
        AddFact(facts, "exit code ", seen.ExitCode?.ToString(CultureInfo.InvariantCulture));
        AddFact(facts, "error: ", seen.Error);
        AddFact(facts, "attempts: ", seen.Attempts > 1 ? seen.Attempts.ToString(CultureInfo.InvariantCulture) : null);
        AddFact(facts, "processes ended: ", seen.KilledProcesses > 0 ? seen.KilledProcesses.ToString(CultureInfo.InvariantCulture) : null);
        AddFact(facts, "log: ", seen.Log);
        writer.Line(Indent, Indent + 2, new StyledText(string.Join("; ", facts), Tone.Faint));
    }

    private static string ExitCode(CheckResult check) =>
        check.Observation.ExitCode is { } code ? string.Create(CultureInfo.InvariantCulture, $"exit code {code}") : "";

    private static void AddFact(List<string> facts, string label, string? value)
    {
        if (value is not null)
        {
            facts.Add(label + value);
        }
    }

    private static string Count(int count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");
}
