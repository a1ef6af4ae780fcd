using System.Collections.Immutable;
using System.Globalization;
using Unfazed.Core.Baselines;

namespace Unfazed.Cli.Rendering;

/// <summary>What a baseline accepts, for people: a line a file with its rules, the frequent ones first, and the sum.</summary>
internal sealed class BaselineText(LineWriter writer)
{
    public void Write(ImmutableArray<BaselineEntry> entries)
    {
        foreach (var file in entries.GroupBy(static entry => entry.Path ?? "(no file)", StringComparer.Ordinal).OrderBy(static file => file.Key, StringComparer.Ordinal))
        {
            writer.Line(new StyledText(file.Key, Tone.Strong), $"  {Rules(file)}");
        }

        writer.Line(Count(entries.Sum(static entry => (long)entry.Count), "finding"), new(" known by ", Tone.Faint), Baseline.FileName);
    }

    /// <summary>Such as <c>flake8 E501 12, mypy attr-defined 1</c>.</summary>
    public static string Rules(IEnumerable<BaselineEntry> entries) => string.Join(", ", entries
        .GroupBy(static entry => (entry.Check, entry.Rule))
        .Select(static rule => (rule.Key, Count: rule.Sum(static entry => (long)entry.Count)))
        .OrderByDescending(static rule => rule.Count).ThenBy(static rule => rule.Key.Check, StringComparer.Ordinal).ThenBy(static rule => rule.Key.Rule, StringComparer.Ordinal)
        .Select(static rule => string.Create(CultureInfo.InvariantCulture, $"{rule.Key.Check}{(rule.Key.Rule.Length == 0 ? "" : " " + rule.Key.Rule)} {rule.Count}")));

    public static string Count(long count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");
}
