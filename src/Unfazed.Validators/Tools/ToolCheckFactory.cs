using System.Collections.Immutable;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Workspace;
using Unfazed.Validators.Tools.Caching;
using Unfazed.Validators.Tools.Detection;
using Unfazed.Validators.Tools.Locating;
using Unfazed.Validators.Tools.Running;

namespace Unfazed.Validators.Tools;

/// <summary>Makes checks of expected tools: found or missing, with something to do or nothing.</summary>
internal sealed class ToolCheckFactory(RepositoryView repository, ToolFinder finder, DiscoveryContext context)
{
    // Each is read before every start of the tool; beyond this they are a build's projects rather than somebody's settings.
    private const int MostConfigurationFiles = 50;

    private readonly Dictionary<Tool, SortedPaths> _configurationFiles = new(ReferenceEqualityComparer.Instance);

    private readonly Dictionary<Tool, ToolConfiguration> _configuration = new(ReferenceEqualityComparer.Instance);

    private readonly HashSet<string> _selected = (context.Selection?.Paths ?? []).ToHashSet(StringComparer.Ordinal);

    /// <summary>The check of one tool in one directory.</summary>
    public Check Create(ToolExpectation expectation)
    {
        var tool = expectation.Tool;
        var settings = context.Configuration.At(expectation.Directory).FindCheck(tool.Name);
        var location = finder.Find(tool.LookUp, expectation.Directory, settings?.Path?.Value);
        var check = new Check
        {
            Name = tool.Name,
            Dimension = settings?.Dimension?.Value ?? tool.Dimension,
            Directory = expectation.Directory,
            Reason = expectation.Reason,
            Program = location.Program,
            FindsSecrets = tool.Role == Tool.SecretScanner,
            DefaultTimeout = tool.DefaultTimeout,
            Cores = settings?.Cores?.Value ?? tool.Cores,
            Locks = settings?.Lock is { } own ? [.. tool.Locks.Add(own.Value).Distinct(StringComparer.Ordinal)] : tool.Locks,
            FixSuggestion = tool.Fix is null && settings?.Fix is null ? tool.FixSuggestion : $"unfazed fix {tool.Name}",
            Network = tool.Network && !(IsOffline && tool.OfflineEnvironment is not null),
            ConfigurationFiles = ConfigurationFiles(tool, expectation.Directory),
        };
        var isExcluded = Exclusions.Of(context.Configuration, settings, expectation.Elsewhere);
        bool IsConfiguration(string path) => ConfigurationOf(tool).Has(path, expectation.Directory, settings);
        var nested = NestedProjects.Of(expectation, repository, Exclusions.Of(context.Configuration, settings));
        if (Site(expectation, isExcluded, IsConfiguration) is not { } site)
        {
            return check with { Settled = Skipped(nested.WhySkipped(_selected) ?? NothingToDo(tool, expectation.Directory)), PartiallyStaged = PartiallyStaged(tool, expectation.Directory, [], isExcluded) };
        }

        check = check with
        {
            PartiallyStaged = [.. PartiallyStaged(tool, site.Directory, site.Files, isExcluded).Union(DifferingConfiguration(IsConfiguration), StringComparer.Ordinal)],

            // Arguments that somebody added may be any.
            MayWrite = tool.MayWrite(site) || settings?.Arguments is { Value.IsEmpty: false },
            Writes = [.. (settings?.Writes?.Value ?? []).Select(Glob.Parse)],
        };
        return location.Program is { } program
            ? Runnable(check, tool, site with { Unchecked = nested.Note(context.Selection is null ? null : _selected) }, program, settings, isExcluded)
            : check with { Settled = Unavailable(tool, location, site.Directory) };
    }

    private bool IsOffline => context.Configuration.Offline.Value;

