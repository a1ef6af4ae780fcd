using System.Collections.Immutable;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Core.Orchestration;

namespace Unfazed.Cli.Rendering;

/// <summary>What a run would do, for people: by tier and dimension, each check with its reason.</summary>
internal sealed class PlanText(LineWriter writer)
{
    /// <param name="plan">What would run.</param>
    /// <param name="versions">The version of each check's tool, or null.</param>
    public void Write(RunPlan plan, ImmutableArray<string?> versions)
    {
        var width = plan.Checks.Select(static check => ColumnWidth.Of(NameOf(check))).DefaultIfEmpty().Max();
        (ValidationTier Tier, Dimension Dimension)? group = null;
        foreach (var (check, version) in plan.Checks.Zip(versions))
        {
            if (group != (check.Tier, check.Dimension))
            {
                group = (check.Tier, check.Dimension);
                writer.Line(new StyledText(check.Dimension.Name, Tone.Strong), new($" (tier {(int)check.Tier}, {check.Tier.WireName()})", Tone.Faint));
            }

            WriteCheck(check, version, Math.Min(width, 24));
        }

        if (plan.Checks.IsEmpty)
        {
            writer.Line("Nothing would run here.");
        }

        if (!plan.Suggestions.IsEmpty)
        {
            writer.Line(new StyledText("Suggestions: ", Tone.Faint), string.Join("; ", plan.Suggestions));
        }
    }

    private static string NameOf(Check check) => check.Directory is "." or "" ? check.Name : $"{check.Name} ({check.Directory})";

    private void WriteCheck(Check check, string? version, int width)
    {
        var name = NameOf(check).PadRight(width);
        if (check.Settled is { } settled)
        {
            var isSkipped = settled.Ending == ObservationEnding.Skipped;
            writer.Line(
                2,
                6,
                isSkipped ? new("- ", Tone.Faint) : new("? ", Tone.Caution),
                name,
                $"  {(isSkipped ? "skipped" : "unavailable")}: {settled.Message}",
                check.FixSuggestion is { } fix && !isSkipped ? $" → {fix}" : "");
            return;
        }

        var isMissing = check.Program is null && !check.Command.IsEmpty;
        writer.Line(
            2,
            6,
            isMissing ? new("? ", Tone.Caution) : new("✓ ", Tone.Good),
            name,
            version is null ? "" : $"  {version}",
            isMissing ? $"  not found: {check.Command[0]}" : check.Program is null ? "" : $"  {check.Program}",
            new(check.Reason.Length == 0 ? "" : $"  {check.Reason}", Tone.Faint),
            new($"  timeout {DurationText.Of(check.Timeout)}", Tone.Faint));
        if (writer.Settings.Verbosity == Verbosity.Verbose && !check.Command.IsEmpty)
        {
            writer.Line(6, 8, new StyledText("$ " + ShellQuote.Join(check.Command), Tone.Faint));
        }
    }
}
