using System.Collections.Immutable;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Core.Configuration.Loading;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Workspace;
using Unfazed.Validators.Tools.Detection;
using Unfazed.Validators.Tools.Locating;
using Unfazed.Validators.Tools.Running;

namespace Unfazed.Validators.Tools.Own;

/// <summary>Makes checks of the entries under <c>checks</c> that have a <c>run</c>.</summary>
internal sealed class OwnChecks(DiscoveryContext context, ToolFinder finder)
{
    private readonly UnfazedConfiguration _configuration = context.Configuration;
    private readonly RepositoryView _repository = new(context.Workspace);

    /// <summary>The checks in the order of the configuration, those of files below the root after the root's.</summary>
    public ImmutableArray<Check> All() =>
    [
        .. _configuration.Checks.Where(HasCommand).SelectMany(settings => Places(settings, null)),
        .. _configuration.Folders.SelectMany(folder => folder.Own.Checks.Where(HasCommand)
            .Select(own => folder.InForce.FindCheck(own.Name)).OfType<CheckSettings>().Where(HasCommand)
            .SelectMany(settings => Places(settings, folder))),
    ];

    private static bool HasCommand(CheckSettings settings) => settings.Run is { Value.Length: > 0 };

    /// <summary>The check in each of its places, with what is in force there; where a folder has a command of its own by this name, that one runs.</summary>
    private IEnumerable<Check> Places(CheckSettings settings, FolderConfiguration? definedIn)
    {
        if (settings.Each is not { } each)
        {
            var directory = RepositoryView.Normalize(settings.Directory?.Value);
            var nearest = DefinedAt(settings.Name, directory);
            return nearest is null || ReferenceEquals(nearest, definedIn) || definedIn?.Holds(nearest.Folder) == false
                ? [Create(ReferenceEquals(nearest, definedIn) ? At(directory, settings) : settings, directory, definedIn?.Folder)]
                : [];
        }

        ImmutableArray<Glob> manifests = [.. each.Value.Select(Glob.Parse)];
        var places = context.Workspace.Files.Where(file => file.Kind == WorkspaceFileKind.Regular && manifests.Any(glob => glob.IsMatch(file.Path)))
            .Select(static file => RepositoryView.DirectoryOf(file.Path)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (places.Count == 0)
        {
            var check = Create(settings, definedIn?.Folder ?? ".", definedIn?.Folder);
            return [check with { Validator = null, Settled = Skipped($"no file fits \"each\": {string.Join(", ", each.Value)}") }];
        }

        return places.Where(place => ReferenceEquals(DefinedAt(settings.Name, place), definedIn))
            .Select(place => Create(At(place, settings), place, place));
    }

    private CheckSettings At(string place, CheckSettings settings) =>
        _configuration.At(place).FindCheck(settings.Name) is { Run: not null } effective ? effective : settings;

    private FolderConfiguration? DefinedAt(string name, string place) =>
        _configuration.Folders.LastOrDefault(folder => folder.Holds(place) && folder.Own.FindCheck(name) is { Run: not null });

    private static Observation Skipped(string message) => new() { Ending = ObservationEnding.Skipped, Message = message };

    /// <summary>Makes the check of one place.</summary>
    /// <param name="defined">Its settings there.</param>
    /// <param name="directory">Where it runs.</param>
    /// <param name="concern">The folder whose files alone it is about; null: it is about whatever it likes.</param>
    private Check Create(CheckSettings defined, string directory, string? concern)
    {
        var settings = WithoutFolders(defined, directory);
        var words = settings.Run!.Value.Value;
        var check = new Check
        {
            Name = settings.Name,
            Dimension = settings.Dimension?.Value ?? Dimension.CodeQuality,
            Directory = directory,
            Reason = $"checks.{settings.Name} in {settings.Source.Place ?? "the configuration"}",
            Program = Locate(words[0], directory),
            Command = words,
            Cores = settings.Cores?.Value ?? 1,
            Locks = settings.Lock is { } held ? [held.Value] : [],
            MayWrite = true,
            Writes = [.. (settings.Writes?.Value ?? []).Select(Glob.Parse)],
        };
        var own = new OwnFiles(settings, concern, context);
        var files = own.Below(directory);
        if (files is { IsEmpty: true })
        {
            return check with
            {
                Settled = Skipped(context.Selection is null ? "no file of its kind here" : "no file of its kind among the selected files"),
                PartiallyStaged = settings.Files is null ? [] : own.PartiallyStaged(directory, runs: false),
            };
        }

        var run = new ToolRun
        {
            Tool = settings.Name,
            Program = words[0].Contains('/', StringComparison.Ordinal) ? check.Program ?? InDirectory(words[0], directory) : words[0],
            Arguments = words[1..],
            Directory = directory,
            Files = files ?? [],
            IsExcluded = Exclusions.Of(context.Configuration, settings),
            Exits = OwnFormat.ExitsOf(settings),
            Reader = OwnFormat.ReaderOf(settings),
            NotesExplainNoExit = OwnFormat.PassesLinesOver(settings),
            Report = OwnFormat.ReportOf(settings),
            Warning = SharedReport.WarningFor(settings, directory, _repository),
            ChangedSince = context.Selection?.Since,
            VersionCommand = settings.Version?.Value ?? [],
            Environment = settings.Environment is { } variables ? variables.Value.ToImmutableDictionary(static pair => pair.Key, static string? (pair) => pair.Value) : ImmutableDictionary<string, string?>.Empty,
            Summary = files is null ? null : FileCount.Of(files.Value.Length),
        };
        return check with
        {
            Caching = KeyOf(settings, run, check.Program).Caching,
            Validator = new ToolValidator(run),
            FixSuggestion = settings.Fix is null ? null : $"unfazed fix {settings.Name}",
            Fix = settings.Fix is { } fix ? ToolFixer.Create(run with { Program = fix.Value[0], Arguments = fix.Value[1..], Exits = OwnFormat.FixExitsOf(settings), Files = files is null ? [] : own.Selected(directory) }, check.Dimension == Dimension.Format) : null,
            PartiallyStaged = own.PartiallyStaged(directory, runs: true),
        };
    }

    // Folders below that leave it out, have a command of their own by its name, or exclude files of theirs from it.
    private CheckSettings WithoutFolders(CheckSettings settings, string directory)
    {
        ImmutableArray<string> left =
        [
            .. from folder in _configuration.Folders
               where !folder.Holds(directory) && RepositoryView.Contains(directory, folder.Folder)
               let own = folder.Own.FindCheck(settings.Name)
               where own is not null
               from glob in own is { Enabled: true, Run: null } ? own.Exclude?.Value ?? [] : [FolderTree.GlobOf(folder.Folder)]
               select glob,
        ];
        return left.IsEmpty ? settings
            : settings with { Exclude = settings.Exclude is { } exclude ? exclude with { Value = [.. exclude.Value, .. left] } : Setting<ImmutableArray<string>>.Default(left) };
    }

    private OwnKey KeyOf(CheckSettings settings, ToolRun run, string? program) => new(settings, run, program, context.Workspace)
    {
        Files = [.. run.Files.Select(file => RepositoryView.Join(run.Directory, file.StartsWith("./", StringComparison.Ordinal) ? file[2..] : file))],
        Exclude = Exclusions.Text(context.Configuration, settings, settings.Name),
        MeasuresCoverage = settings.Parse?.Value is "cobertura" or "lcov",
        ChangedSince = run.ChangedSince,
    };

    // A path is relative to where the check runs, as in a shell; a bare name is looked up on the PATH of its environment when it starts.
    private string? Locate(string program, string directory)
    {
        if (!program.Contains('/', StringComparison.Ordinal))
        {
            return finder.OnPath(program);
        }

        var path = InDirectory(program, directory);
        return File.Exists(path) ? path : null;
    }

    private string InDirectory(string program, string directory) => Path.GetFullPath(Path.Combine(context.Workspace.Root, directory, program));
}
