using System.Collections.Immutable;
using Unfazed.Core.Configuration;
using Unfazed.Core.Configuration.Loading;
using Unfazed.Core.Processes;
using Unfazed.Core.Trust;
using Unfazed.Core.Workspace;

namespace Unfazed.Core.Orchestration;

/// <summary>Makes a setup of a request: finds the root, loads its configuration, lists its files.</summary>
internal static class SetupLoader
{
    public static async Task<OrchestratorSetup> LoadAsync(SetupRequest request, CancellationToken cancellationToken)
    {
        RequireValidNames(request.Sources);
        RequireDistinct(request.Sources);

        // What is loaded counts against the deadline, as it does on the command line.
        var started = request.Time.GetTimestamp();
        var (loaded, workspace) = await ReadAsync(request, null, cancellationToken).ConfigureAwait(false);
        return new OrchestratorSetup
        {
            Workspace = workspace,
            Configuration = loaded.Result.Configuration ?? throw new ConfigurationException(loaded.Result.Errors),
            Sources = request.Sources,
            Processes = loaded.Processes,
            Time = request.Time,
            Loading = new LoadingStart(started),
            Breakers = request.Breakers,
            Listeners = request.Listeners,
        };
    }

    /// <summary>Reads the configuration and the files.</summary>
    /// <param name="request">The repository.</param>
    /// <param name="trust">Says whether it is trusted; null for the user's own decision.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<(LoadedConfiguration Loaded, WorkspaceSnapshot Workspace)> ReadAsync(
        SetupRequest request, Func<RepositoryContent, TrustState>? trust, CancellationToken cancellationToken)
    {
        var environment = request.Environment ?? ProcessEnvironment.Capture();
        var processes = new ProcessRunner(environment, request.Time);
        var asked = new RootRequest(environment.Directory, request.Directory, []);
        var root = await new RootResolver(processes).ResolveAsync(asked, cancellationToken).ConfigureAwait(false);
        var reading = new RepositoryReading(processes, new ConfigurationRequest
        {
            Root = root.Path,
            RepositoryTop = root.RepositoryTop,
            BaseFile = request.BaseFile,
            File = request.ConfigurationFile,
            Environment = environment,
            Options = request.Options,
            Catalog = SourceCatalog.Of(request.Sources),
            Trust = trust ?? new TrustStore(environment).Look,
        });
        var (result, workspace) = await reading.ReadAsync(root, cancellationToken).ConfigureAwait(false);
        return (new LoadedConfiguration(result, processes), workspace);
    }

    private static void RequireValidNames(ImmutableArray<ICheckSource> sources)
    {
        foreach (var source in sources)
        {
            if (KnownChecks.Of(source).Select(static known => known is null ? "it is null" : CheckNames.ProblemOf(known.Name, known.Dimension)).FirstOrDefault(static problem => problem is not null) is { } problem)
            {
                throw new ArgumentException($"{source.GetType().Name} has a check whose name is not allowed: {problem}.", nameof(sources));
            }
        }
    }

    // Two checks of one name would answer to one entry of a configuration, and stand in a report as one.
    private static void RequireDistinct(ImmutableArray<ICheckSource> sources)
    {
        var twice = sources.SelectMany(static source => KnownChecks.Of(source).Select(static known => known.Name).Distinct(StringComparer.Ordinal))
            .GroupBy(static name => name, StringComparer.Ordinal).FirstOrDefault(static group => group.Skip(1).Any());
        if (twice is not null)
        {
            throw new ArgumentException($"Two sources have a check named {Quoted.Of(twice.Key)}: give one of them another name.", nameof(sources));
        }
    }
}

/// <summary>What was read of a configuration.</summary>
/// <param name="Result">The configuration, or its mistakes.</param>
/// <param name="Processes">Started git for it, and knows the environment.</param>
internal sealed record LoadedConfiguration(LoadResult Result, ProcessRunner Processes);