    private ImmutableDictionary<string, string?> Environment(Tool tool, CheckSettings? settings)
    {
        var variables = IsOffline && tool.OfflineEnvironment is { } offline ? tool.Environment.SetItems(offline) : tool.Environment;
        return settings?.Environment is { } own
            ? variables.SetItems(own.Value.Select(static pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)))
            : variables;
    }

    private static Observation Skipped(string message) => new() { Ending = ObservationEnding.Skipped, Message = message };

    private Observation Unavailable(Tool tool, ToolLocation location, string directory) => new()
    {
        Ending = ObservationEnding.Unavailable,
        Error = ErrorCodes.ToolMissing,
        Message = $"{location.Missing}; {InstallHint.For(tool.Package, repository, directory)}",
        Details = InstallHint.CommandFor(tool.Package, repository, directory) is { } command
            ? Observation.NoDetails.Add("install", command)
            : Observation.NoDetails,
    };

    // "./" keeps names from being taken for options, and reads as a walk of "." would say it, which is what excludes are written for.
    private static ImmutableArray<string> AsArguments(ImmutableArray<string> files) => [.. files.Select(static file => "./" + file)];

    private Check Runnable(Check check, Tool tool, ToolSite site, string program, CheckSettings? settings, Func<string, bool>? isExcluded)
    {
        var run = RunOf(tool, site, program, settings, isExcluded);
        var key = new ToolKey(tool, site, run, settings)
        {
            Exclude = Exclusions.Text(context.Configuration, settings, tool.Name),
        };
        return check with
        {
            Command = [program, .. run.Arguments],
            Validator = ValidatorOf(tool, run),
            Fix = FixSite(tool, site, isExcluded) is { } selected ? Fix(tool, selected, RunOf(tool, selected, program, settings, isExcluded), settings) : null,
            Caching = key.Caching,
            Narrow = files => ValidatorOf(tool, RunOf(tool, site.With(files), program, settings, isExcluded)),
        };
    }

    private static IValidator ValidatorOf(Tool tool, ToolRun run) => tool.Validator?.Invoke(run) ?? new ToolValidator(run);

    private ToolRun RunOf(Tool tool, ToolSite site, string program, CheckSettings? settings, Func<string, bool>? isExcluded)
    {
        var arguments = tool.Arguments(site);
        if (settings?.Arguments is { } added)
        {
            arguments = WithoutRepeated(arguments, added.Value);
            arguments = arguments.InsertRange(Math.Min(tool.AddedArgumentsAt, arguments.Length), added.Value);
        }

        var run = new ToolRun
        {
            Tool = tool.Name,
            Program = program,
            Arguments = arguments,
            Directory = site.Directory,
            Files = AsArguments(site.Files),
            ChangedSince = context.Selection?.Since,
            Selected = site.Narrowed ? [.. site.Files.Select(site.PathOf)] : null,
            IsExcluded = isExcluded,
            Exits = tool.Exits,
            Reader = tool.Reader,
            Report = tool.Report,
            VersionCommand = settings?.Version?.Value ?? (tool.VersionArguments.IsEmpty ? [] : [program, .. tool.VersionArguments]),
            Environment = Environment(tool, settings),
            Summary = FileCount.Of(site.Files.Length),
            Unchecked = site.Unchecked,
            Install = InstallHint.For(tool.Package, repository, site.Directory),
        };
        return tool.Inspects?.Invoke(site, run, name => run.Environment.TryGetValue(name, out var own) ? own : context.Environment.Get(name)) is { } isInspected
            ? run with { Inspected = new InspectedFiles(site, SelectedOfKind(tool, site.Directory, isExcluded), isInspected).Describe }
            : run;
    }

    // Also those that the tool never inspects, such as test data.
    private ImmutableArray<string> SelectedOfKind(Tool tool, string directory, Func<string, bool>? isExcluded) =>
    [
        .. (context.Selection?.Paths ?? []).Where(path => RepositoryView.Contains(directory, RepositoryView.DirectoryOf(path)) && isExcluded?.Invoke(path) != true
                && tool.Files.Suffixes.Any(suffix => path.EndsWith(suffix, StringComparison.OrdinalIgnoreCase)))
            .Select(path => directory == "." ? path : path[(directory.Length + 1)..]),
    ];

    // Many programs refuse a switch that is given twice.
    private static ImmutableArray<string> WithoutRepeated(ImmutableArray<string> arguments, ImmutableArray<string> added) =>
        [.. arguments.Where((word, index) => !(word.StartsWith("--", StringComparison.Ordinal) && added.Contains(word) && (index + 1 == arguments.Length || arguments[index + 1].StartsWith('-'))))];

    private static CheckFix? Fix(Tool tool, ToolSite site, ToolRun run, CheckSettings? settings)
    {
        if (settings?.Fix is { } own)
        {
            return ToolFixer.Create(run with { Program = own.Value[0], Arguments = own.Value[1..] }, tool.Fix?.Kind == FixKind.Formatter || tool.Dimension == Dimension.Format);
        }

        if (tool.Fix is not { } fix)
        {
            return null;
        }

        var arguments = fix.Arguments(site);
        if (settings?.Arguments is { } added)
        {
            arguments = arguments.InsertRange(Math.Min(tool.AddedArgumentsAt, arguments.Length), added.Value);
        }

        return ToolFixer.Create(run with { Arguments = arguments }, fix.Kind == FixKind.Formatter);
    }

    private string NothingToDo(Tool tool, string directory) => context.Selection is null ? $"no {tool.Files.Noun} here"
        : directory == "." ? $"no {tool.Files.Noun} among the selected files"
        : $"no {tool.Files.Noun} below {directory} among the selected files";

    /// <summary>Where it runs and on what; null when there is nothing to do.</summary>
    private ToolSite? Site(ToolExpectation expectation, Func<string, bool>? isExcluded, Func<string, bool> isConfiguration)
    {
        var (tool, directory) = (expectation.Tool, expectation.Directory);
        var all = FilesOf(tool, directory, isExcluded);
        if (context.Selection is not { } selection)
        {
            return all.IsEmpty ? null : new ToolSite(repository, directory, all, Narrowed: false);
        }

        var files = Selected(directory, all);
        var isReconfigured = selection.HasChanged(isConfiguration);
        if (tool.Scope == CheckScope.File)
        {
            return isReconfigured ? Whole(selection, directory, all)
                : files.IsEmpty ? null : new ToolSite(repository, directory, files, Narrowed: true);
        }

        var isTouched = !files.IsEmpty || isReconfigured || selection.Paths.Concat(selection.Gone).Any(path =>
            Decides(tool, directory, path) || tool.Inputs.Hold(tool, (repository, directory), path, selection, isExcluded));
        return isTouched && !all.IsEmpty ? new ToolSite(repository, directory, all, Narrowed: false) : null;
    }

    private ImmutableArray<string> Selected(string directory, ImmutableArray<string> files) =>
        files.RemoveAll(file => !_selected.Contains(RepositoryView.Join(directory, file)));

    // All that its settings speak for, within the paths that were given.
    private ToolSite? Whole(FileSelection selection, string directory, ImmutableArray<string> all)
    {
        var files = all.RemoveAll(file => !selection.Admits(RepositoryView.Join(directory, file)));
        return files.IsEmpty ? null : new ToolSite(repository, directory, files, Narrowed: selection.Limit is not null);
    }

    // Settings that changed are a reason to look at other files, and none to rewrite them.
    private ToolSite? FixSite(Tool tool, ToolSite site, Func<string, bool>? isExcluded)
    {
        if (context.Selection is null || site.Narrowed || tool.Scope != CheckScope.File)
        {
            return site;
        }

        var files = Selected(site.Directory, FilesOf(tool, site.Directory, isExcluded));
        return files.IsEmpty ? null : site with { Files = files, Narrowed = true };
    }

    private ToolConfiguration ConfigurationOf(Tool tool)
    {
        if (!_configuration.TryGetValue(tool, out var configuration))
        {
            configuration = new ToolConfiguration(repository, tool);
            _configuration.Add(tool, configuration);
        }

        return configuration;
    }

    // An unfazed.yaml that git does not track is its user's alone, and says what to run for them.
    private IEnumerable<string> DifferingConfiguration(Func<string, bool> isConfiguration) => (context.Selection?.Differing ?? [])
        .Where(path => isConfiguration(path) && !(ProjectConfigurationFiles.Configures(path, ".") && context.Workspace.Untracked.Contains(path)));

    private static bool IsPart(Tool tool, string directory, string path) => RepositoryView.Contains(directory, RepositoryView.DirectoryOf(path)) &&
        (tool.Scope == CheckScope.Project ? tool.Inputs.IsOfKind(tool, path) : tool.Files.IsNamedLikeOne(path));

    // Settings and manifests count in the project, for what lies below them, and for the project that they are a part of.
    private static bool Decides(Tool tool, string directory, string path)
    {
        var (name, folder) = (path[(path.LastIndexOf('/') + 1)..], RepositoryView.DirectoryOf(path));
        return (RepositoryView.Contains(directory, folder) || RepositoryView.Contains(folder, directory)) &&
            (tool.Files.IsManifest(path) || tool.Evidence.Concat(tool.EvidenceWithThreshold).Any(evidence => evidence.IsIn(name)));
    }

    private ImmutableArray<string> PartiallyStaged(Tool tool, string directory, ImmutableArray<string> files, Func<string, bool>? isExcluded) =>
        context.Selection is not { PartiallyStaged.IsEmpty: false } selection ? [] :
        [
            .. selection.PartiallyStaged.Where(path => isExcluded?.Invoke(path) != true &&
                (IsPart(tool, directory, path) || files.Any(file => RepositoryView.Join(directory, file) == path))),
        ];

    /// <summary>The files of the repository that configure it, in the order of their paths.</summary>
    private ImmutableArray<string> ConfigurationFiles(Tool tool, string directory)
    {
        if (!_configurationFiles.TryGetValue(tool, out var files))
        {
            files = repository.Named(name => tool.Evidence.Concat(tool.EvidenceWithThreshold).Any(evidence => evidence.IsIn(name)));
            _configurationFiles.Add(tool, files);
        }

        return [.. files.Below(directory).Take(MostConfigurationFiles)];
    }

    private ImmutableArray<string> FilesOf(Tool tool, string directory, Func<string, bool>? isExcluded)
    {
        var workspace = repository.Workspace;
        var files = ImmutableArray.CreateBuilder<string>();
        foreach (var file in repository.FilesBelow(directory))
        {
            if (isExcluded?.Invoke(file.Path) != true && tool.Files.Matches(workspace, file))
            {
                files.Add(directory == "." ? file.Path : file.Path[(directory.Length + 1)..]);
            }
        }

        return files.ToImmutable();
    }
}
