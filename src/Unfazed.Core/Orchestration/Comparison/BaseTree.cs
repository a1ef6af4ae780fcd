using System.Collections.Immutable;
using Unfazed.Core.Journal;
using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;
using Unfazed.Core.Workspace.Changes;

namespace Unfazed.Core.Orchestration.Comparison;

/// <summary>The files of the base commit, where checks can run on them.</summary>
internal sealed class BaseTree : IDisposable
{
    private static readonly ImmutableArray<string> Renames =
        ["diff", "--name-status", "-z", "--find-renames", "--diff-filter=R", "--relative", "--no-ext-diff", "--no-textconv", "--no-color", "--ignore-submodules=all"];

    private readonly BaseTreeFolder _folder;
    private readonly string _root;
    private readonly ImmutableDictionary<string, string> _before;
    private readonly ImmutableDictionary<string, string> _now;

    private BaseTree(BaseTreeFolder folder, string root, WorkspaceSnapshot workspace, ImmutableDictionary<string, string> renames)
    {
        _folder = folder;
        _root = root;
        Workspace = workspace;
        _before = renames;

        // Of two files that came of one the first in order goes on as it.
        _now = renames.OrderByDescending(static pair => pair.Key, StringComparer.Ordinal)
            .Aggregate(ImmutableDictionary.Create<string, string>(StringComparer.Ordinal), static (now, pair) => now.SetItem(pair.Value, pair.Key));
    }

    /// <summary>Its files.</summary>
    public WorkspaceSnapshot Workspace { get; }

    /// <summary>Starts processes there: without the index that a hook was given, which is another repository's.</summary>
    public required ProcessRunner Processes { get; init; }

    /// <summary>The lines that were changed since.</summary>
    public required ChangedLines Changed { get; init; }

    /// <summary>The name that a file of now had there.</summary>
    public string Before(string path) => _before.GetValueOrDefault(path, path);

    /// <summary>The name that a file of there has now.</summary>
    public string Now(string path) => _now.GetValueOrDefault(path, path);

    /// <summary>Makes it.</summary>
    /// <param name="setup">The run's.</param>
    /// <param name="commit">The commit.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="WorkspaceException">git could not.</exception>
    /// <exception cref="IOException">There is no place for it.</exception>
    public static async Task<BaseTree> MakeAsync(OrchestratorSetup setup, string commit, CancellationToken cancellationToken)
    {
        var environment = setup.Processes.Environment;
        var processes = new ProcessRunner(environment with { Variables = environment.Variables.Remove("GIT_INDEX_FILE") }, setup.Processes.Time);
        var root = setup.Workspace.Root;
        var git = new GitClient(processes);
        var folder = BaseTreeFolder.Take(CacheFolder.Of(environment, setup.Workspace), root);
        try
        {
            var repository = new BaseRepository(git, root);
            var prefix = await repository.PrefixAsync(cancellationToken).ConfigureAwait(false);
            await repository.CheckOutAsync(folder, commit, cancellationToken).ConfigureAwait(false);
            var top = RealPath.Resolve(folder.Path) ?? folder.Path;
            var baseRoot = prefix.Length == 0 ? top : Path.Combine(top, prefix.TrimEnd('/'));
            if (!Directory.Exists(baseRoot) || RealPath.Resolve(baseRoot) != baseRoot)
            {
                throw new WorkspaceException($"the folder {PrintableName.Of(prefix)} was not there yet");
            }

            var links = EnvironmentLinks.Make(root, baseRoot, await EnvironmentLinks.FindAsync(git, root, cancellationToken).ConfigureAwait(false));
            BaseRepository.Exclude(top, links.Select(path => prefix + path));
            var place = new WorkspaceRoot { Path = baseRoot, RepositoryTop = top };
            ImmutableArray<Glob> excludes = [.. setup.Configuration.Exclude.Select(static glob => Glob.Parse(glob.Value))];
            var workspace = await new WorkspaceReader(processes).ReadAsync(place, excludes, cancellationToken).ConfigureAwait(false);
            var index = await GitIndexFile.FindAsync(git, environment, root, cancellationToken).ConfigureAwait(false);
            var renames = await git.AskAsync(root, [.. Renames, commit, "--"], index, cancellationToken).ConfigureAwait(false);
            return new BaseTree(folder, root, workspace, GitRenames.Read(renames is { Succeeded: true } ? renames.Output.Span : default))
            {
                Processes = processes,
                Changed = await ChangedAsync(git, setup.Workspace, commit, cancellationToken).ConfigureAwait(false),
            };
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    // They only decide which of equal lines is shown.
    private static async Task<ChangedLines> ChangedAsync(GitClient git, WorkspaceSnapshot workspace, string commit, CancellationToken cancellationToken)
    {
        try
        {
            return await new GitChangedLines(git, workspace).FindAsync(commit, cancellationToken).ConfigureAwait(false);
        }
        catch (WorkspaceException)
        {
            return new ChangedLines(commit, ImmutableDictionary<string, ImmutableArray<LineRange>>.Empty);
        }
    }

    /// <summary>Whether a program found there is the one that ran here: the same file, or the link to it.</summary>
    public bool IsSame(string? here, string? there)
    {
        var prefix = _root.TrimEnd('/') + "/";
        return here is null || there is null ? here == there
            : here == there || (here.StartsWith(prefix, StringComparison.Ordinal) && Path.Combine(Workspace.Root, here[prefix.Length..]) == there);
    }

    public void Dispose() => _folder.Dispose();
}
