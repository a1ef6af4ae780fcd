using System.Collections.Immutable;
using System.Globalization;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;
using Unfazed.Core.Workspace.Changes;
using Unfazed.Validators.Hygiene;
using Unfazed.Validators.Hygiene.EditorConfig;
using Unfazed.Validators.Hygiene.Tree;
using Unfazed.Validators.Repository;
using Unfazed.Validators.Secrets;
using Unfazed.Validators.TextFiles;

namespace Unfazed.Validators;

/// <summary>The checks that need nothing installed: <c>hygiene</c> and <c>secrets</c>.</summary>
public sealed class BuiltInCheckSource : ICheckSource
{
    private const int MaxCores = 4;

    // Decides which files are vendored, and not scanned for secrets.
    private const string Attributes = ".gitattributes";

    // What decides about other files, for those below it.
    private static readonly ImmutableArray<string> ConfigurationNames = [".editorconfig", Attributes];

    private static readonly KnownCheck Secrets = new(SecretsExaminer.Name, Dimension.Security);
    private static readonly KnownCheck Hygiene = new(HygieneExaminer.Name, Dimension.Lint);

    /// <inheritdoc/>
    public ImmutableArray<KnownCheck> Known { get; } = [Secrets, Hygiene];

    /// <inheritdoc/>
    public ConfigurationCatalog Catalog => new()
    {
        Checks = [.. Known.Select(static known => new CatalogCheck(known.Name, IsTool: false))],
        HygieneRules = HygieneRules.Names,
        HygieneSizeRules = [HygieneRules.LargeFiles],
    };

    /// <inheritdoc/>
    public CheckDiscovery Discover(DiscoveryContext context)
    {
        var scans = new SharedScan((processes, cancellationToken) => CreateScanAsync(context, processes, cancellationToken));
        return new CheckDiscovery(
            [.. Known.Where(known => IsExpected(known, context.Configuration)).Select(known => Describe(known, new TextFileValidator(scans, Known.IndexOf(known)), context))],
            []);
    }

    private static async Task<TextFileScan> CreateScanAsync(DiscoveryContext context, ProcessRunner processes, CancellationToken cancellationToken)
    {
        var selection = WithReconfigured(context);
        var isIncluded = Included(context);
        var workspace = JudgedContents.Over(context.Workspace, selection, path => isIncluded(path) && !IsNamedLikeConfiguration(path));
        context = context with { Workspace = workspace, Selection = selection };
        var facts = await new RepositoryFactsReader(processes, workspace).ReadAsync(cancellationToken).ConfigureAwait(false);
        var scene = SceneOf(context, facts);
        var isWanted = Wanted(Hygiene, context);
        var forSecrets = Filter(Secrets, context);
        var isForSecrets = Wanted(Secrets, context);
        ImmutableArray<CarriedBlob> carried = [.. (selection?.Carried ?? []).Where(blob => isIncluded(blob.Path) && isForSecrets(blob.Path) && facts.OriginOf(blob.Path) != FileOrigin.Vendored)];
        return new TextFileScan(
            workspace,
            new ScanPart(new SecretsExaminer(), FilesOf(workspace, forSecrets, facts), IsCheap: true)
            {
                BeyondContent = carried.IsEmpty ? null : new PushedHistory(processes, workspace, carried).ScanAsync,
                AnswersWithoutText = !carried.IsEmpty,
                LeftOut = string.Join(", ", new[] { Versions(carried.Length), Vendored(workspace, forSecrets, facts) }.Where(static text => text.Length > 0)),
                UnreadableFolders = UnreadableFolders(Secrets, context),
            },
            new ScanPart(new HygieneExaminer(scene), FilesOf(workspace, Filter(Hygiene, context), facts))
            {
                BeyondContent = again => Task.FromResult(new FoundBeyondContent(new NameRules(scene, new AskedPaths(isWanted, context.Selection)).Find(again))),
                AnswersWithoutText = context.Selection is { Gone.IsEmpty: false },
                UnreadableFolders = UnreadableFolders(Hygiene, context),
            })
        {
            Judged = selection is null ? ImmutableDictionary<string, byte[]>.Empty : await JudgedContents.ReadAsync(processes, workspace, facts, selection.Judged, cancellationToken).ConfigureAwait(false),
        };
    }

