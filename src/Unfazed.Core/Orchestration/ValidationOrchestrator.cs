using Unfazed.Core.Processes;

namespace Unfazed.Core.Orchestration;

/// <summary>Runs checks at once and always answers: by the deadline, with one status for each check that was asked for.</summary>
public sealed class ValidationOrchestrator(OrchestratorSetup setup)
{
    /// <summary>What a run would do; starts nothing.</summary>
    public RunPlan Plan(RunSelection selection) => throw new NotSupportedException($"{setup.Time}{selection}");

    /// <summary>Runs what was selected. When <paramref name="cancellationToken"/> fires, the report so far is returned with state <c>interrupted</c>.</summary>
    public Task<ValidationReport> RunAsync(RunSelection selection, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException(nameof(StopReason));
}
