using System.Collections.Immutable;
using Unfazed.Core;
using Unfazed.Core.Configuration;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;
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
        var workspace = context.Workspace;
        var facts = await new RepositoryFactsReader(processes, workspace).ReadAsync(cancellationToken).ConfigureAwait(false);
        var scene = SceneOf(context, facts);
        var isHygienic = Filter(Hygiene, context);
        return new TextFileScan(
            workspace,
            new ScanPart(new SecretsExaminer(), FilesOf(workspace, Filter(Secrets, context), facts), IsCheap: true),
            new ScanPart(new HygieneExaminer(scene), FilesOf(workspace, isHygienic, facts))
            {
                BeyondContent = again => new NameRules(scene, isHygienic).Find(again),
            });
    }

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

    // With a command of its own a check of this name is the user's.
    private static bool IsExpected(KnownCheck known, UnfazedConfiguration configuration) => configuration.FindCheck(known.Name) is { } settings
        ? settings.Run is null
        : configuration.Detect.Value;

    private static Check Describe(KnownCheck known, TextFileValidator validator, DiscoveryContext context) => new()
    {
        Name = known.Name,
        Dimension = known.Dimension,
        Reason = "built in",
        Cores = context.Configuration.FindCheck(known.Name)?.Cores?.Value ?? DefaultCores(known, context.Configuration),
        Validator = validator,
        FindsSecrets = known.Name == SecretsExaminer.Name,

        // A few files are looked at in less time than it takes to find out what all of them hold.
        Caching = context.Selection is null ? new BuiltInKey(known.Name, context.Configuration).Caching : null,
        PartiallyStaged = context.Selection?.PartiallyStaged ?? [],
    };

    // Looking for keys is a by-product of reading; parsing is worth some threads, and other checks wait for theirs.
    private static double DefaultCores(KnownCheck known, UnfazedConfiguration configuration) => known == Hygiene
        ? Math.Clamp(Math.Min(Environment.ProcessorCount / 2, configuration.Jobs.Value ?? MaxCores), 1, MaxCores)
        : 1;

    private static Func<string, bool> Filter(KnownCheck known, DiscoveryContext context)
    {
        var settings = context.Configuration.FindCheck(known.Name);
        var only = Globs(settings?.Files);
        var except = Globs(settings?.Exclude);
        var folders = context.Configuration.Folders.Where(folder => folder.Own.FindCheck(known.Name) is not null)
            .ToDictionary(static folder => folder, folder => folder.Own.FindCheck(known.Name) is { Enabled: true } own ? Globs(own.Exclude) ?? [] : (ImmutableArray<Glob>?)null);
        bool IsLeftOut(string path) => folders.Any(folder => folder.Key.Holds(path) && (folder.Value is not { } globs || Fits(globs, path)));
        var selected = context.Selection?.Paths.ToHashSet(StringComparer.Ordinal);
        return path => selected?.Contains(path) != false && (only is null || Fits(only, path)) && (except is null || !Fits(except, path)) && !IsLeftOut(path);
    }

    private static ImmutableArray<Glob>? Globs(Setting<ImmutableArray<string>>? patterns) =>
        patterns is { } given ? [.. given.Value.Select(Glob.Parse)] : null;

    private static bool Fits(ImmutableArray<Glob>? globs, string path) => globs!.Value.Any(glob => glob.IsMatch(path));
}