    // What is not in the working tree is not in the workspace either, whose files are those that no setting excludes.
    private static Func<string, bool> Included(DiscoveryContext context)
    {
        var excludes = context.Configuration.Exclude.Select(static pattern => Glob.Parse(pattern.Value)).ToImmutableArray();
        return path => !Fits(excludes, path);
    }

    private static string Versions(int count) => count switch
    {
        0 => "",
        1 => "1 version of a file in the pushed commits",
        _ => string.Create(CultureInfo.InvariantCulture, $"{count} versions of files in the pushed commits"),
    };

    /// <summary>What the rules of <c>hygiene</c> are applied to.</summary>
    internal static HygieneScene SceneOf(DiscoveryContext context, RepositoryFacts facts) =>
        new(context.Workspace, HygieneSwitches.From(context.Configuration), new EditorConfigTree(context.Workspace), facts);

    /// <summary>Which files <c>hygiene</c> is about.</summary>
    internal static Func<string, bool> HygieneFilter(DiscoveryContext context) => Filter(Hygiene, context);

    // Copies of other people's code are theirs to mend.
    private static List<string> FilesOf(WorkspaceSnapshot workspace, Func<string, bool> isAskedFor, RepositoryFacts facts) =>
    [
        .. workspace.Files
            .Where(static file => file.Kind == WorkspaceFileKind.Regular)
            .Select(static file => file.Path)
            .Where(path => isAskedFor(path) && facts.OriginOf(path) != FileOrigin.Vendored),
    ];

    // Attributes can be part of the change that they speak for: that they hide a file from a search for secrets must be visible.
    private static string Vendored(WorkspaceSnapshot workspace, Func<string, bool> isAskedFor, RepositoryFacts facts)
    {
        var vendored = workspace.Files.Where(file => file.Kind == WorkspaceFileKind.Regular && isAskedFor(file.Path) && facts.OriginOf(file.Path) == FileOrigin.Vendored).Select(static file => file.Path).ToList();
        var byAttribute = vendored.Count(static path => FileOrigins.Of(path) != FileOrigin.Vendored);
        var count = vendored.Count == 1 ? "1 vendored file not scanned" : string.Create(CultureInfo.InvariantCulture, $"{vendored.Count} vendored files not scanned");
        return vendored.Count == 0 ? "" : byAttribute == 0 ? count : string.Create(CultureInfo.InvariantCulture, $"{count} ({byAttribute} by linguist-vendored)");
    }

    // A narrowed run names its files, and none of them is there. Whether a folder has files that "files" selects, nobody knows.
    private static ImmutableArray<string> UnreadableFolders(KnownCheck known, DiscoveryContext context)
    {
        var except = Globs(context.Configuration.FindCheck(known.Name)?.Exclude) ?? [];
        return context.Selection is null ? [.. context.Workspace.UnreadableFolders.Where(folder => !Fits(except, folder.TrimEnd('/')))] : [];
    }

    // With a command of its own a check of this name is the user's.
    private static bool IsExpected(KnownCheck known, UnfazedConfiguration configuration) => configuration.FindCheck(known.Name) is { } settings
        ? settings.Run is null
        : configuration.Detect.Value;

    private static Check Describe(KnownCheck known, TextFileValidator validator, DiscoveryContext context) => new()
    {
        Name = known.Name,
        Dimension = known.Dimension,
        Reason = "built in",
        IsBrief = true,
        Cores = context.Configuration.FindCheck(known.Name)?.Cores?.Value ?? DefaultCores(known, context.Configuration),
        Validator = validator,
        FindsSecrets = known.Name == SecretsExaminer.Name,
        InspectsPushedHistory = known == Secrets,

        // A few files are looked at in less time than it takes to find out what all of them hold.
        Caching = context.Selection is null ? new BuiltInKey(known.Name, context.Configuration).Caching : null,
        PartiallyStaged = context.Selection is not { } selection ? [] : [.. Unjudged(known, selection).Union(selection.Differing.Where(path => IsConfiguration(path, known, context)), StringComparer.Ordinal)],
    };

