using System.Globalization;
using Unfazed.Cli.Setup;

namespace Unfazed.Cli.Rendering;

/// <summary>What <c>unfazed init</c> wrote and what it could not take over, for people.</summary>
internal sealed class FirstConfigurationText(LineWriter writer)
{
    /// <param name="path">The file that was written.</param>
    /// <param name="first">What went into it.</param>
    public void Write(string path, FirstConfiguration first)
    {
        writer.Line(new StyledText("wrote ", Tone.Faint), new StyledText(path, Tone.Strong));
        Names("detected, no entry needed", first.Detected.Select(static check => check.Name).Except(first.Entries.Select(static entry => entry.Name), StringComparer.Ordinal));
        Names("built in", first.BuiltIn);
        Names("entries", first.Entries.Where(static entry => !entry.IsOffered).Select(static entry => entry.Name));
        Names("offered in comments", first.Entries.Where(static entry => entry.IsOffered).Select(static entry => entry.Name));
        if (first.Old is { Count: > 0 } old)
        {
            writer.Line(
                0, 2, new StyledText("old findings", Tone.Strong), string.Create(CultureInfo.InvariantCulture, $"  {old.Count} in the last run; "),
                old.Branch is null ? "\"unfazed baseline create\" accepts them, and only new ones block" : $"only those since {old.Branch} block (new_since)");
        }

        if (!first.LeftOut.IsEmpty)
        {
            writer.Line(new StyledText("not taken over", Tone.Strong));
            foreach (var left in first.LeftOut)
            {
                writer.Line(2, 4, left.Origin, new StyledText($"  {left.Why}", Tone.Faint));
            }
        }

        writer.Line(new StyledText("next: ", Tone.Faint), "unfazed");
    }

    private void Names(string title, IEnumerable<string> names)
    {
        var list = string.Join(", ", names);
        if (list.Length > 0)
        {
            writer.Line(0, 2, new StyledText(title, Tone.Strong), new StyledText($"  {list}", Tone.Plain));
        }
    }
}
