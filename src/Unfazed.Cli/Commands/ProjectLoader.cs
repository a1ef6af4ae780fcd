using System.Collections.Immutable;
using Unfazed.Core.Configuration;
using Unfazed.Core.Configuration.Loading;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Processes;
using Unfazed.Core.Trust;
using Unfazed.Core.Workspace;

namespace Unfazed.Cli.Commands;

/// <summary>Finds the root, loads its configuration, and tells the arguments that are paths from those that are names.</summary>
internal sealed class ProjectLoader(Host host, GivenOptions options)
{
    private readonly ImmutableArray<string> _arguments = options.Request.Arguments;
    private readonly ProcessRunner _processes = new(host.Environment, host.Time);
    private readonly WorkspaceReader _reader = new(new ProcessRunner(host.Environment, host.Time));

    /// <summary>Is told the root and its own configuration before the files are listed.</summary>
    public Action<WorkspaceRoot, UnfazedConfiguration>? Configured { get; init; }

    /// <summary>Who says whether the repository's configuration is trusted: the user's own record, unless told.</summary>
    public Func<RepositoryContent, TrustState> Trust { get; init; } = new TrustStore(host.Environment).Look;

    /// <summary>Whether errors in the repository's configuration leave the user's own file and variables, because the command can do without the rest.</summary>
    public bool AcceptsErrors { get; init; }

    /// <exception cref="UsageException">A path, a name or the configuration is wrong.</exception>
    /// <exception cref="WorkspaceException">The root or a path cannot be used.</exception>
    public async Task<Project> LoadAsync(CancellationToken cancellationToken)
    {
        using var notice = new WaitNotice(host);
        if (_arguments.Contains("", StringComparer.Ordinal))
        {
            throw new UsageException("an empty argument names nothing; leave it out for everything");
        }

        var certain = _arguments.Where(IsCertainlyPath).ToImmutableArray();
        if (certain.IsEmpty && options.Directory is null)
        {
            _reader.ListAhead(host.Environment.Directory, cancellationToken);
        }

        var root = await ResolveAsync(certain, cancellationToken).ConfigureAwait(false);
        var (loaded, workspace) = await LoadAsync(root, cancellationToken).ConfigureAwait(false);
        var names = Names(loaded);
        var open = _arguments.Where(static argument => !IsCertainlyPath(argument)).ToList();
        var paths = open.Where(argument => !names.Contains(argument) && Path.Exists(Absolute(argument))).ToList();
        foreach (var argument in open.Except(paths, StringComparer.Ordinal))
        {
            Settle(argument, names);
        }

        if (paths.Count > 0)
        {
            RefuseBesideList(paths);
            var before = root.Path;
            root = await ResolveAsync([.. _arguments.Where(argument => IsCertainlyPath(argument) || paths.Contains(argument))], cancellationToken).ConfigureAwait(false);
            if (root.Path != before)
            {
                (loaded, workspace) = await LoadAsync(root, cancellationToken).ConfigureAwait(false);
            }
        }

        if (root.PassedOver is { } foreign)
        {
            host.Say($"unfazed: {Quoted.Of(foreign)} belongs to another user and does not count; to use it: -C {Quoted.Of(Path.GetDirectoryName(foreign)!)}");
        }

        return Complete(root, loaded, workspace, [.. open.Except(paths, StringComparer.Ordinal)]);
    }

    /// <summary>Whether an argument can only be a path.</summary>
    public static bool IsCertainlyPath(string argument) => argument.Contains('/', StringComparison.Ordinal) || argument is "." or "..";

    private static List<string> Names(LoadResult loaded) => [.. CheckSources.Names(loaded.Configuration ?? new UnfazedConfiguration())];

    private string Absolute(string path) => Path.Combine(host.Environment.Directory, options.Directory ?? ".", path);

    private Task<WorkspaceRoot> ResolveAsync(ImmutableArray<string> paths, CancellationToken cancellationToken) =>
        new RootResolver(_processes).ResolveAsync(new RootRequest(host.Environment.Directory, options.Directory, paths), cancellationToken);

    private Task<(LoadResult Loaded, WorkspaceSnapshot Workspace)> LoadAsync(WorkspaceRoot root, CancellationToken cancellationToken)
    {
        var reading = new RepositoryReading(_processes, RequestOf(root))
        {
            Configured = own => Configured?.Invoke(root, own),
            Reader = _reader,
        };
        return reading.ReadAsync(root, cancellationToken);
    }

    private ConfigurationRequest RequestOf(WorkspaceRoot root) => new()
    {
        Root = root.Path,
        RepositoryTop = root.RepositoryTop,
        File = options.ConfigurationFile,
        Environment = host.Environment,
        Options = options.Request.Options,
        Catalog = CheckSources.Catalog,
        Trust = Trust,
    };

    private void Settle(string argument, List<string> names)
    {
        if (!names.Contains(argument))
        {
            var known = names.Concat(CommandLineParser.Commands);
            throw new UsageException(
                $"{Quoted.Of(argument)} is no check, no dimension and no path here{ForeignWords.HintOf(argument) ?? NearestName.Hint(argument, known)}");
        }

        if (Path.Exists(Absolute(argument)))
        {
            host.Say($"unfazed: {Quoted.Of(argument)} is taken as a name; write ./{Quoted.Short(argument)} for the path");
        }
    }

    private void RefuseBesideList(List<string> paths)
    {
        if (options.Narrowing is { ListFile: not null })
        {
            throw new UsageException($"--files0-from names the files: {Quoted.Of(paths[0])} is a path beside it; leave it out, or put it into the list");
        }
    }

    private Project Complete(WorkspaceRoot root, LoadResult loaded, WorkspaceSnapshot workspace, ImmutableArray<string> named)
    {
        var configuration = loaded.Configuration ?? WithoutRepository(root, loaded.Errors.Select(static error => error.ToString()));

        var names = Names(loaded);
        var unknown = Unknown(options.Only, names).Concat(Unknown(options.Skip, names)).ToList();
        if (unknown.Count > 0)
        {
            throw new UsageException(unknown);
        }

        return new Project
        {
            Root = root,
            Workspace = workspace,
            Configuration = configuration,
            ConfigurationFiles = loaded.Files,
            Content = loaded.Content,
            Selection = new RunSelection
            {
                Only = [.. (options.Only?.Value ?? []).Concat(named).Distinct(StringComparer.Ordinal)],
                Skip = options.Skip?.Value ?? [],
                Tier = options.Tier,
                Paths = root.Paths,
            },
        };
    }

    private UnfazedConfiguration WithoutRepository(WorkspaceRoot root, IEnumerable<string> errors)
    {
        if (!AcceptsErrors)
        {
            throw new UsageException(errors);
        }

        var own = ConfigurationLoader.Load(RequestOf(root) with { IsWithoutRepository = true }).Configuration;
        host.Say($"unfazed: the configuration has errors, so {(own is null ? "the defaults" : "your own file and the defaults")} count: {errors.First()}");
        return own ?? new UnfazedConfiguration();
    }

    private static IEnumerable<string> Unknown(Setting<ImmutableArray<string>>? given, List<string> names) => given is not { } setting
        ? []
        : setting.Value.Where(name => !names.Contains(name))
            .Select(name => $"{setting.Source}: there is no check and no dimension {Quoted.Of(name)}{NearestName.Hint(name, names)}");
}
