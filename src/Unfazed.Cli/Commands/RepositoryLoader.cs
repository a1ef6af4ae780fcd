using Unfazed.Core;
using Unfazed.Core.Caching;
using Unfazed.Core.Configuration;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;
using Unfazed.Core.Workspace.Changes;

namespace Unfazed.Cli.Commands;

/// <summary>The repository as a run needs it: its configuration and its files, by the run's deadline.</summary>
/// <param name="Project">The project; one of defaults when not even that was known in time.</param>
/// <param name="Workspace">Its files.</param>
/// <param name="Selection">What of it was asked for.</param>
/// <param name="IsWhole">Whether all were known in time; else there is nothing that could be checked honestly.</param>
internal sealed record LoadedRepository(Project Project, WorkspaceSnapshot Workspace, RunSelection Selection, bool IsWhole)
{
    /// <summary>The commit whose findings are known; null where none was asked for.</summary>
    public KnownSince? Since { get; init; }

    /// <summary>The answers that are known; null to do without.</summary>
    public ValidationCache? Cache { get; init; }
}

/// <summary>Loads it.</summary>
internal static class RepositoryLoader
{
    /// <exception cref="UsageException">A path, a name or the configuration is wrong.</exception>
    /// <exception cref="WorkspaceException">The root or a path cannot be used.</exception>
    public static async Task<LoadedRepository> LoadAsync(Host host, GivenOptions options, ReportOutputs outputs, CancellationToken interrupt)
    {
        using var limit = new LoadingLimit(host, options.Request, interrupt);
        Project? project = null;
        var cache = AnswerCache.Of(host, options);
        var asked = "git, or the file system, did not say what is in the repository";
        try
        {
            var loader = new ProjectLoader(host, options)
            {
                Configured = (root, configuration) =>
                {
                    project = Unknown(host, options, configuration.Deadline.Value) with { Root = root, Configuration = configuration };
                    limit.Follow(configuration.Deadline.Value);
                    cache?.ReadAhead(root.Path, host.Time);
                },
            };
            var known = await limit.WithinAsync(loader.LoadAsync).ConfigureAwait(false);
            project = known;
            var workspace = known.Workspace.Without([.. outputs.Globs(known.Root.Path)]);
            asked = options.Narrowing?.ListFile is { } list ? $"the list of files in {Quoted.Of(list)} did not end" : "git did not say what changed";
            var selection = await limit.WithinAsync(token => new NarrowedFiles(host, options).SelectAsync(known, workspace, token)).ConfigureAwait(false);
            asked = "git did not say where the branch began";
            var since = options.Request.Command != "run" ? null : await limit.WithinAsync(token => SinceAsync(host, known.Configuration.NewSince, workspace, token)).ConfigureAwait(false);
            return new LoadedRepository(known, workspace, selection, IsWhole: true) { Since = since, Cache = cache };
        }
        catch (LoadedLateException)
        {
            project ??= Unknown(host, options, limit.Deadline);
            return new LoadedRepository(project, Unseen(project.Root.Path, asked), RunSelection.All, IsWhole: false);
        }
    }

    // What was typed for this run is there, or it is a mistake; what a file or a variable says may hold in another clone.
    private static async Task<KnownSince?> SinceAsync(Host host, Setting<string?> asked, WorkspaceSnapshot workspace, CancellationToken cancellationToken)
    {
        var reader = new KnownSinceReader(new ProcessRunner(host.Environment, host.Time));
        return asked switch
        {
            { Value: null } => null,
            { Value: { } typed, Source.Origin: SettingOrigin.Option } => await reader.FindTypedAsync(workspace, typed, cancellationToken).ConfigureAwait(false),
            { Value: { } revision } => await reader.FindAsync(workspace, revision, cancellationToken).ConfigureAwait(false),
        };
    }

    private static WorkspaceSnapshot Unseen(string root, string asked) => new(root, isGit: false, [])
    {
        Notices = [$"nothing was checked: {asked} before the deadline"],
    };

    private static Project Unknown(Host host, GivenOptions options, TimeSpan deadline)
    {
        var defaults = new UnfazedConfiguration();
        return new Project
        {
            Workspace = Unseen("", ""),
            Root = new WorkspaceRoot { Path = Path.GetFullPath(options.Directory ?? ".", host.Environment.Directory) },
            Configuration = defaults with { Deadline = defaults.Deadline with { Value = deadline } },
            ConfigurationFiles = [],
            Selection = RunSelection.All,
        };
    }
}
