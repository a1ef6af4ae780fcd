using Unfazed.Core.Journal;
using Unfazed.Core.Processes;

namespace Unfazed.Core.Orchestration;

/// <summary>What a run does on a disk when its report is sealed and given: it can change neither, and is abandoned a second after the deadline.</summary>
/// <param name="environment">The run.</param>
/// <param name="places">Where it keeps what it writes.</param>
/// <param name="broadcast">Completes the journal, and takes notices.</param>
internal sealed class RunAftermath(RunEnvironment environment, RunPlaces places, RunBroadcast broadcast)
{
    private static readonly TimeSpan BeyondDeadline = TimeSpan.FromSeconds(1);

    private volatile string _step = "";

    /// <summary>Does it all, and says in a line what was not done in time.</summary>
    /// <param name="stopped">Why the run was stopped before its checks had ended.</param>
    /// <param name="results">The sealed results.</param>
    public void Finish(StopReason stopped, IReadOnlyList<CheckResult> results)
    {
        if (!BoundedWork.TryRun(() => Work(stopped, results), environment.UntilDeadline() + BeyondDeadline, out _))
        {
            broadcast.Notice($"the file system did not respond in time, so this was left undone: {_step}");
        }

        broadcast.DeliverLateNotices();
    }

    // What matters most comes first: what follows may be left undone.
    private bool Work(StopReason stopped, IReadOnlyList<CheckResult> results)
    {
        _step = "the end of the run's journal";
        broadcast.CompleteJournal();
        places.Journal.Dispose();
        if (broadcast.Secrets.HaveGrown)
        {
            _step = "secrets that were found in this run are not covered in its logs and journal";
            RedactedFiles.Cover(places.Directory.Path, broadcast.Secrets.Redactor);
        }

        _step = "the durations of the checks are not remembered";
        places.History.Add(places.Directory.RunId, results);
        _step = "results are not cached";
        environment.FinishCache(stopped);
        _step = "temporary files and old runs are not deleted";
        places.Directory.Finish();
        return true;
    }
}
