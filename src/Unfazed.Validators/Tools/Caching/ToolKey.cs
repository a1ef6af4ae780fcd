using System.Collections.Immutable;
using Unfazed.Core;
using Unfazed.Core.Caching;
using Unfazed.Core.Configuration;
using Unfazed.Core.Workspace;
using Unfazed.Validators.Tools.Detection;
using Unfazed.Validators.Tools.Locating;
using Unfazed.Validators.Tools.Running;

namespace Unfazed.Validators.Tools.Caching;

/// <summary>Says what decides about the answer of a tool of the catalogue.</summary>
/// <param name="tool">The tool.</param>
/// <param name="site">Where it runs, and on what.</param>
/// <param name="run">How it runs.</param>
/// <param name="settings">What our configuration says of it.</param>
internal sealed class ToolKey(Tool tool, ToolSite site, ToolRun run, CheckSettings? settings)
{
    private static readonly Func<string, bool> AllButOurSettings = static path => !IsOurs(path);

    /// <summary>The globs of what is left out of findings.</summary>
    public required string Exclude { get; init; }

    /// <summary>What decides.</summary>
    public CheckCaching Caching()
    {
        var because = settings?.Cache is { Value: var wanted } ? wanted ? null : "its configuration says cache: false" : tool.Caching.NeverBecause;
        if ((because ?? (tool.Dimension == Dimension.Coverage && settings?.Cache is null ? "tests are run whenever they are asked for" : null)) is { } never)
        {
            return CheckCaching.Never(never);
        }

        if (tool.Network)
        {
            return CheckCaching.Never("it reaches the network, whose answer is in no file");
        }

        var own = site.Files.Select(site.PathOf).ToImmutableArray();
        var grain = tool.Caching.Grain ?? (tool.Scope == CheckScope.File ? CacheGrain.File : CacheGrain.Workspace);
        var isByFile = grain is CacheGrain.File or CacheGrain.FileAmongNames;
        return new CheckCaching
        {
            Parts = [.. Parts(isByFile)],
            Look = LookAsync,
            DependsOn = Inputs(grain, own),
            IsConfiguration = grain == CacheGrain.Workspace ? null : Configures,
            Inputs = settings?.Inputs?.Value ?? [],
            ByFile = isByFile ? new FileByFile(own) { Summary = run.Summary ?? "", IsNarrowed = site.Narrowed } : null,
        };

        async Task<Surroundings> LookAsync(KeyScene scene, CancellationToken cancellationToken)
        {
            var version = await ProgramVersion.LookAsync(run, run.Program, scene).ConfigureAwait(false);
            var configuration = grain == CacheGrain.Workspace ? [] : await ConfigurationAsync(scene, cancellationToken).ConfigureAwait(false);
            return version with { Parts = [.. version.Parts, .. configuration, .. Around(scene), .. grain == CacheGrain.FileAmongNames ? Names() : []] };
        }
    }

    private static bool IsOurs(string path) => WorkspaceRoot.ConfigurationNames.Contains(path[(path.LastIndexOf('/') + 1)..], StringComparer.Ordinal);

    private bool Configures(string path) => ToolConfiguration.IsNamed(tool, path[(path.LastIndexOf('/') + 1)..]);

    private Func<string, bool>? Inputs(CacheGrain grain, ImmutableArray<string> own)
    {
        var files = own.ToHashSet(StringComparer.Ordinal);
        if (settings?.Inputs is { } named)
        {
            ImmutableArray<Glob> globs = [.. named.Value.Select(Glob.Parse)];
            return path => files.Contains(path) || (grain is not (CacheGrain.File or CacheGrain.FileAmongNames) && globs.Any(glob => glob.IsMatch(path)));
        }

        // Our own settings decide by what they say here, and are another tool's text where it is about such files.
        return grain != CacheGrain.Workspace ? files.Contains
            : files.Any(IsOurs) ? null
            : AllButOurSettings;
    }

