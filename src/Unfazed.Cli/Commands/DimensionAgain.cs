using System.Collections.Immutable;
using Unfazed.Core;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;
using Unfazed.Integrations.Agents;
using Unfazed.Validators.Tools;

namespace Unfazed.Cli.Commands;

/// <summary>
/// Runs one dimension again under the configuration of the run that it belongs to, over the files as they are now: an agent that changes
/// the rules instead of the code has fixed nothing.
/// </summary>
internal sealed class DimensionAgain(Host host, GivenOptions options, LoadedRepository loaded)
{
    private const int MaxNamed = 5;

    /// <summary>Its result in the same tier, and which configuration files have changed since the run began.</summary>
    public async Task<Verification> RunAsync(ValidationResult before, CancellationToken cancellationToken)
    {
        var started = host.Time.GetTimestamp();
        try
        {
            var workspace = loaded.Workspace.Reread is { } reread ? await reread(cancellationToken).ConfigureAwait(false) : loaded.Workspace;
            var selection = await new NarrowedFiles(host, options).SelectAsync(loaded.Project, workspace, cancellationToken).ConfigureAwait(false);

            // Breakers of its own: those of the run are closed by then.
            await using var breakers = BreakerStore.Open(host);
            var orchestrator = new ValidationOrchestrator(new OrchestratorSetup
            {
                Workspace = workspace,
                Configuration = loaded.Project.Configuration,
                Sources = CheckSources.All,
                Processes = new ProcessRunner(host.Environment, host.Time),
                Time = host.Time,
                ProcessStart = started,
                Breakers = breakers,
                PassToolBreakersBy = options.Force,
                KnownSince = loaded.Since,
                IsAside = true,
            });
            var report = await orchestrator.RunAsync(selection with { Only = [before.Dimension.Name], Tier = before.Tier }, cancellationToken).ConfigureAwait(false);
            var result = report.Results.FirstOrDefault(result => result.Dimension == before.Dimension && result.Tier == before.Tier);
            return new Verification(result, Remark(await TouchedAsync(before.Dimension, cancellationToken).ConfigureAwait(false)));
        }
        catch (Exception error) when (error is UsageException or WorkspaceException)
        {
            host.Say($"unfazed: {before.Dimension} cannot run again: {error.Message}");
            return new Verification(null, "");
        }
    }

    private static string Remark(ImmutableArray<string> touched) => touched.IsEmpty ? ""
        : $"configuration changed since the run began: {string.Join(", ", touched.Take(MaxNamed).Select(PrintableName.Of))}{(touched.Length > MaxNamed ? ", …" : "")}";

    private async Task<ImmutableArray<string>> TouchedAsync(Dimension dimension, CancellationToken cancellationToken)
    {
        var tools = ToolCatalog.All.Where(tool => tool.Dimension == dimension).ToList();
        var root = loaded.Project.Root.Path;
        var read = loaded.Project.ConfigurationFiles.Select(file => Path.GetRelativePath(root, file)).ToHashSet(StringComparer.Ordinal);
        var moved = await loaded.Workspace.FindMovedInputsAsync(cancellationToken).ConfigureAwait(false);
        return
        [
            .. moved.Where(path => read.Contains(path) || ProjectConfigurationFiles.Configures(path, ".")
                || tools.Exists(tool => ToolConfiguration.IsNamed(tool, path[(path.LastIndexOf('/') + 1)..]))),
        ];
    }
}
