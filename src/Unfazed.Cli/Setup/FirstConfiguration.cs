using System.Collections.Immutable;
using Unfazed.Cli.Commands;
using Unfazed.Core.Configuration.Loading;
using Unfazed.Core.Orchestration;
using Unfazed.Validators.Migration;
using Unfazed.Validators.Tools;

namespace Unfazed.Cli.Setup;

/// <summary>The file that <c>unfazed init</c> writes, and what could not go into it.</summary>
/// <param name="Text">The file.</param>
/// <param name="Entries">What has an entry.</param>
/// <param name="Detected">What runs without one.</param>
/// <param name="BuiltIn">Hooks of others whose rules are built in.</param>
/// <param name="LeftOut">What could not be taken over.</param>
internal sealed record FirstConfiguration(
    string Text, ImmutableArray<Proposal> Entries, ImmutableArray<Check> Detected, ImmutableArray<string> BuiltIn, ImmutableArray<LeftOut> LeftOut)
{
    /// <summary>What is known of old findings.</summary>
    public OldFindings Old { get; init; } = OldFindings.Unknown;

    /// <summary>Writes it from what is detected and what others' configurations ask for. What this version would refuse is left out.</summary>
    public static FirstConfiguration Of(RunPlan plan, MigrationNotes notes, string root, OldFindings old)
    {
        var detected = plan.Checks.Where(static check => check.Settled is not { Ending: Core.ObservationEnding.Skipped }).ToImmutableArray();
        var expected = detected.Select(static check => check.Name).ToHashSet(StringComparer.Ordinal);
        var entries = notes.Proposals.Where(proposal => IsWorthAnEntry(proposal, expected)).ToList();
        while (true)
        {
            var text = ConfigurationText.Of(detected, [.. plan.Suggestions.Where(line => !entries.Any(entry => Answers(entry, line)))], notes, entries, old);
            var errors = ConfigurationLoader.Examine(text.ToString(), root, CheckSources.Catalog);
            if (errors.IsEmpty)
            {
                return new FirstConfiguration(text.ToString(), [.. entries], detected, [.. notes.BuiltIn.Distinct(StringComparer.Ordinal)], [.. notes.LeftOut]) { Old = old };
            }

            var (place, message) = (errors[0].Source.Line, errors[0].Message);
            if (text.At(place) is { } wrong)
            {
                entries.Remove(wrong);
                notes.Leave(wrong.Origin, message);
            }
            else if (place == text.ExcludeLine)
            {
                notes.Exclude.Clear();
                notes.Leave($"{PreCommitConfiguration.FileName}: exclude", message);
            }
            else if (notes.ExcludeByRule.Count > 0)
            {
                notes.ExcludeByRule.Clear();
                notes.Leave(PreCommitConfiguration.FileName, $"what its hooks exclude: {message}");
            }
            else
            {
                throw new InvalidOperationException($"line {place} of the first unfazed.yaml: {message}");
            }
        }
    }

    // What is suggested for a language is done when one of its tools gets an entry.
    private static bool Answers(Proposal entry, string suggestion) =>
        entry is { IsOwn: false, IsOn: true } && ToolCatalog.Find(entry.Name) is { } tool && Suggestions.IsAbout(suggestion, tool);

    // A tool that runs anyway needs no line; one that is switched off there and not expected here neither.
    private static bool IsWorthAnEntry(Proposal proposal, HashSet<string> expected) =>
        proposal.IsOwn || (expected.Contains(proposal.Name) ? proposal.SaysMore : proposal.IsOn);
}
