using System.Globalization;
using System.Text;
using Unfazed.Core;
using Unfazed.Core.Configuration;

namespace Unfazed.Cli.Rendering;

/// <summary>The lines of the live view. None is as wide as the terminal, and together they are lower than it, so that it neither wraps nor scrolls them.</summary>
internal static class LiveText
{
    private const int MostChecks = 8;
    private const int Indent = 2;
    private const int Gap = 2;

    /// <summary>The lines for a moment of a run.</summary>
    /// <param name="state">The moment.</param>
    /// <param name="size">Of the terminal.</param>
    /// <param name="color">Whether colours are used.</param>
    public static IReadOnlyList<string> Lines(LiveState state, WindowSize size, bool color)
    {
        List<string> summary = [Summary(state), .. Waiting(state) is { Length: > 0 } waiting ? (string[])[waiting] : []];
        var room = size.Rows - 1 - summary.Count;
        var shown = state.Running.Length <= Math.Min(MostChecks, room) ? state.Running.Length : Math.Max(0, Math.Min(MostChecks, room - 1));
        var checks = state.Running.Take(shown).ToList();
        var times = checks.ConvertAll(Times);
        var timeWidth = times.Select(static time => time.Length).DefaultIfEmpty(0).Max();
        var nameWidth = Math.Max(1, size.Columns - 1 - Indent - Gap - timeWidth);
        nameWidth = Math.Min(nameWidth, checks.Select(static check => ColumnWidth.Of(TerminalText.CleanLine(check.Name))).DefaultIfEmpty(1).Max());
        var lines = checks.Zip(times, (check, time) => $"{new string(' ', Indent)}{Fill(check.Name, nameWidth)}{new string(' ', Gap)}{Paint(time.PadLeft(timeWidth))}").ToList();
        if (shown < state.Running.Length)
        {
            lines.Add(Paint(Number($"  … and {state.Running.Length - shown} more")));
        }

        lines.AddRange(summary.Select(line => Cut(line, size.Columns - 1)));
        return [.. lines.TakeLast(Math.Max(1, size.Rows - 1))];

        string Paint(string text) => color ? Ink.Paint(text, Tone.Faint) : text;
    }

    private static string Summary(LiveState state) => Number($"{state.Ended} of {state.All} ended, {state.Running.Length} running");

    private static string Waiting(LiveState state)
    {
        List<string> causes = state.WaitingForCores > 0 ? [Number($"{state.WaitingForCores} for cores")] : [];
        causes.AddRange(state.WaitingForLocks.Select(static pair => Number($"{pair.Value} for lock {pair.Key}")));
        return causes.Count == 0 ? "" : "waiting: " + string.Join(", ", causes);
    }

    private static string Times(LiveCheck check) => $"{Seconds(check.Elapsed)} of {DurationText.Of(check.Limit)}";

    // Always in seconds: milliseconds would change faster than anybody reads.
    private static string Seconds(TimeSpan time) =>
        time < TimeSpan.FromSeconds(1) ? Number($"0.{(int)time.TotalMilliseconds / 100}s") : Elapsed.Of(time);

    private static string Fill(string name, int width)
    {
        var cut = Cut(name, width);
        return cut + new string(' ', Math.Max(0, width - ColumnWidth.Of(cut)));
    }

    private static string Cut(string text, int width)
    {
        var clean = TerminalText.CleanLine(text);
        if (ColumnWidth.Of(clean) <= width)
        {
            return clean;
        }

        var kept = new StringBuilder();
        var used = 1;
        foreach (var rune in clean.EnumerateRunes())
        {
            used += ColumnWidth.Of(rune);
            if (used > width)
            {
                break;
            }

            kept.Append(rune);
        }

        return kept.Append('…').ToString();
    }

    private static string Number(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
