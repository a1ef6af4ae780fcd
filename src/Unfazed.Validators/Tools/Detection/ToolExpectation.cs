using System.Collections.Immutable;
using Unfazed.Core;
using Unfazed.Core.Configuration;

namespace Unfazed.Validators.Tools.Detection;

/// <summary>A tool that is expected in a directory.</summary>
/// <param name="Tool">The tool.</param>
/// <param name="Directory">Where it is to run, relative to the root.</param>
/// <param name="Reason">What says so.</param>
/// <param name="IsConfigured">Whether that is its own configuration or an entry under <c>checks</c>, not only its name among other programs.</param>
internal sealed record ToolExpectation(Tool Tool, string Directory, string Reason, bool IsConfigured)
{
    /// <summary>Folders in its directory that are looked at from elsewhere, or by nobody: what it finds there is another's.</summary>
    public ImmutableArray<string> Elsewhere { get; init; } = [];

    /// <summary>Nested projects in its directory that the tool does not enter, and in which it does not run.</summary>
    public ImmutableArray<string> Unchecked { get; init; } = [];
}

/// <summary>Says which tools a repository expects, where, and why.</summary>
internal sealed class ToolDetection(RepositoryView repository, UnfazedConfiguration configuration)
{
    private readonly Dictionary<Tool, ProjectLayout> _layouts = new(ReferenceEqualityComparer.Instance);

    /// <summary>The expectations in the order of the catalogue: one tool for a role and language, unless more are configured.</summary>
    public ImmutableArray<ToolExpectation> Detect(ImmutableArray<Tool> tools)
    {
        var all = tools.SelectMany(Expectations).ToImmutableArray();
        var rivals = all.GroupBy(RoleOf).ToDictionary(static group => group.Key, static group => new Rivals([.. group]));
        return [.. all.Where(expectation => rivals[RoleOf(expectation)].Leave(expectation))];
    }

    /// <summary>The topmost directories that hold evidence: what lies below one of them is checked from there, unless the tool knows better.</summary>
    internal IEnumerable<ToolExpectation> FromEvidence(Tool tool)
    {
        var directories = repository.DirectoriesWith(EvidenceOf(tool));
        if (LayoutOf(tool) is { } layout)
        {
            return InProjects(tool, directories, layout);
        }

        if (tool.Places is not null)
        {
            var expected = directories.Select(directory => EvidenceIn(tool, directory)).OfType<ToolExpectation>().ToDictionary(static expectation => expectation.Directory, StringComparer.Ordinal);
            return tool.Places(repository, [.. directories.Where(expected.ContainsKey)]).Select(directory => expected[directory]);
        }

        var topmost = new HashSet<string>(StringComparer.Ordinal);
        var found = new List<ToolExpectation>();
        foreach (var directory in directories)
        {
            var isBelow = LiesInOneOf(topmost, directory);
            if (EvidenceIn(tool, directory, isBelow ? tool.BeginsProject : null) is { } expectation)
            {
                topmost.Add(directory);
                found.Add(expectation);
            }
        }

        return found;
    }

    // The evidence nearest to a project is its reason.
    private List<ToolExpectation> InProjects(Tool tool, ImmutableArray<string> directories, ProjectLayout layout)
    {
        var found = new SortedDictionary<string, ToolExpectation>(StringComparer.Ordinal);
        foreach (var directory in directories)
        {
            foreach (var evidence in EvidenceOf(tool).Reverse())
            {
                if (evidence.Find(repository, directory) is not { } reason)
                {
                    continue;
                }

                foreach (var place in layout.PlacesOf(directory, evidence.IsInherited))
                {
                    found[place] = new ToolExpectation(tool, place, reason, evidence.IsConfiguration);
                }
            }
        }

        return [.. found.Values];
    }

    private ProjectLayout? LayoutOf(Tool tool)
    {
        if (tool.Projects is null)
        {
            return null;
        }

        if (!_layouts.TryGetValue(tool, out var layout))
        {
            layout = tool.Projects(repository);
            _layouts.Add(tool, layout);
        }

        return layout;
    }

