using System.Collections.Immutable;
using System.Globalization;
using Unfazed.Core;
using Unfazed.Core.Reports;

namespace Unfazed.Cli.Rendering;

/// <summary>What became of the findings of one run in another, for people.</summary>
internal sealed class RunComparisonText(LineWriter writer)
{
    private const int Limit = 10;
    private const int Indent = 2;

    public void Write(RunComparison comparison)
    {
        var isVerbose = writer.Settings.Verbosity == Verbosity.Verbose;
        Group("new", Tone.Bad, comparison.New, Limit);
        Group("fixed", Tone.Good, comparison.Fixed, Limit);
        Group("still open", Tone.Caution, comparison.Open, isVerbose ? Limit : 0);
        Group("not looked at any more", Tone.Faint, comparison.NotVerified, isVerbose ? Limit : 0);
        Group("not looked at before", Tone.Faint, comparison.NotSeenBefore, isVerbose ? Limit : 0);
        writer.Line(
            new StyledText(comparison.Now.Run.Id, Tone.Strong), $" ({comparison.Now.Verdict.WireName()}) compared with ",
            new StyledText(comparison.Before.Run.Id, Tone.Strong), $" ({comparison.Before.Verdict.WireName()})");
    }

    private void Group(string title, Tone tone, ImmutableArray<Finding> findings, int limit)
    {
        writer.Line(new StyledText($"{title}: ", tone), findings.Length.ToString(CultureInfo.InvariantCulture));
        var shown = writer.Settings.Verbosity switch { Verbosity.Quiet => 0, Verbosity.Verbose => int.MaxValue, _ => limit };
        foreach (var finding in findings.Take(shown))
        {
            writer.Line(
                Indent, Indent + 2, new(FindingPlace.Of(finding), Tone.Strong), $" {finding.Tool}{(finding.Rule.Length == 0 ? "" : " " + finding.Rule)} {finding.Message}");
        }

        if (shown > 0 && findings.Length > shown)
        {
            writer.Line(Indent, Indent, new StyledText(string.Create(CultureInfo.InvariantCulture, $"… {findings.Length - shown} more (-v)"), Tone.Faint));
        }
    }
}
