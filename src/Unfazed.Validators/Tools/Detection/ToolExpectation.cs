using System.Collections.Immutable;
using Unfazed.Core.Configuration;

namespace Unfazed.Validators.Tools.Detection;

/// <summary>A tool that is expected in a directory.</summary>
/// <param name="Tool">The tool.</param>
/// <param name="Directory">Where it is to run, relative to the root.</param>
/// <param name="Reason">What says so.</param>
/// <param name="IsConfigured">Whether that is its own configuration or an entry under <c>checks</c>, not only its name among other programs.</param>
internal sealed record ToolExpectation(Tool Tool, string Directory, string Reason, bool IsConfigured);

/// <summary>Says which tools a repository expects, where, and why.</summary>
internal sealed class ToolDetection(RepositoryView repository, UnfazedConfiguration configuration)
{
    /// <summary>The expectations in the order of the catalogue: one tool for a role and language, unless more are configured.</summary>
    public ImmutableArray<ToolExpectation> Detect(ImmutableArray<Tool> tools)
    {
        var all = tools.SelectMany(Expectations).ToImmutableArray();
        return [.. all.Where(expectation => IsChosen(expectation, all))];
    }

    /// <summary>The topmost directories that hold evidence: what lies below one of them is checked from there.</summary>
    internal IEnumerable<ToolExpectation> FromEvidence(Tool tool)
    {
        var found = new List<ToolExpectation>();
        foreach (var directory in repository.DirectoriesWith(tool.Evidence))
        {
            if (!found.Exists(outer => RepositoryView.Contains(outer.Directory, directory)) && EvidenceIn(tool, directory) is { } expectation)
            {
                found.Add(expectation);
            }
        }

        return found;
    }

    private static bool IsChosen(ToolExpectation expectation, ImmutableArray<ToolExpectation> all)
    {
        var rivals = all.Where(other => other.Tool.Role == expectation.Tool.Role && other.Tool.Language == expectation.Tool.Language).ToList();
        return expectation.IsConfigured || (!rivals.Exists(static rival => rival.IsConfigured) && ReferenceEquals(rivals[0].Tool, expectation.Tool)) ||
            rivals.TrueForAll(rival => ReferenceEquals(rival.Tool, expectation.Tool));
    }

    private IEnumerable<ToolExpectation> Expectations(Tool tool)
    {
        var entry = configuration.FindCheck(tool.Name);
        if (entry is { Run: not null })
        {
            return [];
        }

        var reason = entry is null ? "" : $"checks.{tool.Name} in {entry.Source.Place ?? "the configuration"}";
        if (entry is { Directory.Value: { } directory })
        {
            var place = RepositoryView.Normalize(directory);
            return [EvidenceIn(tool, place) is { } found ? found with { IsConfigured = true } : new ToolExpectation(tool, place, reason, true)];
        }

        var expectations = configuration.Detect.Value ? FromEvidence(tool).ToList() : [];
        if (entry is null)
        {
            return expectations;
        }

        return expectations.Count > 0
            ? expectations.Select(static expectation => expectation with { IsConfigured = true })
            : [new ToolExpectation(tool, ".", reason, true)];
    }

    private ToolExpectation? EvidenceIn(Tool tool, string directory)
    {
        foreach (var evidence in tool.Evidence)
        {
            if (evidence.Find(repository, directory) is { } reason)
            {
                return new ToolExpectation(tool, directory, reason, evidence.IsConfiguration);
            }
        }

        return null;
    }
}