    private static bool LiesInOneOf(HashSet<string> directories, string directory)
    {
        for (var at = directory; ; at = RepositoryView.DirectoryOf(at))
        {
            if (directories.Contains(at) || at == ".")
            {
                return directories.Contains(at);
            }
        }
    }

    private static (string Role, string Language) RoleOf(ToolExpectation expectation) => (expectation.Tool.Role, expectation.Tool.Language);

    /// <summary>All that would do the same for a language.</summary>
    private sealed class Rivals(List<ToolExpectation> all)
    {
        private readonly bool _isOneTool = all.TrueForAll(rival => ReferenceEquals(rival.Tool, all[0].Tool));
        private readonly bool _isAnyConfigured = all.Exists(static rival => rival.IsConfigured);

        public bool Leave(ToolExpectation expectation) =>
            expectation.IsConfigured || _isOneTool || (!_isAnyConfigured && ReferenceEquals(all[0].Tool, expectation.Tool));
    }

    private IEnumerable<ToolExpectation> Expectations(Tool tool)
    {
        var places = AtRoot(tool).ToList();
        foreach (var folder in configuration.Folders)
        {
            if (folder.Own.FindCheck(tool.Name) is { Enabled: true } own)
            {
                Configure(tool, folder, own, places);
            }
        }

        // Nothing in another's place is looked at twice.
        var layout = LayoutOf(tool);
        var others = configuration.Folders.Where(folder => folder.Own.FindCheck(tool.Name) is { } own && (!own.Enabled || own.Run is not null)).Select(static folder => folder.Folder).ToList();
        if (places.Count == 1 && others.Count == 0 && layout is null or { Borders.IsEmpty: true })
        {
            return places;
        }

        var elsewhere = new SortedPaths(places.Select(static place => place.Directory).Concat(others).Concat(layout?.Borders ?? []));
        var owned = places.Select(static place => place.Directory).Concat(others).ToHashSet(StringComparer.Ordinal);
        return places.Select(place => place with
        {
            Elsewhere = elsewhere.Below(place.Directory),
            Unchecked = [.. layout?.UncheckedBelow(place.Directory, owned.Contains) ?? []],
        });
    }

    // An entry in a folder makes the tool run there, unless it does already: at the folder's own evidence, or further down.
    private void Configure(Tool tool, FolderConfiguration folder, CheckSettings own, List<ToolExpectation> places)
    {
        if (own.Run is not null)
        {
            places.RemoveAll(place => folder.Holds(place.Directory));
            return;
        }

        var inside = places.FindAll(place => folder.Holds(place.Directory));
        var directory = RepositoryView.Normalize(own.Directory?.Value ?? folder.Folder);
        if (inside.Count == 0 || own.Directory is not null)
        {
            places.RemoveAll(place => place.Directory == directory);
            places.Add(EvidenceIn(tool, directory) is { } found ? found with { IsConfigured = true } : new ToolExpectation(tool, directory, $"checks.{tool.Name} in {folder.File}", true));
            return;
        }

        foreach (var place in inside)
        {
            places[places.IndexOf(place)] = place with { IsConfigured = true };
        }
    }

    private IEnumerable<ToolExpectation> AtRoot(Tool tool)
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

        // Whoever names a report runs the tests elsewhere.
        if (entry is null && tool.Dimension == Dimension.Coverage && Coverage?.Report is not null)
        {
            return [];
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

    private DimensionSettings? Coverage => configuration.Dimensions.GetValueOrDefault(Dimension.Coverage.Name);

    private ImmutableArray<Evidence> EvidenceOf(Tool tool) =>
        Coverage is { Threshold: not null } or { ChangedThreshold: not null } ? [.. tool.Evidence, .. tool.EvidenceWithThreshold] : tool.Evidence;

    private ToolExpectation? EvidenceIn(Tool tool, string directory, Func<Evidence, bool>? counts = null)
    {
        foreach (var evidence in EvidenceOf(tool))
        {
            if (counts?.Invoke(evidence) != false && evidence.Find(repository, directory) is { } reason)
            {
                return new ToolExpectation(tool, directory, reason, evidence.IsConfiguration);
            }
        }

        return null;
    }
}
