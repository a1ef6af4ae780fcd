using Unfazed.Core;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;

namespace Unfazed.Cli.Commands;

/// <summary>Runs one dimension again as it was asked for, over the files as they are now, and beside the run that it belongs to.</summary>
internal sealed class DimensionAgain(Host host, GivenOptions options, ReportOutputs outputs)
{
    /// <summary>Its result in the same tier; null where it has none any more, or the repository can't be looked at.</summary>
    public async Task<ValidationResult?> RunAsync(ValidationResult before, CancellationToken cancellationToken)
    {
        var started = host.Time.GetTimestamp();
        try
        {
            var project = await new ProjectLoader(host, options).LoadAsync(cancellationToken).ConfigureAwait(false);
            var workspace = project.Workspace.Without([.. outputs.Globs(project.Root.Path)]);
            var selection = await new NarrowedFiles(host, options).SelectAsync(project, workspace, cancellationToken).ConfigureAwait(false);

            // Breakers of its own: a service's lease follows from the checks of a run, and these are fewer.
            await using var breakers = BreakerStore.Open(host);
            var orchestrator = new ValidationOrchestrator(new OrchestratorSetup
            {
                Workspace = workspace,
                Configuration = project.Configuration,
                Sources = CheckSources.All,
                Processes = new ProcessRunner(host.Environment, host.Time),
                Time = host.Time,
                ProcessStart = started,
                Breakers = breakers,
                PassToolBreakersBy = options.Force,
                IsAside = true,
            });
            var report = await orchestrator.RunAsync(selection with { Only = [before.Dimension.Name], Tier = before.Tier }, cancellationToken).ConfigureAwait(false);
            return report.Results.FirstOrDefault(result => result.Dimension == before.Dimension && result.Tier == before.Tier);
        }
        catch (Exception error) when (error is UsageException or WorkspaceException)
        {
            host.Say($"unfazed: {before.Dimension} cannot run again: {error.Message}");
            return null;
        }
    }
}
