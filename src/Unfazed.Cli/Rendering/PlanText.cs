using System.Collections.Immutable;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Core.Orchestration;
using Unfazed.Resilience;

namespace Unfazed.Cli.Rendering;

/// <summary>What a run would do, for people: by tier and dimension, each check with its reason.</summary>
internal sealed class PlanText(LineWriter writer, TimeProvider time)
{
    /// <param name="checks">What would run.</param>
    /// <param name="suggestions">What is only suggested.</param>
    public void Write(ImmutableArray<ListedCheck> checks, ImmutableArray<string> suggestions)
    {
        var projects = ProjectTree.Of(checks);
        if (projects.Count > 1)
        {
            foreach (var project in projects)
            {
                writer.Line(2 * project.Depth, 2 * project.Depth, new StyledText(project.Directory, Tone.Strong));
                WriteGroups(project.Checks, (2 * project.Depth) + 2, static check => check.Name);
            }
        }
        else
        {
            WriteGroups(checks, 0, NameOf);
        }

        if (checks.IsEmpty)
        {
            writer.Line("Nothing would run here.");
        }

        if (!suggestions.IsEmpty)
        {
            writer.Line(new StyledText("Suggestions: ", Tone.Faint), string.Join("; ", suggestions));
        }
    }

    private void WriteGroups(ImmutableArray<ListedCheck> checks, int indent, Func<Check, string> nameOf)
    {
        var width = checks.Select(listed => ColumnWidth.Of(nameOf(listed.Check))).DefaultIfEmpty().Max();
        (ValidationTier Tier, Dimension Dimension)? group = null;
        foreach (var listed in checks)
        {
            var check = listed.Check;
            if (group != (check.Tier, check.Dimension))
            {
                group = (check.Tier, check.Dimension);
                writer.Line(indent, indent, new StyledText(check.Dimension.Name, Tone.Strong), new($" (tier {(int)check.Tier}, {check.Tier.WireName()})", Tone.Faint));
            }

            WriteCheck(listed, nameOf(check).PadRight(Math.Min(width, 24)), indent + 2);
        }
    }

    private static string NameOf(Check check) => check.Directory is "." or "" ? check.Name : $"{check.Name} ({check.Directory})";

    private void WriteCheck(ListedCheck listed, string name, int indent)
    {
        var (check, version, pausedBy) = listed;
        if (check.Settled is { } settled)
        {
            var isSkipped = settled.Ending == ObservationEnding.Skipped;
            writer.Line(
                indent,
                indent + 4,
                isSkipped ? new("- ", Tone.Faint) : new("? ", Tone.Caution),
                name,
                $"  {(isSkipped ? "skipped" : "unavailable")}: {settled.Message}");
            return;
        }

        var isMissing = check.Program is null && !check.Command.IsEmpty;
        writer.Line(
            indent,
            indent + 4,
            isMissing ? new("? ", Tone.Caution) : pausedBy is not null ? new("⊘ ", Tone.Caution) : new("✓ ", Tone.Good),
            name,
            pausedBy is null ? "" : $"  {BreakerText.Pause(pausedBy, time)}",
            version is null ? "" : $"  {version}",
            isMissing ? $"  not found: {check.Command[0]}" : check.Program is null ? "" : $"  {check.Program}",
            new(check.Reason.Length == 0 ? "" : $"  {check.Reason}", Tone.Faint),
            new($"  timeout {DurationText.Of(check.Timeout)}", Tone.Faint));
        if (writer.Settings.Verbosity == Verbosity.Verbose && !check.Command.IsEmpty)
        {
            writer.Line(indent + 4, indent + 6, new StyledText("$ " + ShellQuote.Join(check.Command), Tone.Faint));
        }
    }
}

/// <summary>A check as the list shows it.</summary>
/// <param name="Check">The check.</param>
/// <param name="Version">Its tool's version; null where it could not be asked.</param>
/// <param name="PausedBy">The breaker that keeps it from being started; null when none does.</param>
internal sealed record ListedCheck(Check Check, string? Version, CircuitSnapshot? PausedBy);
