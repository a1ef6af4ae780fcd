using Unfazed.Core.Configuration;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Processes;
using Unfazed.Validators.Repository;

namespace Unfazed.Validators.Fixing;

/// <summary>
/// Fixes what the checks of a repository can fix safely, as <c>unfazed fix</c> does: tools fix a copy, then the built-in rules; only when all were
/// asked is anything written. A file that changed meanwhile is left as it is.
/// </summary>
/// <param name="setup">The repository, its configuration and the sources of checks, with those of <see cref="BuiltInSources"/>.</param>
public sealed class RepositoryFix(OrchestratorSetup setup)
{
    /// <summary>Says what would change; writes nothing.</summary>
    /// <param name="selection">What is to be fixed.</param>
    /// <param name="cancellationToken">Ends the fix.</param>
    /// <exception cref="OperationCanceledException">The token fired, or the deadline of the configuration came.</exception>
    public async Task<FixReport> PreviewAsync(RunSelection selection, CancellationToken cancellationToken = default) =>
        (await FixAsync(selection, cancellationToken).ConfigureAwait(false)).Report;

    /// <summary>Fixes the files, and stages again what was staged as a whole.</summary>
    /// <param name="selection">What is to be fixed.</param>
    /// <param name="cancellationToken">Ends the fix; before the first file is written nothing changes, after that it ends between two files.</param>
    /// <exception cref="OperationCanceledException">The token fired, or the deadline of the configuration came, before anything was written.</exception>
    public async Task<FixReport> ApplyAsync(RunSelection selection, CancellationToken cancellationToken = default)
    {
        var (session, report) = await FixAsync(selection, cancellationToken).ConfigureAwait(false);
        return await session.WriteAsync(report, cancellationToken).ConfigureAwait(false);
    }

    private async Task<(FixSession Session, FixReport Report)> FixAsync(RunSelection selection, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(selection);
        var limit = setup.Configuration.Deadline.Value;
        using var deadline = new CancellationTokenSource(limit - StopTimes.GraceOf(limit), setup.Time);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        var facts = await new RepositoryFactsReader(setup.Processes, setup.Workspace).ReadAsync(stopping.Token).ConfigureAwait(false);
        var session = new FixSession(setup, selection, facts)
        {
            Stop = () => cancellationToken.IsCancellationRequested ? (StopReason.Interrupt, StopTimes.AfterInterrupt) : (StopReason.Deadline, StopTimes.GraceOf(limit)),
        };
        var report = await session.FixAsync(stopping.Token).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return deadline.IsCancellationRequested
            ? throw new OperationCanceledException($"The fix was not complete at the deadline of {DurationText.Of(limit)}: nothing was changed.", deadline.Token)
            : (session, await session.LookAtIndexAsync(report, cancellationToken).ConfigureAwait(false));
    }
}
