using Unfazed.Cli.Commands;
using Unfazed.Core.Configuration;
using Unfazed.Core.Journal;
using Unfazed.Core.Orchestration;
using Unfazed.Core.Processes;
using Unfazed.Core.Workspace;
using Unfazed.Core.Workspace.Changes;

namespace Unfazed.Cli.Setup;

/// <summary>What is known of findings that were there before anybody wrote a configuration. Nothing is run for it: the last run tells.</summary>
/// <param name="Count">How many counted in the last run; null where none is stored.</param>
/// <param name="Branch">The default branch of the remote, as git calls it; null where there is none. On a branch that has only this name all that is committed would be known, and nothing would block.</param>
internal sealed record OldFindings(int? Count, string? Branch)
{
    /// <summary>Nothing is known.</summary>
    public static OldFindings Unknown { get; } = new(null, null);

    /// <exception cref="WorkspaceException">git gave no answer.</exception>
    public static async Task<OldFindings> FindAsync(Host host, WorkspaceSnapshot workspace, UnfazedConfiguration configuration, CancellationToken cancellationToken)
    {
        var stored = new RunArchive(RootState.Of(workspace, host.Environment)).Last();
        var since = await new KnownSinceReader(new ProcessRunner(host.Environment, host.Time)).FindAsync(workspace, "", cancellationToken).ConfigureAwait(false);
        return new OldFindings(
            stored is null ? null : StoredReport.Of(stored, configuration).Checks.Sum(static check => check.Findings.Count(static finding => finding.Counts)),
            since.Problem is null && since.Revision.Contains('/', StringComparison.Ordinal) ? since.Revision : null);
    }
}
