using System.Collections.Immutable;
using Unfazed.Core.Workspace;

namespace Unfazed.Core.Orchestration;

/// <summary>A dimension that ran again on the files as they are now.</summary>
/// <param name="Result">Its result; null when none of its checks is expected any more.</param>
/// <param name="ChangedConfiguration">
/// Files that configure its checks and have changed since the setup was loaded, relative to the root: a result that is better because the rules
/// changed fixes nothing.
/// </param>
public sealed record RepeatedDimension(ValidationResult? Result, ImmutableArray<string> ChangedConfiguration)
{
    /// <summary>
    /// Runs one dimension of an earlier run again, under the configuration of that run, on the files as they are now. It keeps no journal, and no
    /// listener hears of it.
    /// </summary>
    /// <param name="setup">The setup of the earlier run.</param>
    /// <param name="before">The result to repeat.</param>
    /// <param name="selection">What the earlier run was asked for.</param>
    /// <param name="cancellationToken">Ends the run with what there is.</param>
    /// <exception cref="WorkspaceException">git can't list the files.</exception>
    public static async Task<RepeatedDimension> RunAsync(
        OrchestratorSetup setup, ValidationResult before, RunSelection selection, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(setup);
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(selection);
        var workspace = setup.Workspace.Reread is { } reread ? await reread(cancellationToken).ConfigureAwait(false) : setup.Workspace;
        var orchestrator = new ValidationOrchestrator(setup with
        {
            Workspace = workspace,
            ProcessStart = null,
            Loading = null,
            Listeners = [],
            Integrations = [],
            Draft = null,
            IsAside = true,
        });
        var again = selection with { Only = [before.Dimension.Name], Tier = before.Tier };
        var report = await orchestrator.RunAsync(again, cancellationToken).ConfigureAwait(false);
        var result = report.Results.FirstOrDefault(result => result.Dimension == before.Dimension && result.Tier == before.Tier);
        return new RepeatedDimension(result, await ChangedAsync(setup, orchestrator.Plan(again), cancellationToken).ConfigureAwait(false));
    }

    private static async Task<ImmutableArray<string>> ChangedAsync(OrchestratorSetup setup, RunPlan plan, CancellationToken cancellationToken)
    {
        var configuring = plan.Checks.SelectMany(static check => check.ConfigurationFiles).ToHashSet(StringComparer.Ordinal);
        var changed = await setup.Workspace.FindMovedInputsAsync(cancellationToken).ConfigureAwait(false);
        return [.. changed.Where(path => configuring.Contains(path) || ProjectConfigurationFiles.Configures(path, "."))];
    }
}
