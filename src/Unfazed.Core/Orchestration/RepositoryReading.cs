using System.Collections.Immutable;
using Unfazed.Core.Configuration;
using Unfazed.Core.Configuration.Loading;
using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;

namespace Unfazed.Core.Orchestration;

/// <summary>
/// Reads the configuration and the files of a root, each as far as the other needs it: files below the root count where the
/// workspace lists them, so that those of somebody else's package do not.
/// </summary>
/// <param name="processes">Starts git.</param>
/// <param name="request">What the configuration is loaded from.</param>
internal sealed class RepositoryReading(ProcessRunner processes, ConfigurationRequest request)
{
    /// <summary>Is told the root's own configuration before the files are listed.</summary>
    public Action<UnfazedConfiguration>? Configured { get; init; }

    /// <summary>Lists the files; it may have begun already.</summary>
    public WorkspaceReader Reader { get; init; } = new(processes);

    /// <exception cref="WorkspaceException">The files can't be listed.</exception>
    public async Task<(LoadResult Loaded, WorkspaceSnapshot Workspace)> ReadAsync(WorkspaceRoot root, CancellationToken cancellationToken)
    {
        var loaded = ConfigurationLoader.Load(request);
        if (loaded.Configuration is { } own)
        {
            Configured?.Invoke(own);
        }

        ImmutableArray<Glob> excludes = [.. (loaded.Configuration?.Exclude ?? []).Select(static glob => Glob.Parse(glob.Value))];
        var workspace = await Reader.ReadAsync(root, excludes, cancellationToken).ConfigureAwait(false);
        ImmutableArray<string> below =
        [
            .. workspace.Files.Where(static file => file.Kind == WorkspaceFileKind.Regular && file.Path.Contains('/', StringComparison.Ordinal)
                && WorkspaceRoot.ConfigurationNames.Contains(file.Name.ToString(), StringComparer.Ordinal)).Select(static file => file.Path),
        ];
        if (below.IsEmpty)
        {
            return (loaded, workspace);
        }

        loaded = ConfigurationLoader.Load(request with { FolderFiles = below });
        return (loaded, workspace.Excluding([.. (loaded.Configuration?.Folders ?? []).SelectMany(static folder => folder.Own.Exclude).Select(static glob => Glob.Parse(glob.Value))]));
    }
}
