using System.Collections.Immutable;
using Unfazed.Core.Configuration;
using Unfazed.Core.Journal;

namespace Unfazed.Core.Orchestration;

/// <summary>
/// The earlier runs of a repository, read from their journals: the last 20 runs of the last 7 days. Each report is made again: what was observed
/// then, judged by the configuration of now. Only runs that this user made count.
/// </summary>
/// <param name="setup">The repository, its configuration and the environment, which says where the journals are.</param>
public sealed class RunHistory(OrchestratorSetup setup)
{
    private readonly RunArchive _archive = new(RootState.Of(setup.Workspace, setup.Processes.Environment));
    private readonly UnfazedConfiguration _configuration = setup.Configuration;

    /// <summary>The ids of the runs, the newest first.</summary>
    public ImmutableArray<string> Ids() => _archive.Ids();

    /// <summary>The report of a run; null when there is none that can be read. A run that was cut off has <see cref="RunState.Crashed"/>.</summary>
    /// <param name="id">The id, or how it begins where only one does.</param>
    public ValidationReport? Find(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return Report(_archive.Find(id));
    }

    /// <summary>The report of the newest run that is over; null when there is none.</summary>
    /// <param name="except">The id of a run that does not count, such as the one whose report is at hand.</param>
    public ValidationReport? Last(string? except = null) => Report(_archive.Last(except));

    /// <summary>The folder with the journal and the logs of a run; null when it is no longer kept.</summary>
    /// <param name="id">The whole id.</param>
    public string? FolderOf(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return _archive.FolderOf(id);
    }

    private ValidationReport? Report(JournaledRun? run) => run is null ? null : StoredReport.Of(run, _configuration);
}