    private IEnumerable<KeyPart> Parts(bool isByFile)
    {
        yield return ProductPart.Current;
        var words = isByFile ? tool.Arguments(site with { Files = [], Narrowed = false }) : run.Arguments;
        if (isByFile && settings?.Arguments is { } added)
        {
            words = words.InsertRange(Math.Min(tool.AddedArgumentsAt, words.Length), added.Value);
        }

        yield return CommandPart.Of(words.Prepend(Path.GetFileName(run.Program)).Select(word => RootWord.Replace(word, site.Repository.Workspace.Root)));
        yield return new KeyPart(KeyPartKind.Setting, "dir", site.Directory);
        yield return new KeyPart(KeyPartKind.Setting, "exclude", Exclude);
        foreach (var (name, value) in run.Environment.OrderBy(static pair => pair.Key, StringComparer.Ordinal))
        {
            yield return KeyVariables.Own(name, value, site.Repository.Workspace.Root);
        }
    }

    // Of a tool whose key holds all files these are among them.
    private async Task<ImmutableArray<KeyPart>> ConfigurationAsync(KeyScene scene, CancellationToken cancellationToken)
    {
        var names = ConfigurationNames();
        var configuration = site.Repository.Named(name => names.Contains(name) || tool.Evidence.Concat(tool.EvidenceWithThreshold).Any(evidence => evidence.IsIn(name))).Below(".");
        var globs = (settings?.Inputs?.Value ?? []).Select(Glob.Parse).ToList();
        var named = globs.Count == 0 ? [] : scene.Workspace.Files.Where(file => globs.Exists(glob => glob.IsMatch(file.Path))).Select(static file => file.Path);
        var paths = configuration.Concat(new MentionedFiles(site.Repository, tool.Name).In(configuration)).Concat(named).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        var files = paths.Select(scene.Workspace.Find).OfType<WorkspaceFile>().ToList();
        var digests = await scene.Digests.OfAsync(files, cancellationToken).ConfigureAwait(false);
        return [.. files.Zip(digests, static (file, digest) => new KeyPart(KeyPartKind.Configuration, file.Path, digest ?? "unreadable"))];
    }

    private ImmutableHashSet<string> ConfigurationNames() => [.. tool.Evidence.Select(static evidence => evidence.ExactName).OfType<string>(), .. tool.Caching.Configuration];

    private IEnumerable<KeyPart> Around(KeyScene scene)
    {
        var (workspace, environment) = (scene.Workspace, scene.Processes.Environment);
        var parts = ConfigurationFiles.Around(workspace, site.Directory, [.. ConfigurationNames().Order(StringComparer.Ordinal)])
            .Concat(ConfigurationFiles.OfUser(environment, tool.Caching.UserFiles))
            .Concat(KeyVariables.Of(environment, tool.Caching.Variables, workspace.Root))
            .Concat(tool.Caching.Programs.Select(name => new KeyPart(KeyPartKind.Tool, name, OtherProgram(scene, name))));
        if (tool.LookUp.Environment.HasFlag(ProjectEnvironment.PythonVenv))
        {
            parts = parts.Concat(new PythonPackages(environment).Of(run.Program, tool.LookUp.NeedsEnvironment ? VirtualEnvironments(workspace) : []));
        }

        if (tool.LookUp.Environment.HasFlag(ProjectEnvironment.NodeModules))
        {
            parts = parts.Concat(NodeModules.Of(workspace.Root, site.Directory));
        }

        return tool.Caching.UsesGems ? parts.Concat(Gems.Of(workspace.Root, run.Program, environment)) : parts;
    }

    private static string OtherProgram(KeyScene scene, string name) =>
        new ToolFinder(scene.Workspace.Root, scene.Processes.Environment).OnPath(name) is not { } path ? KeyPart.Absent
        : (scene.Programs.Find(path, "") ?? scene.Programs.Add(path, "", null))?.Content ?? "unreadable";

    private IEnumerable<string> VirtualEnvironments(WorkspaceSnapshot workspace)
    {
        for (var at = site.Directory; ; at = RepositoryView.DirectoryOf(at))
        {
            foreach (var folder in (string[])[".venv", "venv"])
            {
                if (workspace.FullPath(RepositoryView.Join(at, folder)) is var path && File.Exists(Path.Combine(path, "pyvenv.cfg")))
                {
                    yield return path;
                }
            }

            if (at == ".")
            {
                yield break;
            }
        }
    }

    private IEnumerable<KeyPart> Names()
    {
        var names = site.Repository.Workspace.Files.Select(static file => file.Path).Where(tool.Files.IsNamedLikeOne);
        return [new KeyPart(KeyPartKind.Input, $"the names of all {tool.Language} files", CacheKey.Hex(string.Join('\n', names)))];
    }
}
