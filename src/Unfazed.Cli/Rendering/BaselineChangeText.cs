using System.Collections.Immutable;
using System.Globalization;
using Unfazed.Core.Baselines;

namespace Unfazed.Cli.Rendering;

/// <summary>What became of a baseline, for people.</summary>
internal sealed class BaselineChangeText(LineWriter writer)
{
    private const int RefusedShown = 10;

    /// <summary>Whether there was no baseline before.</summary>
    public bool IsFirst { get; init; }

    /// <param name="change">What changed.</param>
    /// <param name="unverified">Checks that came to no answer.</param>
    public void Write(BaselineChange change, ImmutableArray<string> unverified)
    {
        Say("fixed: ", Tone.Good, change.Removed, "");
        Say("added: ", Tone.Caution, change.Added, "");
        Say("new, and not taken in: ", Tone.Bad, change.Refused, "; --allow-new takes them in");
        foreach (var entry in change.Refused.Take(RefusedShown))
        {
            writer.Line(2, 4, new StyledText(entry.Path ?? "(no file)", Tone.Strong), $"  {BaselineText.Rules([entry])}");
        }

        if (change.Refused.Length > RefusedShown)
        {
            writer.Line(2, 4, new StyledText(string.Create(CultureInfo.InvariantCulture, $"… {change.Refused.Length - RefusedShown} more"), Tone.Faint));
        }

        if (!unverified.IsEmpty)
        {
            writer.Line(new StyledText("could not verify: ", Tone.Caution), string.Join(", ", unverified), IsFirst ? "; what would be found there is not taken in" : "; what is known there stays");
        }

        writer.Line(new StyledText(Baseline.FileName, Tone.Strong), $": {BaselineText.Count(change.Result.Total, "finding")} known");
    }

    private void Say(string what, Tone tone, ImmutableArray<BaselineEntry> entries, string then)
    {
        if (!entries.IsEmpty)
        {
            writer.Line(new StyledText(what, tone), BaselineText.Count(entries.Sum(static entry => (long)entry.Count), "finding"), then);
        }
    }
}