    // Contents are judged as git has them. Links and names are the working tree's, and no matter to secrets; large files are read by nobody.
    private static IEnumerable<string> Unjudged(KnownCheck known, FileSelection selection) =>
        selection.PartiallyStaged.Where(path => !selection.Judged.ContainsKey(path) && (known == Hygiene || !selection.Gone.Contains(path)));

    // An unfazed.yaml that git does not track is its user's alone.
    private static bool IsConfiguration(string path, KnownCheck known, DiscoveryContext context) => (known == Hygiene ? IsNamedLikeConfiguration(path) : IsNamed(path, Attributes))
        || (ProjectConfigurationFiles.Configures(path, ".") && !context.Workspace.Untracked.Contains(path));

    private static bool IsNamedLikeConfiguration(string path) => ConfigurationNames.Any(name => IsNamed(path, name));

    private static bool IsNamed(string path, string name) => path.AsSpan(path.LastIndexOf('/') + 1).SequenceEqual(name);

    // What a changed setting speaks for is looked at, too.
    private static FileSelection? WithReconfigured(DiscoveryContext context)
    {
        if (context.Selection is not { } selection)
        {
            return null;
        }

        var folders = selection.Changed.Where(path => IsNamedLikeConfiguration(path) || ProjectConfigurationFiles.Configures(path, "."))
            .Select(static path => path.LastIndexOf('/') is > 0 and var slash ? path[..slash] : ".").ToHashSet(StringComparer.Ordinal);
        return folders.Count == 0 ? selection : selection with
        {
            Paths = [.. selection.Paths.Union(PathsBelow.Of(context.Workspace, folders).Where(selection.Admits), StringComparer.Ordinal).Order(StringComparer.Ordinal)],
        };
    }

    // Looking for keys is a by-product of reading; parsing is worth some threads, and other checks wait for theirs.
    private static double DefaultCores(KnownCheck known, UnfazedConfiguration configuration) => known == Hygiene
        ? Math.Clamp(Math.Min(Environment.ProcessorCount / 2, configuration.Jobs.Value ?? MaxCores), 1, MaxCores)
        : 1;

    private static Func<string, bool> Filter(KnownCheck known, DiscoveryContext context)
    {
        var isWanted = Wanted(known, context);
        var selected = context.Selection?.Paths.Concat(context.Selection.Judged.Keys).ToHashSet(StringComparer.Ordinal);
        return path => selected?.Contains(path) != false && isWanted(path);
    }

    // Whatever was selected.
    private static Func<string, bool> Wanted(KnownCheck known, DiscoveryContext context)
    {
        var settings = context.Configuration.FindCheck(known.Name);
        var only = Globs(settings?.Files);
        var except = Globs(settings?.Exclude);
        var folders = context.Configuration.Folders.Where(folder => folder.Own.FindCheck(known.Name) is not null)
            .ToDictionary(static folder => folder, folder => folder.Own.FindCheck(known.Name) is { Enabled: true } own ? Globs(own.Exclude) ?? [] : (ImmutableArray<Glob>?)null);
        bool IsLeftOut(string path) => folders.Any(folder => folder.Key.Holds(path) && (folder.Value is not { } globs || Fits(globs, path)));
        return path => (only is null || Fits(only, path)) && (except is null || !Fits(except, path)) && !IsLeftOut(path);
    }

    private static ImmutableArray<Glob>? Globs(Setting<ImmutableArray<string>>? patterns) =>
        patterns is { } given ? [.. given.Value.Select(Glob.Parse)] : null;

    private static bool Fits(ImmutableArray<Glob>? globs, string path) => globs!.Value.Any(glob => glob.IsMatch(path));
}
