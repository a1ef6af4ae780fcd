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
        RequireDistinct(request.Sources);

        // What is loaded counts against the deadline, as it does on the command line.
        var started = request.Time.GetTimestamp();
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
            Trust = new TrustStore(environment).Look,
        });
        var (loaded, workspace) = await reading.ReadAsync(root, cancellationToken).ConfigureAwait(false);
        return new OrchestratorSetup
        {
            Workspace = workspace,
            Configuration = loaded.Configuration ?? throw new ConfigurationException(loaded.Errors),
            Sources = request.Sources,
            Processes = processes,
            Time = request.Time,
            Loading = new LoadingStart(started),
            Breakers = request.Breakers,
            Listeners = request.Listeners,
        };
    }

    // Two checks of one name would answer to one entry of a configuration, and stand in a report as one.
    private static void RequireDistinct(ImmutableArray<ICheckSource> sources)
    {
        var twice = sources.SelectMany(static source => source.Known.Select(static known => known.Name).Distinct(StringComparer.Ordinal))
            .GroupBy(static name => name, StringComparer.Ordinal).FirstOrDefault(static group => group.Skip(1).Any());
        if (twice is not null)
        {
            throw new ArgumentException($"Two sources have a check named {Quoted.Of(twice.Key)}: give one of them another name.", nameof(sources));
        }
    }
}
